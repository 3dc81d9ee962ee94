package condyle.metric;

import java.util.Arrays;

/**
 * Distances of surface elements, sorted, each with the weight of all elements up to and with it.
 *
 * <p>{@code sum} is the sum of distance × weight.
 */
record WeightedDistances(float[] distances, double[] cumulated, double sum) {

    /** The distances at the places whose code is not 0, weighted by code. */
    static WeightedDistances of(float[] at, byte[] codes, double[] weights) {
        int n = 0;
        for (byte c : codes) {
            n += c != 0 ? 1 : 0;
        }
        // A distance is never negative, so its bits sort as it does; the code rides along.
        long[] keys = new long[n];
        for (int i = 0, k = 0; i < codes.length; i++) {
            if (codes[i] != 0) {
                keys[k++] = (long) Float.floatToIntBits(at[i]) << 8 | codes[i] & 0xff;
            }
        }
        Arrays.sort(keys);
        float[] distances = new float[n];
        double[] cumulated = new double[n];
        double sum = 0;
        double total = 0;
        for (int k = 0; k < n; k++) {
            double weight = weights[(int) (keys[k] & 0xff)];
            distances[k] = Float.intBitsToFloat((int) (keys[k] >> 8));
            sum += distances[k] * weight;
            total += weight;
            cumulated[k] = total;
        }
        return new WeightedDistances(distances, cumulated, sum);
    }

    /** Weight of all elements: mm², or a number of voxels. */
    double total() {
        return cumulated.length == 0 ? 0 : cumulated[cumulated.length - 1];
    }

    /** The smallest distance within which at least the given share of the weight lies; NaN without elements. */
    double percentile(double share) {
        if (cumulated.length == 0) {
            return Double.NaN;
        }
        // Sums of equal weights may miss a round share by their rounding.
        double wanted = share * total() * (1 - 1e-12);
        int at = Arrays.binarySearch(cumulated, wanted);
        return distances[Math.min(at < 0 ? -at - 1 : at, distances.length - 1)];
    }

    /** Weight of the elements at most {@code tolerance} mm away. */
    double within(double tolerance) {
        int low = 0;
        int high = distances.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (distances[middle] <= tolerance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : cumulated[low - 1];
    }
}
