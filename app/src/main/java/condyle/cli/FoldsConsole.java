package condyle.cli;

import condyle.crossval.CrossRun;
import condyle.crossval.CrossValidation;
import condyle.experiment.Run;
import condyle.experiment.Stage;
import condyle.report.Progress;
import condyle.train.TrainObserver;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;

/** Shows a cross-validation: one line written over for all folds with the time to go, lines that stay for epochs and folds. */
final class FoldsConsole implements CrossValidation.Observer, AutoCloseable {
    /** Share of a fold's time that its training takes, about; the test takes the rest. */
    private static final double TRAINING = 0.85;

    private final CrossValidation.Plan plan;
    private final CrossRun run;
    private final CommandLine line;
    private final Progress bar;
    /** Share that was done before this program came to it, from when work begins. */
    private double before = Double.NaN;

    private long begun;

    FoldsConsole(CrossValidation.Plan plan, CrossRun run, CommandLine line) {
        this.plan = plan;
        this.run = run;
        this.line = line;
        this.bar = Progress.of(plan.experiment().name(), line.getErr());
    }

    private String name(CrossRun.Part part) {
        return "fold " + part.fold() + " of " + plan.folds()
                + (plan.seeds().size() == 1 ? "" : ", seed " + part.seed());
    }

    @Override
    public TrainObserver begin(CrossRun.Part part, int position, int total) {
        begun = System.nanoTime();
        return new Inside(name(part), console(part), position - 1, total);
    }

    private TrainConsole console(CrossRun.Part part) {
        Run fold = run.part(part, plan.experiment().seed()).run();
        return new TrainConsole(bar, fold, line, name(part) + ": ");
    }

    @Override
    public void done(CrossRun.Part part, int failed) {
        console(part).animate(plan.experiment());
        say(name(part) + ": done, " + Progress.words(Duration.ofNanos(System.nanoTime() - begun))
                + (failed == 0 ? "" : ", but " + failed + (failed == 1 ? " case" : " cases") + " failed"));
    }

    @Override
    public void failed(CrossRun.Part part, Throwable why) {
        bar.close();
        Failures.tell(line.getErr(), why, name(part) + " failed: " + Failures.line(why));
    }

    @Override
    public void taken(CrossRun.Part part) {
        say(name(part) + ": another process is at it");
    }

    /** Says that the program was asked to stop. */
    void stopped() {
        bar.close();
        Failures.note(
                line.getErr(),
                "stopped; what was done is kept in " + run.folder() + "; the same command goes on with it");
    }

    private void say(String text) {
        bar.close();
        line.getOut().println(text);
        line.getOut().flush();
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Looks on inside one fold. */
    private final class Inside implements TrainObserver {
        private final String name;
        private final TrainConsole console;
        private final int done;
        private final int total;

        Inside(String name, TrainConsole console, int done, int total) {
            this.name = name;
            this.console = console;
            this.done = done;
            this.total = total;
        }

        private void at(double inner, String doing) {
            double share = (done + inner) / total;
            if (Double.isNaN(before)) {
                before = share;
            }
            bar.at((share - before) / (1 - before), name + ": " + doing);
        }

        @Override
        public void preparing(String what, int ready, int of) {
            if (what.equals("test cases")) {
                at(TRAINING + (1 - TRAINING) * ready / of, "test case " + Math.min(of, ready + 1) + " of " + of);
            } else if (Double.isNaN(before)) {
                bar.at(0, name + ": preparing " + what);
            }
        }

        @Override
        public void note(String text) {
            console.note(text);
        }

        @Override
        public void step(String stage, TrainObserver.Progress p) {
            long earlier = 0;
            long all = 0;
            for (Stage s : plan.experiment().stages()) {
                earlier = s.name().equals(stage) ? all : earlier;
                all += s.train().steps();
            }
            double share = all == 0 ? (double) p.step() / p.total() : (double) (earlier + p.step()) / all;
            at(
                    TRAINING * share,
                    String.format(Locale.ROOT, "%s step %,d of %,d, loss %.3f", stage, p.step(), p.total(), p.loss()));
        }

        @Override
        public void epoch(String stage, Epoch e) {
            console.epoch(stage, e);
        }

        @Override
        public void picture(String stage, Picture picture) {
            console.picture(stage, picture);
        }
    }
}
