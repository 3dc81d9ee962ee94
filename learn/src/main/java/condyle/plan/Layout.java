package condyle.plan;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Spacings and stages: what a plan decides before it writes.
 *
 * @param spacing of the finest stage, in which the knees stand in memory
 * @param spacingReason why
 * @param knees bytes of all knees in memory
 * @param stages coarse to fine
 * @param stagesReason why there are so many
 */
record Layout(Vec spacing, String spacingReason, double knees, List<Pass> stages, String stagesReason) {
    /** Bytes of a voxel in memory: its brightness, its label, and a coarse pass. */
    private static final double VOXEL = 6;
    /** Bytes that a scan takes for each of its own voxels while it is read. */
    private static final double READING = 16;
    /** Share of the memory that the launcher gives to Java, where the knees stand. */
    private static final double KNEES = 1 / 3.0;

    private static final double FINEST = 0.3;
    private static final double COARSEST = 5;
    /** nnU-Net's: a patch that holds less of a scan sees too little around it. */
    private static final double ENOUGH = 0.25;
    /** Two networks in less time than this learn less than one. */
    private static final double MINUTES_FOR_TWO = 15;
    /** A coarse pass learns fast. */
    private static final double COARSE_TIME = 0.25;

    private static final double LEAST_COARSE = 1.5;
    private static final double MOST_COARSE = 4;
    private static final double MARGIN = 10;

    /** One stage. */
    record Pass(String name, Shaping.Ground ground, Shaping shaping, Shape shape, String spacingReason) {}

    /**
     * Decides.
     *
     * @throws IllegalArgumentException if knees or network do not fit the memory
     */
    static Layout of(Survey survey, Classes classes, Means means) {
        Spacings spacings = Spacings.of(survey.scans());
        Fine fine = fine(spacings, survey, means);
        Task task = new Task(1, classes.count(), 1);
        int across = across(fine.spacing, means, task);
        Shaping.Ground ground = new Shaping.Ground(fine.spacing, spacings.grid(fine.spacing), across);
        double left = means.memory() - fine.bytes;
        Shaping one = new Shaping(means, task, means.minutes(), left);
        Shape whole = one.on(ground);
        double share = whole.share(ground.grid());
        boolean block =
                across < 0 && whole.patch().x() > Math.min(8, ground.grid().x() - 1);
        String holds = "a patch holds " + Words.percent(share) + " of a scan";
        if (!block || share >= ENOUGH || means.minutes() < MINUTES_FOR_TWO) {
            String why = !block
                    ? "one stage: slices are as wide as the knee, which tells them where they are"
                    : share >= ENOUGH
                            ? "one stage: " + holds + ", so a coarse pass would tell it nothing new"
                            : "one stage: " + holds + ", yet two cannot be trained in " + Words.number(means.minutes())
                                    + " minutes";
            Pass pass = new Pass(across < 0 ? "whole" : "slices", ground, one, whole, fine.reason);
            return new Layout(fine.spacing, fine.reason, fine.bytes, List.of(pass), why);
        }
        Task seeing = new Task(classes.count(), classes.count(), 1);
        Shaping later = new Shaping(means, seeing, (1 - COARSE_TIME) * means.minutes(), left);
        List<Pass> stages = new ArrayList<>();
        stages.add(coarse(spacings, new Shaping(means, task, COARSE_TIME * means.minutes(), left)));
        stages.add(new Pass("fine", ground, later, later.on(ground), fine.reason));
        return new Layout(
                fine.spacing,
                fine.reason,
                fine.bytes,
                stages,
                "two stages: " + holds + " at the fine spacing, so the first looks at all of it, and the second only "
                        + "around what it found, " + Words.percent(region(survey.scans())) + " of a scan");
    }

    private record Fine(Vec spacing, String reason, double bytes) {}

    private static Fine fine(Spacings spacings, Survey survey, Means means) {
        Vec median = spacings.target();
        Vec target = new Vec(clamped(median.x()), clamped(median.y()), clamped(median.z()));
        String reason = "the median of " + spacings.range() + " mm"
                + (spacings.coarse(median) ? ", of the coarse axis the 10th percentile" : "")
                + (target.equals(median) ? "" : ", within " + FINEST + "–" + Words.number(COARSEST));
        double reading = READING
                * survey.scans().stream()
                        .mapToLong(s -> s.grid().size().voxels())
                        .max()
                        .orElse(0);
        double budget = Math.max(KNEES * means.memory() - reading, KNEES / 4 * means.memory());
        Vec spacing = target;
        while (VOXEL * spacings.voxels(spacing) > budget) {
            double least = Math.min(spacing.x(), Math.min(spacing.y(), spacing.z()));
            if (least >= COARSEST) {
                throw new IllegalArgumentException(Words.count(survey.scans().size(), "case") + " need "
                        + Words.memory(VOXEL * spacings.voxels(spacing)) + " of memory at " + Words.number(COARSEST)
                        + " mm, and " + Words.memory(budget)
                        + " are there for them; expected more memory or fewer cases");
            }
            spacing = coarser(spacing, least);
        }
        if (!spacing.equals(target)) {
            reason = "coarser than " + Words.across(target) + " mm, the median: at that the knees take "
                    + Words.memory(VOXEL * spacings.voxels(target)) + " of the " + Words.memory(budget) + " for them";
        }
        return new Fine(spacing, reason, VOXEL * spacings.voxels(spacing));
    }

    private static double clamped(double mm) {
        return Math.max(FINEST, Math.min(COARSEST, mm));
    }

    /** The finest axes a little coarser, so that voxels become cubes first. */
    private static Vec coarser(Vec s, double least) {
        double[] next = new double[3];
        for (int k = 0; k < 3; k++) {
            next[k] = s.along(k) < 1.01 * least ? Math.min(COARSEST, 1.03 * s.along(k)) : s.along(k);
        }
        return new Vec(next[0], next[1], next[2]);
    }

    /** The axis across slices, or −1 for blocks: slices where voxels are far from cubes, or the network is of 2-D. */
    private static int across(Vec spacing, Means means, Task task) {
        int worst = Spacings.coarsest(spacing);
        double least = Math.min(spacing.x(), Math.min(spacing.y(), spacing.z()));
        boolean thick = spacing.along(worst) > Spacings.COARSE * least;
        boolean flat = means.network()
                .map(name -> Outline.dimensions(new Choice(name, Networks.ALL.defaults(name)), task) == 2)
                .orElse(thick);
        return flat || thick && means.network().filter("unet"::equals).isPresent() ? worst : -1;
    }

    /** The finest grid, from one spacing for all axes, of which a patch holds all. */
    private static Pass coarse(Spacings spacings, Shaping shaping) {
        for (double mm = LEAST_COARSE; ; mm += 0.25) {
            Vec spacing = Vec.of(mm);
            Size grid = spacings.grid(spacing);
            Shaping.Ground ground = new Shaping.Ground(spacing, grid, -1);
            Shape shape = shaping.on(ground);
            if (shape.share(grid) == 1 || mm >= MOST_COARSE) {
                String reason = shape.share(grid) == 1
                        ? "the finest at which a patch that memory and time allow holds a whole scan"
                        : "coarser voxels would lose the smaller tissues";
                return new Pass("coarse", ground, shaping, shape, reason);
            }
        }
    }

    /** Share of a scan that lies about the tissues. */
    private static double region(List<Scan> scans) {
        double[] shares = scans.stream().mapToDouble(Layout::region).toArray();
        return Spacings.percentile(shares, 50);
    }

    private static double region(Scan scan) {
        double share = 1;
        for (int k = 0; k < 3; k++) {
            share *= Math.min(
                    1,
                    (scan.tissues().along(k) + 2 * MARGIN)
                            / scan.grid().extent().along(k));
        }
        return share;
    }
}
