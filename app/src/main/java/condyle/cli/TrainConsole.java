package condyle.cli;

import condyle.experiment.Experiment;
import condyle.experiment.Run;
import condyle.experiment.Stage;
import condyle.report.EventFile;
import condyle.report.Png;
import condyle.report.ProgressPictures;
import condyle.report.TrainingPlot;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Shows a training's progress: a line written over for steps, a line that stays for each epoch, curves and pictures in the
 * run's folder.
 *
 * @param which training, before what it says; may be empty
 */
record TrainConsole(condyle.report.Progress bar, Run run, CommandLine command, String which) implements TrainObserver {
    /** Something that is drawn. */
    private interface Drawing {
        void draw() throws IOException;
    }

    @Override
    public void preparing(String what, int done, int total) {
        bar.at((double) done / total, "preparing " + what);
    }

    @Override
    public void note(String line) {
        bar.close();
        Failures.note(command.getErr(), which + line);
    }

    @Override
    public void step(String stage, Progress p) {
        bar.at(
                (double) p.step() / p.total(),
                String.format(Locale.ROOT, "%s step %,d of %,d, loss %.3f", stage, p.step(), p.total(), p.loss()));
    }

    @Override
    public void epoch(String stage, Epoch e) {
        bar.close();
        PrintWriter out = command.getOut();
        out.println(which
                + String.format(
                        Locale.ROOT,
                        "%s step %,d of %,d: loss %.4f, in validation %.4f, Dice %.3f, rate %.1e, %.0f s",
                        stage,
                        e.step(),
                        e.total(),
                        e.loss(),
                        e.validationLoss(),
                        e.dice(),
                        e.rate(),
                        e.seconds()));
        out.flush();
        draw(() -> {
            Png.of(TrainingPlot.draw(run.log())).write(run.folder().resolve("log.png"));
            EventFile.write(run.log());
        });
    }

    @Override
    public void picture(String stage, Picture picture) {
        draw(() -> new ProgressPictures(run.folder()).write(stage, picture));
    }

    /** Joins the pictures so far. */
    void animate(Experiment experiment) {
        draw(() -> new ProgressPictures(run.folder())
                .animate(experiment.stages().stream().map(Stage::name).toList()));
    }

    /** A picture is not worth the training, whatever goes wrong with it. */
    private void draw(Drawing drawing) {
        try {
            drawing.draw();
        } catch (IOException | RuntimeException | LinkageError problem) {
            note("pictures of the training: " + Failures.line(problem));
        }
    }
}
