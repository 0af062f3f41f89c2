package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A layer whose parameters have priors of their own; within a container those that are nearest to the parameter hold.
 *
 * @param layer
 *            the layer
 * @param priors
 *            by role; what is missing has the prior of the network
 */
public record WithPriors(Layer layer, Map<VariableRole, WeightPrior> priors) implements Layer {

    /** Copies the map. */
    public WithPriors {
        priors = Map.copyOf(priors);
    }

    @Override
    public String type() {
        return layer.type();
    }

    @Override
    public RowShape output(RowShape input) {
        RowShape shape = layer.output(input);
        List<LayerParameter> parameters = layer.parameters(input);
        for (VariableRole role : priors.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.role() == role)) {
                throw new LayerShapeException(layer, "has no " + noun(role) + ", but a prior of its own for them",
                        "take the key " + noun(role) + " out" + others(parameters));
            }
        }
        return shape;
    }

    /** What a prior of a role is of, as keys name it. */
    private static String noun(VariableRole role) {
        return Counted.noun(2, role.name().toLowerCase(Locale.ROOT));
    }

    private static String others(List<LayerParameter> parameters) {
        List<String> nouns = parameters.stream().map(parameter -> noun(parameter.role())).distinct().toList();
        return nouns.isEmpty() ? "; the layer learns nothing" : "; the layer has " + String.join(", ", nouns);
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return layer.parameters(input).stream().map(parameter -> parameter.orPrior(priors.get(parameter.role())))
                .toList();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        return layer.apply(x, parameters);
    }
}
