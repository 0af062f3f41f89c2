package ergodic.study.config;

import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Priors of a configuration by layer: of the layers that it lists, and of the outputs, which have those of {@code [prior]}, whose weights may be their own.
 *
 * @param config
 *            the configuration
 */
public record LayerPriors(RunConfig config) {

    /**
     * The prior of a layer.
     *
     * @param layer
     *            its number from 1
     * @param role
     *            weights or biases
     * @throws ConfigException
     *             of a network that has a name, whose layers are not listed
     */
    public WeightPriorConfig of(int layer, VariableRole role) {
        List<Map<String, Object>> tables = tables();
        return layer > tables.size() ? config.prior().ofOutputs(role)
                : LayerConfig.prior(tables.get(layer - 1), role).orElseGet(() -> config.prior().of(role));
    }

    private List<Map<String, Object>> tables() {
        return config.network().tables().orElseThrow(() -> new ConfigException(
                "network.name: the layers of \"" + config.network().name() + "\" have no priors of their own; list them"
                        + " in [[network.layers]]"));
    }

    /**
     * The configuration with another scale of a layer's prior, which it then has of its own.
     *
     * @param layer
     *            its number from 1
     * @param role
     *            weights or biases
     * @param scale
     *            the scale, before scaling by fan-in
     * @throws ConfigException
     *             of a layer with layers within it that have such priors of their own: a scale of the whole does not reach them
     */
    public LayerPriors with(int layer, VariableRole role, double scale) {
        List<Map<String, Object>> tables = new ArrayList<>(tables());
        WeightPriorConfig prior = of(layer, role).withScale(scale);
        if (layer <= tables.size()) {
            if (LayerConfig.hasWithin(tables.get(layer - 1), role)) {
                throw new ConfigException("network.layers: layer " + layer + " has layers within it whose "
                        + role.name().toLowerCase(Locale.ROOT)
                        + " priors are their own, which no scale of the whole layer reaches;"
                        + " give the layer one prior, outside of those within it");
            }
            tables.set(layer - 1, LayerConfig.with(tables.get(layer - 1), role, prior));
            return new LayerPriors(config.with(config.network().withTables(tables), config.prior()));
        }
        return new LayerPriors(config.with(config.network(), config.prior().withOutputs(role, prior)));
    }
}
