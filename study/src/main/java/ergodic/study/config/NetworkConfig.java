package ergodic.study.config;

import ergodic.nn.ImageChange;
import ergodic.nn.layer.Activation;
import ergodic.nn.NetworkSpec;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.Normalization;
import ergodic.nn.named.NamedNetworks;
import ergodic.nn.prior.WeightPrior;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code [network]}: hidden layers, layers of any type, or the name of a network.
 *
 * @param hidden
 *            units of each hidden layer; empty for a linear model; null where there are layers
 * @param activation
 *            one activation for all hidden layers, or one a layer; null where there are layers
 * @param layers
 *            the layers from the inputs on, but the last: of each its type and keys; null where there are hidden ones
 * @param name
 *            one of the networks that have a name; null where there are layers
 * @param average
 *            changes of images over which outputs are averaged, in all combinations: a row takes 2 passes by mirror, 5 by
 *            shift, 3 by turn, or their product; null for none
 * @param fitImages
 *            which of a row's images a gradient sees: {@code all}, or {@code one}, drawn anew each time; null where nothing is averaged
 */
public record NetworkConfig(@Nullable List<Integer> hidden, @Nullable List<String> activation,
        @Nullable List<Map<String, Object>> layers, @Nullable String name, @Nullable List<String> average,
        @Nullable String fitImages) {

    private static final String ALL = "all";
    private static final String ONE = "one";

    /** Checks the keys. */
    public NetworkConfig(@Nullable List<Integer> hidden, @Nullable List<String> activation,
            @Nullable List<Map<String, Object>> layers, @Nullable String name, @Nullable List<String> average,
            @Nullable String fitImages) {
        this.name = name;
        this.average = average == null || average.isEmpty() ? null : List.copyOf(average);
        String images = Check.oneOf("network.fit_images", List.of(ALL, ONE), Check.orElse(fitImages, ALL));
        if (this.average == null && images.equals(ONE)) {
            throw new ConfigException(
                    "network.fit_images = \"one\" chooses among the images that network.average makes of"
                            + " each row, and it names none; set network.average, or take it out");
        }
        this.fitImages = this.average == null ? null : images;
        for (String word : average == null ? List.<String>of() : average) {
            Check.oneOf("network.average", ImageChange.KEYS, word);
        }
        if (name != null) {
            Check.oneOf("network.name", NamedNetworks.names(), name);
            if (hidden != null || activation != null || layers != null) {
                throw new ConfigException("network.name and "
                        + (layers != null ? "[[network.layers]]"
                                : "network." + (hidden != null ? "hidden" : "activation"))
                        + " exclude each other; take one of them out");
            }
            this.hidden = null;
            this.activation = null;
            this.layers = null;
            return;
        }
        if (layers != null) {
            if (hidden != null || activation != null) {
                throw new ConfigException("network." + (hidden != null ? "hidden" : "activation")
                        + " and [[network.layers]] exclude each other; write hidden layers as layers of type \"dense\","
                        + " or take the layers out");
            }
            this.hidden = null;
            this.activation = null;
            this.layers = completed(layers);
            return;
        }
        List<Integer> units = List.copyOf(Check.orElse(hidden, List.of(16, 16)));
        List<String> names = List.copyOf(Check.orElse(activation, List.of("tanh")));
        for (int count : units) {
            Check.atLeast("network.hidden", 1, count);
        }
        for (String word : names) {
            Normalization.reason(word).ifPresent(reason -> {
                throw new ConfigException("network.activation = \"" + word + "\" is not known: " + reason);
            });
            Check.oneOf("network.activation", Activation.KEYS, word);
        }
        if (names.size() != 1 && names.size() != units.size()) {
            throw new ConfigException("network.activation must name one activation, or one for each of the "
                    + units.size() + " hidden layers, not " + names.size());
        }
        this.hidden = units;
        this.activation = names;
        this.layers = null;
    }

    static NetworkConfig defaults() {
        return new NetworkConfig(null, null, null, null, null, null);
    }

    private static List<Map<String, Object>> completed(List<Map<String, Object>> tables) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> table : tables) {
            try {
                String number = String.valueOf(all.size() + 1);
                LayerConfig.layer(table, number, prior -> WeightPrior.standardNormal());
                all.add(LayerConfig.completed(table, number));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("network.layers: " + e.getMessage());
            }
        }
        return List.copyOf(all);
    }

    /** Its layers as tables, hidden ones too; none of a network that has a name. */
    Optional<List<Map<String, Object>>> tables() {
        if (name != null) {
            return Optional.empty();
        }
        if (layers != null) {
            return Optional.of(layers);
        }
        List<Integer> units = Check.orElse(hidden, List.of());
        List<String> names = Check.orElse(activation, List.of());
        List<Map<String, Object>> dense = new ArrayList<>();
        for (int layer = 0; layer < units.size(); layer++) {
            Map<String, Object> table = new LinkedHashMap<>();
            table.put("type", "dense");
            table.put("units", units.get(layer));
            table.put("activation", names.get(names.size() == 1 ? 0 : layer));
            dense.add(table);
        }
        return Optional.of(dense);
    }

    /** The network of these layers; of none a linear model. */
    NetworkConfig withTables(List<Map<String, Object>> tables) {
        return tables.isEmpty() ? this : new NetworkConfig(null, null, tables, null, average, fitImages);
    }

    /**
     * The network.
     *
     * @param priors
     *            makes priors of their sections, for layers that have their own
     */
    public NetworkSpec spec(Function<WeightPriorConfig, WeightPrior> priors) {
        List<String> changes = average == null ? List.of() : average;
        NetworkSpec spec = layers(priors)
                .averagedOver(changes.stream().map(ImageChange::named).distinct().toArray(ImageChange[]::new));
        return fitsByOneImage() ? spec.fittedByOneImage() : spec;
    }

    /** Whether a gradient sees one of the images of a row alone, so that it is not that of the log posterior. */
    public boolean fitsByOneImage() {
        return ONE.equals(fitImages);
    }

    private NetworkSpec layers(Function<WeightPriorConfig, WeightPrior> priors) {
        if (name != null) {
            return NamedNetworks.named(name).orElseThrow().spec();
        }
        if (layers != null) {
            List<Layer> made = new ArrayList<>();
            for (Map<String, Object> table : layers) {
                made.add(LayerConfig.layer(table, String.valueOf(made.size() + 1), priors));
            }
            return new NetworkSpec(made);
        }
        List<Integer> units = Check.orElse(hidden, List.of());
        List<String> names = Check.orElse(activation, List.of());
        List<Activation> activations = new ArrayList<>();
        for (int layer = 0; layer < units.size(); layer++) {
            activations.add(Activation.of(names.get(names.size() == 1 ? 0 : layer)));
        }
        return new NetworkSpec(units, activations);
    }
}
