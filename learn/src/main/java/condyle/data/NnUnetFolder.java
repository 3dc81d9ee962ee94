package condyle.data;

import condyle.config.Yaml;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Tissue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder in nnU-Net's raw layout: {@code dataset.json}, {@code imagesTr/CASE_0000.nii.gz}, {@code labelsTr/CASE.nii.gz}.
 *
 * <p>Each case is a subject of its own, for the layout knows none. The labels' names come from dataset.json, of the first
 * version (number to name) or the second (name to number), with spaces for underscores. One channel is taken, and no
 * regions. Format: the documentation of MIC-DKFZ/nnUNet, dataset_format.md.
 */
final class NnUnetFolder {
    static final String LIST = "dataset.json";
    private static final String CHANNEL = "_0000";

    private NnUnetFolder() {}

    static CaseTable read(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        Map<String, Object> json = Yaml.plain(list);
        LabelSet scheme = scheme(list, json);
        requireOneChannel(list, json);
        Optional<String> told = json.get("file_ending") instanceof String s ? Optional.of(s) : Optional.empty();
        List<Case> cases = new ArrayList<>();
        for (Path labels : files(folder.resolve("labelsTr"))) {
            String file = labels.getFileName().toString();
            String ending = told.filter(file::endsWith).orElse(file.endsWith(".nii.gz") ? ".nii.gz" : ending(file));
            String name = file.substring(0, file.length() - ending.length());
            Path image = folder.resolve("imagesTr").resolve(name + CHANNEL + ending);
            if (!Files.exists(image)) {
                throw new IOException(image + ": no such file; expected the image of " + labels);
            }
            cases.add(new Case(name, Side.UNKNOWN, "", Optional.of(image), labels, cases.size() + 1));
        }
        if (cases.isEmpty()) {
            throw new IOException(folder + ": no label maps in labelsTr; expected one for each training case");
        }
        requireAllLabelled(folder, cases);
        return new CaseTable(folder, cases, Optional.of(scheme), Set.of());
    }

    /** An image without labels is more likely a slip than meant. */
    private static void requireAllLabelled(Path folder, List<Case> cases) throws IOException {
        Set<Path> known = cases.stream().map(c -> c.image().orElseThrow()).collect(Collectors.toSet());
        for (Path image : files(folder.resolve("imagesTr"))) {
            if (!known.contains(image)) {
                throw new IOException(image + ": no labels for it in labelsTr; expected CASE" + CHANNEL
                        + ".nii.gz in imagesTr and CASE.nii.gz in labelsTr; label it, or move it to imagesTs");
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + ": no such folder; nnU-Net's layout has " + LIST + ", imagesTr and labelsTr");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String ending(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot);
    }

    private static void requireOneChannel(Path list, Map<String, Object> json) throws IOException {
        Object channels = json.getOrDefault("channel_names", json.get("modality"));
        if (channels instanceof Map<?, ?> map && map.size() > 1) {
            throw new IOException(
                    list + ": images have " + map.size() + " channels; expected one: join or drop the others");
        }
    }

    private static void requireNotIgnored(Path list, String name) throws IOException {
        if (name.equals("ignore")) {
            throw new IOException(
                    list + ": label 'ignore' marks voxels that nothing is to be learnt from, which cannot be"
                            + " done here; expected every voxel labelled: complete these cases and remove the label");
        }
    }

    private static LabelSet scheme(Path list, Map<String, Object> json) throws IOException {
        if (!(json.get("labels") instanceof Map<?, ?> labels)) {
            throw new IOException(list + ": no labels; expected an object such as {\"background\": 0, \"femur\": 1}");
        }
        List<Tissue> tissues = new ArrayList<>();
        for (Map.Entry<?, ?> entry : labels.entrySet()) {
            if (!(entry.getValue() instanceof String value)) {
                throw new IOException(list + ": label '" + entry.getKey()
                        + "' is a region of several numbers; expected one number for each label");
            }
            String key = (String) entry.getKey();
            boolean first = key.matches("\\d+");
            String digits = first ? key : value;
            if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > 255) {
                throw new IOException(list + ": label '" + key + "' has the number '" + value + "'; expected 0–255");
            }
            int number = Integer.parseInt(digits);
            if (number > 0) {
                String name =
                        (first ? value : key).strip().toLowerCase(Locale.ROOT).replace('_', ' ');
                requireNotIgnored(list, name);
                tissues.add(new Tissue(number, name, SchemeFile.color(number, name)));
            }
        }
        try {
            return new LabelSet("of " + LIST, tissues);
        } catch (IllegalArgumentException e) {
            throw new IOException(list + ": " + e.getMessage(), e);
        }
    }
}
