package condyle.data;

import condyle.image.LabelSet;
import condyle.image.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of the IWOAI 2019 challenge: {@code train_001_V00.im} and {@code .seg}, likewise {@code valid} and
 * {@code test} (doi:10.1148/ryai.2021200078).
 *
 * <p>Number and kind name the subject, V00 and V01 its visits. The subjects of {@code valid} are held out unless others
 * are named; those of {@code test} are left out. Other images without labels are
 * passed over, which is noted.
 */
final class IwoaiFolder {
    private static final Pattern NAME = Pattern.compile("(train|valid|test)_(\\d{3})_(V\\d{2})\\.seg");
    private static final Pattern IMAGE = Pattern.compile("(train|valid)_\\d{3}_V\\d{2}\\.im");

    private IwoaiFolder() {}

    /** Whether a folder holds label files of the challenge. */
    static boolean is(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> NAME.matcher(f.getFileName().toString()).matches());
        }
    }

    static CaseTable read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        List<Case> cases = new ArrayList<>();
        Set<String> held = new LinkedHashSet<>();
        for (Path labels : files) {
            Matcher name = NAME.matcher(labels.getFileName().toString());
            if (!name.matches() || name.group(1).equals("test")) {
                continue;
            }
            Path image = labels.resolveSibling(labels.getFileName().toString().replace(".seg", ".im"));
            if (!Files.exists(image)) {
                throw new IOException(image + ": no such file; expected the image of " + labels);
            }
            String subject = name.group(1) + " " + name.group(2);
            if (name.group(1).equals("valid")) {
                held.add(subject);
            }
            cases.add(new Case(subject, Side.UNKNOWN, name.group(3), Optional.of(image), labels, cases.size() + 1));
        }
        if (cases.isEmpty()) {
            throw new IOException(folder + ": only test cases; expected train_NNN_V0N.seg and valid_NNN_V0N.seg");
        }
        return new CaseTable(folder, cases, Optional.of(LabelSet.IWOAI), held, unlabelled(folder, files));
    }

    /** The challenge gives some images without labels, so they are no mistake; but nobody can learn from them. */
    private static List<String> unlabelled(Path folder, List<Path> files) {
        Set<Path> known = Set.copyOf(files);
        List<String> without = files.stream()
                .filter(f -> IMAGE.matcher(f.getFileName().toString()).matches())
                .filter(f -> !known.contains(
                        f.resolveSibling(f.getFileName().toString().replace(".im", ".seg"))))
                .map(f -> f.getFileName().toString())
                .toList();
        if (without.isEmpty()) {
            return List.of();
        }
        boolean one = without.size() == 1;
        return List.of(folder + ": " + without.size() + (one ? " image has" : " images have")
                + " no labels and " + (one ? "is" : "are") + " passed over" + (one ? ": " : ", the first ")
                + without.get(0) + "; expected a .seg file beside each .im");
    }
}
