package condyle.experiment;

import condyle.config.Build;
import condyle.data.Case;
import condyle.data.Fold;
import condyle.data.Split;
import condyle.data.Subjects;
import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * leakage.json: who was trained on, validated on and tested, with the SHA-256 of every file; nobody may be on two sides.
 *
 * @param about what this is, for people
 * @param experiment SHA-256 of the experiment.yaml beside it
 * @param splits SHA-256 of the splits.csv beside it, for a cross-validation
 * @param subjects how {@link Knee#subject} is given
 * @param seeds of the trainings that belong to it, done or not
 * @param knees all cases
 * @param folds sides of each fold; a plain training has one, numbered 0 unless its experiment names a fold
 * @param models what came out so far
 * @param origin the weights that all trainings start from, where they are not drawn at random
 * @param files SHA-256 of what one training and its test wrote, by path within its folder ({@link FileSums}); a whole
 *     cross-validation leaves it to its folds
 */
public record Certificate(
        String about,
        String experiment,
        Optional<String> splits,
        Naming subjects,
        List<Long> seeds,
        List<Knee> knees,
        List<Sides> folds,
        List<Made> models,
        Optional<Origin> origin,
        Optional<Map<String, String>> files) {
    static final String ABOUT = "who was trained on, validated on and tested, with the SHA-256 of every file; "
            + "no subject and no file is on two sides; 'condyle verify' checks it again";

    private static final String TEST = "test";

    /** How subjects are called: as the table has them, or by salted hashes. */
    public enum Naming {
        NAMED,
        HASHED
    }

    /**
     * One case.
     *
     * @param name of the case in splits.csv and scores.csv
     * @param image SHA-256 of the scan, where there is one; of a folder the hash of its files' hashes
     * @param labels SHA-256 of the label map
     */
    public record Knee(String name, String subject, Optional<String> image, String labels) {
        /** SHA-256 of all its files. */
        public List<String> files() {
            return image.isPresent() ? List.of(image.get(), labels) : List.of(labels);
        }
    }

    /** Names of the cases on each side of one fold. */
    public record Sides(int fold, List<String> training, List<String> validation, List<String> test) {
        /** Names of the cases by side: training, validation, test. */
        public Map<String, List<String>> byName() {
            Map<String, List<String>> all = new LinkedHashMap<>();
            all.put("training", training);
            all.put("validation", validation);
            all.put(TEST, test);
            return all;
        }
    }

    /** A trained model: its fold and seed, the SHA-256 of its weights, the program that made it. */
    public record Made(int fold, long seed, String weights, String program) {}

    /** The cases of an experiment, before any model; the experiment and splits are those on disk. */
    public static Certificate of(Roster roster, Collection<Fold> folds, List<Long> seeds, Path experiment)
            throws IOException {
        List<Sides> sides = new ArrayList<>();
        for (Fold fold : folds) {
            sides.add(sides(fold.number(), roster, roster.divided(fold)));
        }
        if (folds.isEmpty()) {
            sides.add(sides(0, roster, roster.split()));
        }
        return new Certificate(
                        ABOUT,
                        Provenance.sha256(experiment),
                        Optional.empty(),
                        roster.settings().hashSubjects() ? Naming.HASHED : Naming.NAMED,
                        seeds,
                        knees(roster),
                        sides,
                        List.of(),
                        Optional.empty(),
                        Optional.empty())
                .requireSound();
    }

    /** The cases of a roster. */
    public static List<Knee> knees(Roster roster) {
        return roster.table().cases().stream().map(c -> knee(roster, c)).toList();
    }

    /** A case of a roster. */
    static Knee knee(Roster roster, Case c) {
        Roster.Prints prints = roster.prints(c);
        return new Knee(roster.name(c), roster.subject(c), prints.image(), prints.labels());
    }

    private static Sides sides(int fold, Roster roster, Split split) {
        return new Sides(
                fold,
                split.training().stream().map(roster::name).toList(),
                split.validation().stream().map(roster::name).toList(),
                split.test().stream().map(roster::name).toList());
    }

    /**
     * The one of a single training whose weights and experiment.yaml lie in its folder.
     *
     * @param from the model that it started from, or null
     */
    static Certificate of(Roster roster, long seed, Run run, Path from) throws IOException {
        List<Fold> folds = roster.settings().fold().stream().toList();
        int number = folds.isEmpty() ? 0 : folds.get(0).number();
        String program = Build.version() + " (commit " + Build.commit() + ")";
        return of(roster, folds, List.of(seed), run.experiment())
                .from(from == null ? Optional.empty() : Optional.of(Origin.of(from)))
                .with(Optional.empty(), List.of(new Made(number, seed, Provenance.sha256(run.weights()), program)));
    }

    /** The same with a table of splits and the models made so far. */
    public Certificate with(Optional<String> table, List<Made> made) {
        return new Certificate(about, experiment, table, subjects, seeds, knees, folds, made, origin, files);
    }

    /** The same for other seeds. */
    public Certificate of(List<Long> others) {
        return new Certificate(about, experiment, splits, subjects, others, knees, folds, models, origin, files);
    }

    /** The same, starting from a model's weights; refused where they have seen who is tested. */
    public Certificate from(Optional<Origin> start) {
        return new Certificate(about, experiment, splits, subjects, seeds, knees, folds, models, start, files)
                .requireSound();
    }

    /** The same, listing what was written. */
    public Certificate listing(Map<String, String> written) {
        return new Certificate(
                about, experiment, splits, subjects, seeds, knees, folds, models, origin, Optional.of(written));
    }

    private Certificate requireSound() {
        List<String> leaks = leaks();
        if (!leaks.isEmpty()) {
            throw new IllegalArgumentException("cases: " + leaks.get(0));
        }
        return this;
    }

    /** Each subject and each file on two sides of a fold, and each name that is no case, a line each. */
    public List<String> leaks() {
        Map<String, Knee> byName = new HashMap<>();
        knees.forEach(k -> byName.put(k.name(), k));
        Set<String> found = new LinkedHashSet<>();
        for (Sides sides : folds) {
            Map<String, String> placeOf = new HashMap<>();
            sides.byName().forEach((side, names) -> {
                for (String name : names) {
                    Knee knee = byName.get(name);
                    if (knee == null) {
                        found.add(where(sides) + side + " has a case '" + name + "' that is none of the knees");
                        continue;
                    }
                    if (side.equals(TEST)) {
                        origin.flatMap(o -> o.met(subjects, knee))
                                .ifPresent(met -> found.add(where(sides) + "case " + name + " is in test, and " + met
                                        + " is one that the model was trained on from which this started: a leak"));
                    }
                    meet(placeOf, "subject " + subject(knee), side)
                            .ifPresent(other -> found.add(where(sides) + "subject '" + knee.subject() + "' is in "
                                    + other + " and in " + side + ": a leak"));
                    for (String file : knee.files()) {
                        meet(placeOf, file, side)
                                .ifPresent(other -> found.add(where(sides) + "the same file (SHA-256 "
                                        + Fingerprint.brief(file) + ") is in " + other
                                        + " and in " + side + ", there as case " + name + ": a leak"));
                    }
                }
            });
        }
        return List.copyOf(found);
    }

    private String subject(Knee knee) {
        return subjects == Naming.NAMED ? Subjects.bare(knee.subject()) : knee.subject();
    }

    private static Optional<String> meet(Map<String, String> placeOf, String what, String side) {
        String other = placeOf.putIfAbsent(what, side);
        return Optional.ofNullable(other).filter(o -> !o.equals(side));
    }

    private static String where(Sides sides) {
        return sides.fold() == 0 ? "" : "fold " + sides.fold() + ": ";
    }

    /** The sides of a fold, if it has them. */
    public Optional<Sides> fold(int number) {
        return folds.stream().filter(s -> s.fold() == number).findFirst();
    }

    /** Whether an image of this SHA-256 was trained or validated on in any fold, or seen by the weights all began from. */
    public boolean learnt(String image) {
        Set<String> names = new HashSet<>();
        folds.forEach(f -> {
            names.addAll(f.training());
            names.addAll(f.validation());
        });
        Optional<String> sha = Optional.of(image);
        return knees.stream()
                        .anyMatch(k -> names.contains(k.name()) && k.image().equals(sha))
                || origin.stream()
                        .flatMap(o -> o.knees().stream())
                        .anyMatch(k -> k.image().equals(sha));
    }

    /** All seeds of both, in ascending order. */
    public static List<Long> union(List<Long> some, List<Long> more) {
        Set<Long> all = new TreeSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Each case whose files or subject are other ones now, that is new or gone, a line each. */
    public List<String> changes(List<Knee> now) {
        Map<String, Knee> before = new LinkedHashMap<>();
        knees.forEach(k -> before.put(k.name(), k));
        List<String> changes = new ArrayList<>();
        for (Knee knee : now) {
            Knee was = before.remove(knee.name());
            if (was == null) {
                changes.add("case " + knee.name() + " is new");
            } else if (!was.equals(knee)) {
                changes.add("case " + knee.name() + ": " + difference(was, knee));
            }
        }
        before.keySet().forEach(name -> changes.add("case " + name + " is gone"));
        return changes;
    }

    private static String difference(Knee was, Knee now) {
        if (!was.labels().equals(now.labels())) {
            return "the label map has changed, " + hashes(was.labels(), now.labels());
        }
        if (!was.image().equals(now.image())) {
            return "the image has changed, "
                    + hashes(was.image().orElse("none"), now.image().orElse("none"));
        }
        return "its subject was '" + was.subject() + "' and is '" + now.subject() + "'";
    }

    /** Two hashes as messages show them. */
    public static String hashes(String was, String now) {
        return "SHA-256 " + Fingerprint.brief(was) + " then, " + Fingerprint.brief(now) + " now";
    }

    /** Writes it whole or not at all. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, Formats.YAML.json(this));
    }

    /**
     * Reads a certificate.
     *
     * @throws IOException if there is none
     */
    public static Certificate read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file.toAbsolutePath().getParent() + ": no certificate: " + file.getFileName()
                    + " is missing; expected a run of 'condyle crossval', or of 'condyle train' on cases");
        }
        return Formats.YAML.read(file, Certificate.class);
    }
}
