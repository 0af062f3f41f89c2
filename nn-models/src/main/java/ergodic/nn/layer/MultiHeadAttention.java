package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention with several heads (Vaswani et al. 2017, section 3.2.2), with the parameters of PyTorch's
 * {@code MultiheadAttention}: one matrix for queries, keys and values, one below the other, and one for the outputs. The
 * size of a step's vector is that of what comes in. Steps that are not there are looked at by none.
 *
 * @param heads
 *            number of heads, which divides the features of a step
 * @param causal
 *            whether each step sees itself and earlier ones only
 */
public record MultiHeadAttention(int heads, boolean causal) implements Layer {

    static final LayerType TYPE = LayerType.of("attention",
            keys -> new MultiHeadAttention(keys.whole("heads"), keys.flag("causal")),
            LayerKey.whole("heads", 1, "number of heads, which divides the features of a step"),
            LayerKey.flag("causal", "whether each step sees itself and earlier ones only"));

    /** Checks the number. */
    public MultiHeadAttention {
        LayerParameter.requirePositive("the number of heads of an attention layer", heads);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        if (!(input instanceof RowShape.Sequence sequence)) {
            throw new LayerShapeException(this, "sequences", input, input instanceof RowShape.Symbols
                    ? "put an embedding between"
                    : "give data.shape two numbers, steps and features");
        }
        if (sequence.features() % heads != 0) {
            throw new LayerShapeException(this, "a number of features that its " + heads + " heads divide", input,
                    "change heads");
        }
        return input;
    }

    /** Weights and biases of queries, keys and values, and of the outputs. */
    @Override
    public List<LayerParameter> parameters(RowShape input) {
        int size = output(input).dims()[1];
        int all = Math.multiplyExact(3, size);
        return List.of(LayerParameter.weight("in_proj_weight", size, all, size),
                LayerParameter.bias("in_proj_bias", size, all),
                LayerParameter.weight("out_proj.weight", size, size, size),
                LayerParameter.bias("out_proj.bias", size, size));
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        output(x.shape());
        Tensor mask = x.present();
        if (causal) {
            Tensor earlier = ScaledDotProductAttention.causalMask(x.value(), x.shape().dims()[0]);
            mask = mask == null ? earlier : earlier.times(mask);
        }
        return x.with(attend(x.withoutPadding(), mask, parameters), x.shape());
    }

    /**
     * Attends with a mask of one's own.
     *
     * @param x
     *            [T, size]
     * @param mask
     *            not 0 where a position may look at another; broadcasts to [T, T]; null for all
     * @param parameters
     *            the tensors of the {@link #parameters}
     * @return [T, size]
     */
    public Tensor attend(Tensor x, @Nullable Tensor mask, List<Tensor> parameters) {
        int steps = x.shape().dim(0);
        int size = x.shape().dim(1);
        Tensor all = x.matMul(parameters.get(0).transpose()).plus(parameters.get(1));
        Tensor attended = ScaledDotProductAttention.of(part(all, 0, size), part(all, 1, size), part(all, 2, size),
                mask);
        Tensor joined = attended.transpose(1, 0, 2).reshape(steps, size);
        return joined.matMul(parameters.get(2).transpose()).plus(parameters.get(3));
    }

    /** Part k of the projections by heads: [heads, T, size / heads]. */
    private Tensor part(Tensor all, int k, int size) {
        int steps = all.shape().dim(0);
        return all.slice(1, k * size, size).reshape(steps, heads, size / heads).transpose(1, 0, 2);
    }
}
