package ergodic.nn.layer;

import ergodic.autodiff.Tensor;

/** Declares a layer's parameters in a model, for instance with priors and under the layer's name. */
@FunctionalInterface
public interface ParameterSource {

    /**
     * The tensor of a parameter, of the shape it asks for. A layer asks once for each, in the order of its
     * {@code parameters()}.
     */
    Tensor declare(LayerParameter parameter);
}
