package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of a network: what it makes of a row. It describes; its sizes follow from what comes in. It works within a row, so the
 * likelihood stays a product over rows. One of your own is a {@link CustomLayer}.
 *
 * <p>
 * The list of cases is the list of layers that configurations know: each has a {@link LayerType} of its own beside it.
 */
public sealed interface Layer permits Dense, ActivationLayer, Convolution, Pooling, Flatten, RecurrentLayer, Embedding,
        PositionalEncoding, MultiHeadAttention, LayerNorm, FilterResponseNorm, LayerStack, Residual, Parallel,
        WithPriors, OutputLayer, GlobalAveragePooling, GlobalMaxPooling, CustomLayer {

    /** Its name in configurations and messages, such as {@code dense}. */
    String type();

    /**
     * What it gives.
     *
     * @throws LayerShapeException
     *             if it cannot take what comes in
     */
    RowShape output(RowShape input);

    /**
     * Its parameters, in the order in which they are declared.
     *
     * @throws LayerShapeException
     *             if it cannot take what comes in
     */
    List<LayerParameter> parameters(RowShape input);

    /**
     * The layer at a row.
     *
     * @param x
     *            what comes in
     * @param parameters
     *            the tensors of its {@link #parameters}
     */
    RowTensor apply(RowTensor x, List<Tensor> parameters);

    /** The layer at a row, with parameters that are declared now. */
    default RowTensor apply(RowTensor x, ParameterSource source) {
        List<Tensor> declared = new ArrayList<>();
        for (LayerParameter parameter : parameters(x.shape())) {
            declared.add(source.declare(parameter));
        }
        return apply(x, declared);
    }

    /** The same with a prior of its own for its weights, biases or gains; the others have that of the network. */
    default Layer withPrior(VariableRole role, WeightPrior prior) {
        return new WithPriors(this, Map.of(role, prior));
    }
}
