package condyle.report;

import condyle.train.TrainObserver.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A training's pictures, {@code progress/STAGE-STEP.png} in its run's folder, and all of them as {@code progress.gif}. */
public final class ProgressPictures {
    /** Pictures in the animation at the most, so that it is made in the time that a stop leaves. */
    static final int SHOWN = 48;

    private final Path folder;

    /** The pictures of a run. */
    public ProgressPictures(Path run) {
        this.folder = run;
    }

    /** Draws and writes one; one of the same step is replaced. */
    public void write(String stage, Picture picture) throws IOException {
        int digits = Long.toString(picture.epoch().total()).length();
        String step =
                String.format(Locale.ROOT, "%0" + digits + "d", picture.epoch().step());
        BufferedImage sheet = ProgressSheet.draw(stage, picture);
        // A third of the bytes, and they are many.
        BufferedImage small = Palette.of(List.of(sheet)).paint(sheet);
        Png.of(small).write(pictures().resolve(stage + "-" + step + ".png"));
    }

    /**
     * Writes the animation of all pictures there are, those of an earlier part of the training too, evenly thinned out
     * where they are many; nothing where there is none.
     *
     * @param stages in their order
     */
    public void animate(List<String> stages) throws IOException {
        List<Path> files = files(stages);
        List<BufferedImage> frames = new ArrayList<>();
        int count = Math.min(SHOWN, files.size());
        for (int i = 0; i < count; i++) {
            // The first and the last are always among them.
            int at = count == 1 ? 0 : (int) Math.round(i * (files.size() - 1.0) / (count - 1));
            BufferedImage frame = ImageIO.read(files.get(at).toFile());
            if (frame != null) {
                frames.add(frame);
            }
        }
        if (!frames.isEmpty()) {
            Animation.write(folder.resolve("progress.gif"), frames);
        }
    }

    private Path pictures() {
        return folder.resolve("progress");
    }

    private List<Path> files(List<String> stages) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(pictures())) {
            return files;
        }
        for (String stage : stages) {
            Pattern name = Pattern.compile(Pattern.quote(stage) + "-(\\d+)\\.png");
            try (Stream<Path> all = Files.list(pictures())) {
                all.filter(f -> step(name, f) >= 0)
                        .sorted((a, b) -> Long.compare(step(name, a), step(name, b)))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static long step(Pattern name, Path file) {
        Matcher m = name.matcher(file.getFileName().toString());
        return m.matches() ? Long.parseLong(m.group(1)) : -1;
    }
}
