package ergodic.model.distribution;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One of K classes, 0 .. K-1, with log odds along the last axis of the logits (any constant may be added to them):
 * {@code log p = logit_x - log sum exp logits}; minus infinity for a class that does not exist.
 *
 * @param logits
 *            dimensions of x, and K
 */
public record CategoricalLogit(Tensor logits) implements Distribution {

    /** With values of a program. */
    public static CategoricalLogit of(Tensor logits) {
        return new CategoricalLogit(logits);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Shape shape = logits.shape();
        int classes = shape.dim(shape.rank() - 1);
        double[] numbers = new double[classes];
        for (int i = 0; i < classes; i++) {
            numbers[i] = i;
        }
        int[] column = java.util.Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        column[column.length - 1] = 1;
        Tensor chosen = x.reshape(column).equal(x.tracer().constant(numbers, classes));
        Tensor logit = chosen.select(logits, x.tracer().constant(0)).sum(-1);
        // The log of the number of classes that x is: 0, or minus infinity if there is none.
        return logit.minus(logits.logSumExp(-1)).plus(chosen.sum(-1).log());
    }

    @Override
    public List<Tensor> samplingParameters(Tensor x) {
        int classes = logits.shape().dim(logits.shape().rank() - 1);
        int[] dims = java.util.Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        dims[dims.length - 1] = classes;
        boolean byRow = x.shape().isByRow() || logits.shape().isByRow();
        return List.of(logits.softmax(-1).broadcastTo(Shape.of(dims).withRows(byRow)));
    }

    @Override
    public void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw) {
        int classes = parameters[0].length / draw.length;
        for (int i = 0; i < draw.length; i++) {
            double u = rng.nextDouble();
            int chosen = -1;
            for (int c = 0; c < classes && u >= 0; c++) {
                double probability = parameters[0][i * classes + c];
                u -= probability;
                // Rounding may leave u above 0 at the end: the last class that can be is taken then.
                chosen = probability > 0 ? c : chosen;
            }
            draw[i] = chosen;
        }
    }
}
