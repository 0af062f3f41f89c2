package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention within a row, {@code softmax(Q K^T / sqrt(d)) V} (Vaswani et al. 2017, equation 1), without parameters. A query
 * that may look at nothing gives zeros.
 */
public final class ScaledDotProductAttention {

    /** Far below any score, and finite, so that a query without keys has a gradient. */
    private static final double MASKED = -1e30;

    private ScaledDotProductAttention() {}

    /**
     * Attends.
     *
     * @param queries
     *            [..., Tq, d]
     * @param keys
     *            [..., Tk, d], with the same dimensions in front
     * @param values
     *            [..., Tk, e], with the same dimensions in front
     * @param mask
     *            not 0 where a query may look at a key; broadcasts to [..., Tq, Tk], so a mask of keys is [Tk]; null
     *            for all
     * @return [..., Tq, e]
     */
    public static Tensor of(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask) {
        int rank = queries.shape().rank();
        if (rank < 2 || keys.shape().rank() != rank || values.shape().rank() != rank) {
            throw new IllegalArgumentException("attention needs queries [..., Tq, d], keys [..., Tk, d] and values"
                    + " [..., Tk, e] with the same dimensions in front, not " + queries.shape() + ", " + keys.shape()
                    + " and " + values.shape());
        }
        int depth = queries.shape().dim(rank - 1);
        Tensor scores = queries.times(1 / Math.sqrt(depth)).matMul(transposed(keys));
        if (mask == null) {
            return scores.softmax(-1).matMul(values);
        }
        Tensor allowed = mask.broadcastTo(scores.shape().withRows(mask.shape().isByRow()));
        Tensor masked = allowed.select(scores, scores.tracer().constant(MASKED));
        Tensor none = scores.tracer().constant(0);
        // Of a query without keys all scores are alike; the second choice takes its weights away.
        return allowed.select(masked.softmax(-1), none).matMul(values);
    }

    /** A mask with which position t looks at positions up to t only: [steps, steps]. */
    public static Tensor causalMask(Tensor like, int steps) {
        double[] mask = new double[steps * steps];
        for (int t = 0; t < steps; t++) {
            java.util.Arrays.fill(mask, t * steps, t * steps + t + 1, 1);
        }
        return like.tracer().constant(mask, steps, steps);
    }

    private static Tensor transposed(Tensor x) {
        Shape shape = x.shape();
        int[] axes = new int[shape.rank()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i;
        }
        axes[axes.length - 2] = axes.length - 1;
        axes[axes.length - 1] = axes.length - 2;
        return x.transpose(axes);
    }
}
