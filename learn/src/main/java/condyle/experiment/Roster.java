package condyle.experiment;

import condyle.config.ConfigException;
import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.Fold;
import condyle.data.Held;
import condyle.data.SchemeFile;
import condyle.data.Split;
import condyle.image.LabelSet;
import condyle.image.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The annotated knees of an experiment before a voxel is read: table, scheme, division, and fingerprints of all files. */
public final class Roster {
    /** A name that no case gets: the row of costs.csv and of failed.csv that is of the training. */
    public static final String TRAINING = "training";

    private final Cases settings;
    private final CaseTable table;
    private final LabelSet scheme;
    private final Held held;
    private final Split split;
    private final Map<Case, Prints> prints = new LinkedHashMap<>();
    private final Map<Case, String> subjects = new LinkedHashMap<>();
    private final Map<Case, String> names = new LinkedHashMap<>();

    /** SHA-256 of a case's files. */
    public record Prints(Optional<String> image, String labels) {}

    private Roster(Cases settings, long seed) throws IOException {
        this.settings = settings;
        table = CaseTable.read(Path.of(settings.table()));
        scheme = readScheme();
        boolean own =
                settings.validation().equals(Held.DEFAULTS) && !table.held().isEmpty();
        held = own ? new Held(List.copyOf(new TreeSet<>(table.held())), 0) : settings.validation();
        split = settings.fold().isPresent()
                ? divided(settings.fold().get())
                : keyed(() -> Split.of(table.cases(), held, seed));
        takeFingerprints();
        nameSubjects();
        nameCases();
    }

    /**
     * Reads the table, divides its cases, takes the fingerprints of their files.
     *
     * @throws IOException naming the line that is wrong, or two lines with one file under two subjects
     * @throws ConfigException if the scheme is not known, or the cases cannot be divided as the settings say
     */
    public static Roster of(Cases settings, long seed) throws IOException {
        return new Roster(settings, seed);
    }

    private LabelSet readScheme() throws IOException {
        if (settings.labels().isPresent()) {
            try {
                return SchemeFile.of(
                        settings.labels().get(), table.file().toAbsolutePath().getParent());
            } catch (ConfigException e) {
                throw new ConfigException(table.file() + ": cases.labels: " + e.getMessage(), e);
            }
        }
        return table.scheme()
                .orElseThrow(() -> new ConfigException(
                        table.file() + ": cases.labels: missing; a table does not say what its label maps' "
                                + "numbers mean; expected one of " + SchemeFile.NAMES + ", or a YAML file"));
    }

    private void takeFingerprints() throws IOException {
        Map<String, Case> seen = new HashMap<>();
        for (Case c : table.cases()) {
            String labels = Fingerprint.of(c.labels());
            requireOneSubject(seen, labels, c, "label map");
            Optional<String> image = Optional.empty();
            if (c.image().isPresent()) {
                image = Optional.of(Fingerprint.of(c.image().get()));
                requireOneSubject(seen, image.get(), c, "image");
            }
            prints.put(c, new Prints(image, labels));
        }
    }

    private void requireOneSubject(Map<String, Case> seen, String print, Case c, String what) throws IOException {
        Case other = seen.putIfAbsent(print, c);
        if (other != null && !other.subject().equals(c.subject())) {
            throw new IOException(table.file() + ": lines " + other.line() + " and " + c.line() + ": the same " + what
                    + " under two subjects, '" + other.subject() + "' and '" + c.subject()
                    + "'; one person's knees need one name, so that they stay together");
        }
    }

    private void nameSubjects() throws IOException {
        Optional<SubjectHash> hash =
                settings.hashSubjects() ? Optional.of(SubjectHash.of(table, prints)) : Optional.empty();
        for (Case c : table.cases()) {
            subjects.put(c, hash.isPresent() ? hash.get().of(c.subject()) : c.subject());
        }
    }

    /** After subject, visit and side, fit for a folder's name; a number tells cases apart that have the same. */
    private void nameCases() {
        Set<String> taken = new HashSet<>(Set.of(TRAINING));
        for (Case c : table.cases()) {
            String base = Stream.of(
                            subjects.get(c),
                            c.visit(),
                            c.side() == Side.UNKNOWN ? "" : c.side().toString())
                    .filter(s -> !s.isEmpty())
                    .collect(Collectors.joining("-"))
                    .replaceAll("[^\\p{L}\\p{N}._-]+", "_")
                    .replaceFirst("^[._-]*$", "case")
                    .replaceFirst("^[._-]+", "");
            String name = base;
            for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = base + "-" + n;
            }
            names.put(c, name);
        }
    }

    /** What the experiment says of its knees. */
    public Cases settings() {
        return settings;
    }

    /** Their table, as read. */
    public CaseTable table() {
        return table;
    }

    /** What the label maps' numbers mean. */
    public LabelSet scheme() {
        return scheme;
    }

    /** Who is trained on, who watches, who is tested. */
    public Split split() {
        return split;
    }

    /** The same cases with the subjects of a fold kept for the test. */
    public Split divided(Fold fold) {
        return keyed(() -> Split.of(table.cases(), held, fold));
    }

    /** What a division complains of, with the table and the key before it. */
    private Split keyed(Supplier<Split> division) {
        try {
            return division.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(table.file() + ": cases." + e.getMessage(), e);
        }
    }

    /** A case's own name, fit for a folder. */
    public String name(Case c) {
        return names.get(c);
    }

    /** A message without what may hold a patient's name: the paths of the cases' files, and the cases' names. */
    public String nameless(String said) {
        String clean = said;
        for (Case c : table.cases()) {
            clean = clean.replace(c.labels().toString(), name(c) + " labels");
            clean = c.image().isPresent() ? clean.replace(c.image().get().toString(), name(c) + " image") : clean;
            // As messages name knees: (ann 1 left): …, (stage fine, of ann 1 left, phantom 3).
            clean = clean.replaceAll(
                    "(?<=[( ])" + Pattern.quote(c.name()) + "(?=[,)])", Matcher.quoteReplacement(name(c)));
        }
        return clean;
    }

    /** The subject's name as certificates and tables show it: as it is, or its hash. */
    public String subject(Case c) {
        return subjects.get(c);
    }

    /** Fingerprints of a case. */
    public Prints prints(Case c) {
        return prints.get(c);
    }

    /** SHA-256 of the table and of each file that it names; by line, never by path, which may hold a patient's name. */
    Map<String, String> inputs() throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>();
        Path list = Files.isDirectory(table.file()) ? table.file().resolve("dataset.json") : table.file();
        if (Files.exists(list)) {
            inputs.put("cases", Fingerprint.of(list));
        }
        prints.forEach((c, p) -> {
            inputs.put("cases line " + c.line() + " labels", p.labels());
            p.image().ifPresent(image -> inputs.put("cases line " + c.line() + " image", image));
        });
        return inputs;
    }
}
