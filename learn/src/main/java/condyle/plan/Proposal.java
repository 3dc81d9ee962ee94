package condyle.plan;

import condyle.config.Build;
import condyle.data.Case;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.image.Size;
import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An experiment proposed for a data set, with a reason on each line.
 *
 * <p>After nnU-Net (Isensee et al., 2021, doi:10.1038/s41592-020-01008-z): the median spacing, the 10th percentile of a
 * coarse axis; patches as large as memory allows, in the proportions of the voxels; levels that leave four voxels at the
 * bottom; a cascade where a patch holds less than a quarter of a scan; brightness by z-score; Dice and cross-entropy.
 * Differs from it: it asks for a time too, measures how long a step takes and cuts steps and patch to it; AdamW with a
 * cosine, which is ahead in few steps, for 250,000 of SGD; classes get no oversampling of their own: most patches are
 * centred on a tissue; the grid is halved along all axes, so coarse axes make slices; the second stage looks only around
 * what the first one found; one split by subjects, not five.
 */
public final class Proposal {
    private static final double VALIDATION = 0.2;

    private final Survey survey;
    private final Means means;
    private final Classes classes;
    private final Layout layout;

    private Proposal(Survey survey, Means means) {
        this.survey = survey;
        this.means = means;
        this.classes = Classes.of(survey.scheme(), survey.scans());
        this.layout = Layout.of(survey, classes, means);
    }

    /**
     * Decides.
     *
     * @throws IllegalArgumentException if there is no class to learn, or the memory does not do
     */
    public static Proposal of(Survey survey, Means means) {
        return new Proposal(survey, means);
    }

    /**
     * Writes the experiment, whole or not at all, after reading it as {@code condyle train} will; a file of that name is
     * replaced.
     *
     * @param labels scheme of the label maps as the user named it; empty where the data set says it
     * @throws IOException if it cannot be written
     */
    public void write(Path file, Optional<String> labels) throws IOException {
        String text = text(file, labels);
        Formats.YAML.parse(file.toString(), text, Experiment.class, List.of());
        WholeFile.write(file, text);
    }

    /** What was decided, in one sentence. */
    public String summary() {
        Layout.Pass last = layout.stages().get(layout.stages().size() - 1);
        return Words.count(survey.scans().size(), "case") + ", "
                + Words.count(classes.named().size(), "class") + ", "
                + (layout.stages().size() == 1 ? "one stage" : "two stages") + ", "
                + last.shape().network().type() + " on " + last.shape().patch() + " voxels of "
                + Words.across(layout.spacing()) + " mm, about " + Words.time(60 * means.minutes())
                + " of training";
    }

    String text(Path file, Optional<String> labels) {
        Sheet sheet = new Sheet();
        head(sheet, file);
        data(sheet, file, labels);
        sheet.remark(layout.stagesReason());
        sheet.add("stages:", "");
        for (int i = 0; i < layout.stages().size(); i++) {
            stage(sheet, layout.stages().get(i), i);
        }
        return sheet.toString();
    }

    private void head(Sheet sheet, Path file) {
        String name = name();
        sheet.remark(String.format(
                Locale.ROOT,
                "Planned by condyle %s for %s: %s of memory, %s.",
                Build.version(),
                survey.table().file().getFileName(),
                Words.memory(means.memory()),
                Words.time(60 * means.minutes())));
        sheet.remark("Train:  condyle train " + file.getFileName());
        survey.notes().forEach(note -> sheet.remark("Note: " + note));
        sheet.add("name: " + Sheet.quoted(name), "of the model; the run goes to runs/" + name);
        sheet.add("seed: 1", "split, weights and patches follow from it");
        sheet.add("precision: auto", means.precision().name().toLowerCase(Locale.ROOT) + " where this was planned");
        sheet.add("classes:", "");
        classes.named().forEach((c, why) -> sheet.add("  - " + Sheet.quoted(c), why));
        classes.left().forEach((c, why) -> sheet.remark("left out: " + c + ", " + why));
    }

    /** The data set's name in letters, digits and hyphens. */
    private String name() {
        String file =
                survey.table().file().toAbsolutePath().normalize().getFileName().toString();
        String name =
                file.replaceAll("\\.csv$", "").replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "model" : name.toLowerCase(Locale.ROOT);
    }

    private void data(Sheet sheet, Path file, Optional<String> labels) {
        List<Case> cases = survey.scans().stream().map(Scan::from).toList();
        long subjects = cases.stream().map(Case::subject).distinct().count();
        sheet.add("cases:", "");
        sheet.add(
                "  table: " + Sheet.quoted(path(file)),
                Words.count(cases.size(), "case") + " of " + Words.count(subjects, "subject") + ", " + images(cases));
        labels.ifPresent(scheme -> sheet.add("  labels: " + Sheet.quoted(scheme), "what the maps' numbers mean"));
        assume(sheet);
        sheet.add(
                "  spacing: " + Words.spacing(layout.spacing()),
                "of the knees in memory, as fine as the network sees them: " + Words.memory(layout.knees()));
        held(sheet, cases, subjects);
    }

    private static String images(List<Case> cases) {
        long images = cases.stream().filter(c -> c.image().isPresent()).count();
        return images == cases.size()
                ? "all with their scans"
                : images == 0
                        ? "images are made of their labels"
                        : images + " with their scans, images of the others are made of their labels";
    }

    private boolean imaged() {
        return survey.scans().stream().allMatch(s -> s.from().image().isPresent());
    }

    /** From the experiment's folder; where that leads far up, from the root. */
    private String path(Path file) {
        Path table = survey.table().file().toAbsolutePath().normalize();
        Path from = file.toAbsolutePath().normalize().getParent();
        Path relative = table.getRoot().equals(from.getRoot()) ? from.relativize(table) : table;
        return (relative.startsWith("../../..") ? table : relative).toString().replace('\\', '/');
    }

    private void assume(Sheet sheet) {
        if (survey.assumed().spacing().isEmpty()
                && survey.assumed().orientation().isEmpty()) {
            return;
        }
        sheet.add("  assume:", "the files do not say");
        survey.assumed().spacing().ifPresent(s -> sheet.add("    spacing: " + Words.spacing(s), "as given"));
        survey.assumed().orientation().ifPresent(o -> sheet.add("    orientation: " + o, "as given"));
    }

    private void held(Sheet sheet, List<Case> cases, long subjects) {
        if (!survey.table().held().isEmpty()) {
            sheet.remark("  validation: the data set's own, "
                    + Words.count(survey.table().held().size(), "subject"));
            return;
        }
        long out = Math.max(1, Math.round(VALIDATION * subjects));
        sheet.add(
                "  validation: {share: " + VALIDATION + "}",
                out + " of " + Words.count(subjects, "subject") + (out == 1 ? " is" : " are")
                        + " never trained on, with all " + (cases.size() > subjects ? "visits and sides" : "cases"));
    }

    private void stage(Sheet sheet, Layout.Pass pass, int number) {
        Shape shape = pass.shape();
        sheet.add("  - name: " + pass.name(), "");
        sheet.add("    spacing: " + Words.spacing(pass.ground().spacing()), pass.spacingReason());
        if (number > 0) {
            sheet.add("    margin: 10", "mm kept around what the first stage found");
        }
        sheet.add("    network: " + shape.text(), networkReason(pass));
        sheet.add(
                "    preprocessing: {intensity: {type: z-score}, statistics: " + (imaged() ? "scan}" : "patch}"),
                "brightness of MRI has no unit"
                        + (imaged() ? "" : "; images that are made have a contrast of their own for each patch"));
        augmentation(sheet, pass);
        train(sheet, pass);
        String window = size(shape.patch());
        sheet.add(
                "    infer: {window: " + window + ", overlap: 0.5}",
                "as in training; half of each window is seen twice");
    }

    private String networkReason(Layout.Pass pass) {
        if (means.network().isPresent() && !means.network().get().equals("unet")) {
            return "as asked for, with its defaults";
        }
        return pass.ground().flat()
                ? "slices: voxels are " + Words.number(thick(pass))
                        + " times as thick as wide; four voxels or more at the bottom"
                : "levels leave four voxels or more at the bottom; twice the channels a level";
    }

    private static double thick(Layout.Pass pass) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < 3; k++) {
            least = Math.min(least, pass.ground().spacing().along(k));
        }
        return pass.ground().spacing().along(pass.ground().across()) / least;
    }

    private void augmentation(Sheet sheet, Layout.Pass pass) {
        boolean thick = pass.ground().flat() && thick(pass) > Spacings.COARSE;
        sheet.add("    augmentation:", "");
        sheet.add(
                "      rotation: " + (thick ? 4 : 12),
                thick ? "degrees; more would mix thick slices" : "degrees, as far as knees lie turned");
        sheet.add("      scaling: 0.12", "people are of different sizes");
        sheet.add("      mirror: 0.5", "left and right knees; medial and lateral stay what they are");
        if (imaged()) {
            sheet.add("      cut: 0", "the scans' own borders are in the patches");
            sheet.add("      brightness: {share: 0.15}", "nnU-Net's chance of contrast, gamma, noise, coarser voxels");
        }
    }

    private void train(Sheet sheet, Layout.Pass pass) {
        List<Steps> phases = Steps.of(pass);
        long steps = phases.stream().mapToLong(Steps::count).sum();
        boolean unet = pass.shape().network().type().equals("unet");
        sheet.add("    train:", "");
        sheet.add("      optimizer: {type: adamw, beta2: 0.99}", "ahead of SGD in so few steps");
        sheet.add(
                "      schedule: {type: cosine, warmup: " + Math.min(50, steps / 10) + ", floor: 0.02}",
                "from a gentle start to small steps at the end");
        sheet.add(
                "      rate: " + (unet ? "2.5e-3" : "1e-3"),
                unet ? "that of this project's U-Nets from scratch" : "careful with a network not tried here");
        sheet.add("      epoch: " + Math.max(1, Math.min(250, steps / 10)), "steps between checkpoints, validated on");
        sheet.add("      phases:", "");
        phases.forEach(phase -> phase(sheet, phase, pass));
    }

    private void phase(Sheet sheet, Steps phase, Layout.Pass pass) {
        Shape shape = phase.shape();
        sheet.add("        - steps: " + phase.count(), phase.reason());
        sheet.add("          patch: " + size(shape.patch()), phase.patchReason(pass));
        sheet.add(
                "          batch: " + shape.batch(),
                shape.batch() == 1
                        ? "norms are of single images; more steps teach more than larger batches"
                        : "as patches are small");
        sheet.add("          foreground: " + Words.number(phase.foreground()), phase.foregroundReason());
        sheet.add("          loss: {type: dice+cross-entropy}", "overlap for small tissues, and sureness");
    }

    private static String size(Size n) {
        return "[" + n.x() + ", " + n.y() + ", " + n.z() + "]";
    }
}
