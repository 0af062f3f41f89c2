package ergodic.study;

import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.nn.data.ColumnProfile;
import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.MissingRule;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TableProfile;
import ergodic.nn.data.TableRules;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A proposal of a configuration for a data file: likelihood by the target, features that can be used, network, prior and method by
 * rows and inputs. It is tried on the data before it is written, so that it runs; what was left out or assumed is said.
 */
public final class StarterConfig implements Starter {

    private static final String TEMPLATE = "starter.toml";
    private static final int SHOWN = 100;

    private final Path data;
    private final TableProfile table;
    /** One, or several with a common likelihood. */
    private final List<ColumnProfile> targets;
    private final TargetGuess guess;
    private final FeatureChoice features;
    private final boolean heldOut;
    private final int rows;
    private final int inputs;
    private final SizeProposal size;
    private final List<String> warnings;
    private final TableRules rules;
    private final Map<RowRole, String> beside;

    private StarterConfig(Path data, TableProfile table, List<ColumnProfile> targets, TargetGuess guess,
            FeatureChoice features, Dataset tried, TableRules rules, Wishes wishes) {
        this.data = data;
        this.table = table;
        this.targets = targets;
        this.guess = guess;
        this.features = features;
        this.heldOut = tried.test().count() > 0;
        this.rows = tried.train().count() + tried.test().count();
        this.inputs = tried.inputs();
        this.size = SizeProposal.of(tried.train().count(), guess.family(), !tried.target().classes().isEmpty(),
                wishes.likely() != null);
        this.beside = wishes.beside();
        this.warnings = tried.warnings();
        this.rules = rules;
    }

    /**
     * What the user says of the data.
     *
     * @param target
     *            column to be predicted, or several between commas
     * @param family
     *            value of {@code likelihood.family}, or null to guess
     * @param features
     *            columns to predict from; empty for all that can be used
     * @param drop
     *            columns to leave out
     * @param ids
     *            columns that name the rows
     * @param beside
     *            columns that the likelihood takes beside the inputs
     */
    public record Wishes(String target, @Nullable String family, List<String> features, List<String> drop,
            List<String> ids, Map<RowRole, String> beside) {

        /** Copies the map, in the order of the roles. */
        public Wishes {
            Map<RowRole, String> ordered = new EnumMap<>(RowRole.class);
            ordered.putAll(beside);
            beside = Collections.unmodifiableMap(ordered);
        }

        /** The family: trials are those of binomial counts, and who was observed is asked of times. */
        private @Nullable String likely() {
            return family != null ? family
                    : beside.containsKey(RowRole.TRIALS) ? "binomial"
                            : beside.containsKey(RowRole.OBSERVED) ? "survival" : null;
        }
    }

    /** Looks at the data, and tries what it proposes. */
    public static StarterConfig of(Path data, Wishes wishes) {
        TableProfile table = TableProfile.of(data);
        List<Integer> numbers = targets(table, wishes.target());
        List<ColumnProfile> targets = numbers.stream().map(table.columns()::get).toList();
        String family = wishes.likely();
        TargetGuess guess = targets.size() == 1 ? TargetGuess.of(table.source(), targets.getFirst(), family)
                : TargetGuess.ofSeveral(table.source(), targets, family);
        List<Integer> beside = new ArrayList<>();
        wishes.beside().forEach((role, column) -> beside.add(table.column(column.strip(), option(role))));
        requireBeside(guess.family(), wishes.beside().keySet());
        FeatureChoice features = FeatureChoice.of(table, numbers,
                new FeatureChoice.Wishes(wishes.features(), wishes.drop(), wishes.ids(), beside));
        return tried(data, table, targets, guess, features, wishes);
    }

    private static String option(RowRole role) {
        return "--" + role.key().name();
    }

    /** Refuses columns that a family does not take, and a family whose column is not named. */
    private static void requireBeside(String family, Set<RowRole> given) {
        Set<RowRole> needs = LikelihoodTypes.named(family).orElseThrow().usual().needs();
        for (RowRole role : needs) {
            if (role != RowRole.TARGET && !given.contains(role)) {
                throw new DataException("the likelihood " + family + " takes a column beside the inputs ("
                        + role.key().path() + "); name it by " + option(role) + " COLUMN");
            }
        }
        for (RowRole role : given) {
            if ((role == RowRole.TRIALS || role == RowRole.OBSERVED) && !needs.contains(role)) {
                throw new DataException(option(role) + ": the likelihood " + family
                        + " takes no such column; leave it out, or choose another --family");
            }
        }
    }

    /** Numbers of the columns that are named: one whose name has commas is one. */
    private static List<Integer> targets(TableProfile table, String named) {
        boolean one = table.columns().stream().anyMatch(column -> column.name().equals(named));
        List<Integer> numbers = new ArrayList<>();
        for (String name : one ? new String[]{named} : named.split(",", -1)) {
            int number = table.column(name.strip(), "--target");
            if (numbers.contains(number)) {
                throw new DataException("--target: column \"" + table.columns().get(number).name()
                        + "\" is listed twice");
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** A category may have all its rows held out: then as one of the others, and a class: then without held-out rows. */
    private static StarterConfig tried(Path data, TableProfile table, List<ColumnProfile> targets, TargetGuess guess,
            FeatureChoice features, Wishes wishes) {
        SplitSpec fraction = new SplitSpec.Fraction(0.2, 0);
        TableRules rules = TableRules.strict().withMissing(
                features.used().stream().anyMatch(column -> column.missing() > 0) ? MissingRule.MEAN
                        : targets.stream().anyMatch(column -> column.missing() > 0) ? MissingRule.DROP
                                : MissingRule.REFUSE);
        List<String> names = targets.stream().map(ColumnProfile::name).toList();
        List<String> listed = features.names().equals(usual(table, targets, wishes.beside())) ? List.of()
                : features.names();
        DataSpec spec = DataSpec.of(data, names.getFirst()).withOtherTargets(names.subList(1, names.size()))
                .withFeatures(listed).withRules(rules);
        for (Map.Entry<RowRole, String> column : wishes.beside().entrySet()) {
            spec = spec.with(column.getKey(), column.getValue().strip());
        }
        return tried(data, table, targets, guess, features, wishes,
                List.of(spec.withTest(fraction), spec.withTest(fraction).withRules(rules.withOther()), spec));
    }

    private static StarterConfig tried(Path data, TableProfile table, List<ColumnProfile> targets, TargetGuess guess,
            FeatureChoice features, Wishes wishes, List<DataSpec> trials) {
        DataException first = null;
        for (DataSpec trial : trials) {
            try {
                return new StarterConfig(data, table, targets, guess, features, read(trial, guess), trial.rules(),
                        wishes);
            } catch (DataException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IllegalStateException("nothing was tried") : first;
    }

    private static Dataset read(DataSpec spec, TargetGuess guess) {
        Dataset dataset = Dataset.read(spec, guess.kind());
        if (spec.beside().containsKey(RowRole.OFFSET) && LikelihoodTypes.named(guess.family()).orElseThrow().usual()
                .linkSlope(dataset.target()).isEmpty()) {
            throw new DataException(option(RowRole.OFFSET) + ": the likelihood " + guess.family()
                    + " takes no offset; leave it out, or choose another --family (poisson, negative_binomial, gamma,"
                    + " survival, binomial)");
        }
        return dataset;
    }

    /** Number of rows. */
    @Override
    public int rows() {
        return rows;
    }

    /** Number of inputs of the network. */
    @Override
    public int inputs() {
        return inputs;
    }

    /** Value of {@code likelihood.family}. */
    @Override
    public String family() {
        return size.likelihood();
    }

    /** What was assumed and left out, a sentence each. */
    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(table.notes());
        notes.add("likelihood " + family() + ": " + guess.reason() + (size.noise()
                ? "; the network gives the noise of each row, since there are rows enough to learn it"
                : ""));
        features.leftOut().forEach((name, reason) -> notes.add("left out \"" + name + "\": it " + reason));
        if (!heldOut) {
            notes.add("no rows are held out: the table, or some class or category in it, has too few rows for that");
        }
        warnings.stream().filter(warning -> !table.notes().contains(warning)).forEach(notes::add);
        return notes;
    }

    /** The text of the configuration, to be written to {@code file}, which its paths are relative to. */
    @Override
    public String text(Path file) {
        try (var resource = StarterConfig.class.getResourceAsStream(TEMPLATE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + TEMPLATE + " is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NOTES@\n", notes().stream().map(note -> "# " + Sentence.of(note) + "\n")
                            .collect(Collectors.joining()))
                    .replace("@FILE@", quoted(relative(file, data)))
                    .replace("@TARGET@", targetValue())
                    .replace("@HEADER@\n", table.notes().isEmpty() ? ""
                            : "header = " + table.hasHeader() + "                             # see above\n")
                    .replace("@TEST@", !heldOut ? "# test = { fraction = 0.2, seed = 0 }     "
                            : "test = { fraction = 0.2, seed = 0 }       ")
                    .replace("@FEATURES@\n", featuresLine())
                    .replace("@MISSING@", "%smissing = %-27s".formatted(
                            rules.missing() == MissingRule.REFUSE ? "# " : "",
                            quoted(rules.missing() == MissingRule.REFUSE ? MissingRule.MEAN.word()
                                    : rules.missing().word())))
                    .replace("@UNSEEN@", (rules.other() ? "" : "# ") + "unseen = \"other\"  ")
                    .replace("@WEIGHTS@", size.weights())
                    .replace("@OUTPUTS@\n", size.outputs().isEmpty() ? ""
                            : "outputs = " + size.outputs()
                                    + "   # weights of the last layer: logits of sure classes are far apart\n")
                    .replace("@HIDDEN@", "%-31s".formatted(size.hidden()))
                    .replace("@ACTIVATION@", "%-28s".formatted(quoted(size.activation())))
                    .replace("@NOISE@", size.noise() ? "" : "# ")
                    .replace("@FAMILIES@", String.join(", ", LikelihoodTypes.names()))
                    .replace("@FAMILY@", quoted(family()))
                    .replace("@METHODS@", String.join(", ", Methods.names()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of data as a configuration writes it. */
    static String relative(Path file, Path data) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path absolute = data.toAbsolutePath().normalize();
        Path relative = folder == null ? absolute : folder.relativize(absolute);
        return relative.toString().replace('\\', '/');
    }

    private String targetValue() {
        return targets.size() == 1 ? quoted(targets.getFirst().name())
                : targets.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The features, and the columns beside them. */
    private String featuresLine() {
        return listedFeatures() + beside.entrySet().stream()
                .map(column -> "%s   # taken by the likelihood, beside the inputs\n".formatted(
                        column.getKey().key().name() + " = " + quoted(column.getValue().strip())))
                .collect(Collectors.joining());
    }

    private String listedFeatures() {
        if (features.names().equals(usual(table, targets, beside))) {
            return "# features = [\"a\", \"b\"]                   # columns to predict from; all but the target if left out\n";
        }
        String names = features.names().stream().map(StarterConfig::quoted).collect(Collectors.joining(", "));
        return "features = [" + names + "]" + (names.length() < SHOWN ? "   # columns to predict from" : "") + "\n";
    }

    /** What a configuration that lists no features takes. */
    private static List<String> usual(TableProfile table, List<ColumnProfile> targets, Map<RowRole, String> beside) {
        List<ColumnProfile> taken = new ArrayList<>(targets);
        beside.forEach((role, column) -> taken.add(table.columns().get(table.column(column.strip(), option(role)))));
        return table.columns().stream().filter(column -> !taken.contains(column)).map(ColumnProfile::name).toList();
    }

    /** One line of a summary. */
    @Override
    public String summary() {
        return data + ": " + Counted.of(rows, "row") + ", " + Counted.of(inputs, "input") + ", "
                + Counted.noun(targets.size(), "target") + " "
                + targets.stream().map(ColumnProfile::name).collect(Collectors.joining(", ")) + " (" + family()
                + ")";
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
