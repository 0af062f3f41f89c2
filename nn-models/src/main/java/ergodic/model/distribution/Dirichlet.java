package ergodic.model.distribution;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Dirichlet distribution of points of a simplex along the last axis, with respect to all coordinates but one:
 * {@code log p = lgamma(sum a) - sum lgamma(a) + sum (a-1) log x}. That x lies on the simplex is not checked.
 *
 * @param concentration
 *            positive; a vector as long as the last axis of x (or with x's dimensions), or one number for all
 */
public record Dirichlet(Value concentration) implements Distribution {

    /** All concentrations alike. */
    public static Dirichlet of(double concentration) {
        return new Dirichlet(Value.of(concentration));
    }

    /** With values of a program. */
    public static Dirichlet of(Tensor concentration) {
        return new Dirichlet(Value.of(concentration));
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor a = concentration.like(x);
        Shape shape = x.shape().withRows(x.shape().isByRow() || a.shape().isByRow());
        Tensor all = a.broadcastTo(shape);
        int[] dims = shape.dims();
        dims[dims.length - 1] = 1;
        Tensor sum = all.sum(-1);
        Tensor wide = sum.reshape(dims);
        Tensor atZero = x.equal(x.tracer().constant(0));
        Tensor inner = atZero.select(x.tracer().constant(1), x);
        Tensor logX = inner.log();
        // a log(a / (sum x)) for each coordinate: near 0 where the point is the mean, however large a is.
        Tensor deviance = all.times(all.logRatio(wide.times(inner), wide.log().plus(logX)));
        Tensor terms = all.log().minus(all.stirlingRemainder()).minus(logX).minus(deviance)
                .plus(LogTerms.powerAtZero(all, atZero));
        return terms.sum(-1).plus(sum.stirlingRemainder().minus(sum.log()));
    }

    @Override
    public List<Tensor> samplingParameters(Tensor x) {
        Tensor a = concentration.like(x);
        return List.of(a.broadcastTo(x.shape().withRows(x.shape().isByRow() || a.shape().isByRow())), lengths(x));
    }

    @Override
    public void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw) {
        int length = (int) parameters[1][0];
        for (int start = 0; start < draw.length; start += length) {
            double sum = 0;
            for (int i = start; i < start + length; i++) {
                draw[i] = AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[0][i], 1).sample();
                sum += draw[i];
            }
            for (int i = start; i < start + length; i++) {
                draw[i] /= sum;
            }
        }
    }

    /** The length of the last axis, as a sampling parameter. */
    private static Tensor lengths(Tensor x) {
        return x.tracer().constant(x.shape().dim(x.shape().rank() - 1));
    }
}
