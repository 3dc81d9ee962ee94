package condyle.tensor;

import java.util.List;

/** What a pickle can hold beside texts, numbers, lists and dictionaries. */
final class Pickled {
    private Pickled() {}

    /** A name of Python's; nothing is looked up or called. */
    record Global(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** A list that does not change. */
    record Tuple(List<Object> items) {}

    /**
     * Numbers in a row in a file.
     *
     * @param type PyTorch's name of the kind, such as FloatStorage
     * @param key names the row within the file
     */
    record Storage(String type, String key, long count) {}

    /**
     * A view of a storage.
     *
     * @param offset of its first number
     * @param strides how many numbers lie between neighbours along each axis
     */
    record View(Storage storage, long offset, long[] shape, long[] strides) {
        long count() {
            long count = 1;
            for (long n : shape) {
                count = Math.multiplyExact(count, n);
            }
            return count;
        }

        /** Whether its numbers stand in a row, last axis fastest. */
        boolean inOrder() {
            long step = 1;
            for (int k = shape.length - 1; k >= 0; k--) {
                if (shape[k] != 1 && strides[k] != step) {
                    return false;
                }
                step *= shape[k];
            }
            return true;
        }
    }
}
