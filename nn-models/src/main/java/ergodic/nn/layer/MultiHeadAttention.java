package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention with several heads (Vaswani et al. 2017, section 3.2.2), with the parameters of PyTorch's
 * {@code MultiheadAttention}: one matrix for queries, keys and values, one below the other, and one for the outputs.
 *
 * @param size
 *            length of a position's vector, a multiple of the number of heads
 * @param heads
 *            number of heads
 */
public record MultiHeadAttention(int size, int heads) {

    /** Checks the sizes. */
    public MultiHeadAttention {
        LayerParameter.requirePositive("the size of an attention layer", size);
        LayerParameter.requirePositive("the number of heads of an attention layer", heads);
        if (size % heads != 0) {
            throw new IllegalArgumentException(
                    "the size of an attention layer, " + size + ", is no multiple of its " + heads + " heads");
        }
    }

    /** Weights and biases of queries, keys and values, and of the outputs. */
    public List<LayerParameter> parameters() {
        return List.of(LayerParameter.weight("in_proj_weight", size, 3 * size, size),
                LayerParameter.bias("in_proj_bias", size, 3 * size),
                LayerParameter.weight("out_proj.weight", size, size, size),
                LayerParameter.bias("out_proj.bias", size, size));
    }

    /**
     * The layer at a sequence.
     *
     * @param x
     *            [T, size]
     * @param mask
     *            not 0 where a position may look at another; broadcasts to [T, T]; null for all
     * @param source
     *            declares the parameters
     * @return [T, size]
     */
    public Tensor apply(Tensor x, @Nullable Tensor mask, ParameterSource source) {
        if (x.shape().rank() != 2 || x.shape().dim(1) != size) {
            throw new IllegalArgumentException("an attention layer of size " + size + " needs a sequence [T, " + size
                    + "], not " + x.shape());
        }
        List<Tensor> p = parameters().stream().map(source::declare).toList();
        Tensor all = x.matMul(p.get(0).transpose()).plus(p.get(1));
        Tensor attended = ScaledDotProductAttention.of(heads(all, 0), heads(all, 1), heads(all, 2), mask);
        int steps = x.shape().dim(0);
        Tensor joined = attended.transpose(1, 0, 2).reshape(steps, size);
        return joined.matMul(p.get(2).transpose()).plus(p.get(3));
    }

    /** Part k of the projections by heads: [heads, T, size / heads]. */
    private Tensor heads(Tensor all, int k) {
        int steps = all.shape().dim(0);
        return all.slice(1, k * size, size).reshape(steps, heads, size / heads).transpose(1, 0, 2);
    }
}
