package ergodic.study;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.data.kinds.DataKinds;
import ergodic.nn.named.NamedNetwork;
import ergodic.nn.named.NamedNetworks;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A proposal for data that are no table: the kind by the file, network by what a row is, method by rows and costs. */
public final class KindStarter implements Starter {

    private static final double SHARE = 0.2;
    /** Of priors of weights, where the network has no name. */
    private static final double SCALE = 1.5;
    /** Words of names of training files, and those that stand there in the names of their test files. */
    private static final List<Map.Entry<String, String>> HELD_OUT = List.of(Map.entry("train", "t10k"),
            Map.entry("train", "test"), Map.entry("TRAIN", "TEST"), Map.entry("Train", "Test"));
    /** Small images have no place for two poolings after windows of 5 x 5. */
    private static final int LEAST_OF_LENET = 16;

    private final DataKind kind;
    private final Path data;
    private final @Nullable Path heldOut;
    private final Map<String, Object> keys;
    private final Dataset tried;
    private final String family;
    private final List<String> notes;

    private KindStarter(DataKind kind, Path data, @Nullable Path heldOut, Map<String, Object> keys,
            Dataset tried, String family, List<String> notes) {
        this.kind = kind;
        this.data = data;
        this.heldOut = heldOut;
        this.keys = keys;
        this.tried = tried;
        this.family = family;
        this.notes = List.copyOf(notes);
    }

    /** The kind that a file is taken for; empty for a table. */
    public static Optional<DataKind> recognise(Path data) {
        return DataKinds.ALL.stream().filter(kind -> kind.recognise(data).isPresent()).findFirst();
    }

    /**
     * Looks at the data, and tries what it proposes.
     *
     * @param target
     *            what is to be predicted; null for what the kind has
     * @param family
     *            value of {@code likelihood.family}, or null to guess
     */
    public static KindStarter of(DataKind kind, Path data, @Nullable String target, @Nullable String family) {
        List<String> notes = new ArrayList<>();
        kind.recognise(data).ifPresent(reason -> notes
                .add("data.kind is \"" + kind.name() + "\": " + data.getFileName() + " " + reason));
        Path other = heldOut(data);
        String name = target != null ? target
                : kind.target().orElseThrow(() -> new DataException("say by --target what is to be predicted"));
        SplitSpec split = other != null ? new SplitSpec.InFile(other)
                : kind.inTime() ? new SplitSpec.Last(SHARE) : new SplitSpec.Fraction(SHARE, 0);
        DataSpec spec = DataSpec.of(data, name).withTest(split);
        TargetKind holds = family != null ? TargetGuess.kindOf(family) : kind.usualTarget();
        Map<String, Object> keys = kind.proposed(spec, other == null ? List.of(data) : List.of(data, other));
        Dataset tried = kind.read(spec, Settings.of(kind.keys(), keys), holds);
        int classes = tried.target().classes().size();
        String chosen = family != null ? family
                : classes == 0 ? "gaussian" : classes == 2 ? "bernoulli" : "categorical";
        notes.add("likelihood " + chosen + ": " + (family != null ? "the target is taken as --family says"
                : classes == 0 ? "the target holds numbers" : "the target holds " + Counted.of(classes, "class")));
        if (other != null) {
            notes.add("held out is " + other.getFileName() + ", which lies beside the data");
        }
        notes.addAll(tried.warnings());
        return new KindStarter(kind, data, other, keys, tried, chosen, notes);
    }

    private static @Nullable Path heldOut(Path data) {
        String name = String.valueOf(data.getFileName());
        for (Map.Entry<String, String> words : HELD_OUT) {
            Path other = data.resolveSibling(name.replace(words.getKey(), words.getValue()));
            if (name.contains(words.getKey()) && Files.exists(other)) {
                return other;
            }
        }
        return null;
    }

    @Override
    public int rows() {
        return tried.train().count() + tried.test().count();
    }

    @Override
    public int inputs() {
        return tried.inputs();
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public String summary() {
        return data + ": " + Counted.of(rows(), "row") + ", " + tried.shape() + ", target " + tried.target().name()
                + " (" + family + ")";
    }

    @Override
    public String text(Path file) {
        StringBuilder text = new StringBuilder("""
                # Sample with: ergodic sample THIS-FILE. Paths are relative to this file; every key is explained in docs/guide/configuration.md.
                #
                # What ergodic init saw and assumed:
                """);
        notes.forEach(note -> text.append("# ").append(Sentence.of(note)).append('\n'));
        text.append("\n[data]\nkind = ").append(StarterConfig.quoted(kind.name())).append("\nfile = ")
                .append(StarterConfig.quoted(StarterConfig.relative(file, data)));
        if (kind.target().filter(tried.target().name()::equals).isEmpty()) {
            text.append("\ntarget = ").append(StarterConfig.quoted(tried.target().name()));
        }
        keys.forEach((key, value) -> text.append('\n').append(key).append(" = ")
                .append(value instanceof String word ? StarterConfig.quoted(word) : value));
        Path other = heldOut;
        text.append("\ntest = { ").append(other != null
                ? "file = " + StarterConfig.quoted(StarterConfig.relative(file, other))
                : (kind.inTime() ? "last = " : "seed = 0, fraction = ") + SHARE).append(" }\n\n[network]\n")
                .append(network()).append("""

                        [prior]                                   # divided by the square root of what comes into a unit
                        weights = { family = "normal", scale = %s, scaling = "fan_in" }
                        biases = { family = "normal", scale = 0.5 }

                        [likelihood]
                        family = %s

                        [sampler]
                        method = "auto"                           # chosen for these data before the run; or one of
                                                                  # %s
                        precision = "float32"                     # gradients row by row in floats: nearly twice as fast
                        seed = 1
                        """.formatted(scale(), StarterConfig.quoted(family), String.join(", ", Methods.names())));
        return text.toString();
    }

    /** Of the network that is proposed, so that functions under the prior are of ordinary size. */
    private double scale() {
        String network = network();
        return NamedNetworks.ALL.stream().filter(named -> network.startsWith("name = \"" + named.name() + '"'))
                .mapToDouble(NamedNetwork::scale).findFirst().orElse(SCALE);
    }

    private String network() {
        return switch (tried.shape()) {
            case RowShape.Numbers numbers -> "hidden = [16]\nactivation = \"tanh\"\n";
            case RowShape.Image image -> image.height() >= LEAST_OF_LENET && image.width() >= LEAST_OF_LENET
                    ? named("lenet")
                    : """
                            layers = [
                              { type = "convolution", filters = 8, window = [3, 3], padding = "same", activation = "tanh" },
                              { type = "flatten" },
                              { type = "dense", units = 32, activation = "tanh" },
                            ]
                            """;
            case RowShape.Sequence sequence -> named("gru");
            case RowShape.Symbols symbols -> named("cnn-text");
        };
    }

    private static String named(String name) {
        NamedNetwork network = NamedNetworks.named(name).orElseThrow();
        return "name = \"" + name + "\"   # " + network.description() + "\n# or " + String.join(", ",
                NamedNetworks.names().stream().filter(other -> !other.equals(name)).toList())
                + "; or [[network.layers]]\n";
    }
}
