package ergodic.model.distribution;

import ergodic.autodiff.LogGammas;
import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Distribution of the lower Cholesky factor L of a k by k correlation matrix whose density is proportional to
 * {@code det(L L^T)^(eta - 1)} (Lewandowski, Kurowicka and Joe 2009), with respect to L's entries below the diagonal:
 * {@code log p = sum over i = 2 .. k of (k - i + 2 eta - 2) log L_ii + constant}, the constant by their theorem 5. Takes
 * one matrix.
 *
 * @param eta
 *            positive; 1 is uniform over correlation matrices, more favours weaker correlations
 */
public record LkjCholesky(Value eta) implements Distribution {

    /** With a number. */
    public static LkjCholesky of(double eta) {
        return new LkjCholesky(Value.of(eta));
    }

    /** With a value of a program, a scalar. */
    public static LkjCholesky of(Tensor eta) {
        return new LkjCholesky(Value.of(eta));
    }

    @Override
    public Tensor logDensity(Tensor x) {
        int k = Matrices.order(x);
        Tensor shape = eta.like(x);
        double[] below = new double[k];
        for (int i = 1; i < k; i++) {
            below[i] = k - 1 - i;
        }
        // L_11 is 1 and its logarithm 0, so the first exponent does not matter.
        Tensor exponents = shape.times(2).minus(2).plus(x.tracer().constant(below, k));
        return exponents.times(Matrices.diagonal(x).log()).sum().plus(logConstant(shape, k));
    }

    @Override
    public List<Tensor> samplingParameters(Tensor x) {
        return List.of(eta.like(x), x.tracer().constant(Matrices.order(x)));
    }

    /**
     * Draws canonical partial correlations, a beta variable on (-1, 1) each, whose shape falls along the row
     * (Lewandowski, Kurowicka and Joe 2009, section 2.4).
     */
    @Override
    public void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw) {
        int k = (int) parameters[1][0];
        for (int i = 0; i < k; i++) {
            double rest = 1;
            for (int j = 0; j < i; j++) {
                double shape = parameters[0][0] + 0.5 * (k - 2 - j);
                double a = AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, 1).sample();
                double b = AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, 1).sample();
                double partial = (a - b) / (a + b);
                draw[i * k + j] = partial * rest;
                rest *= 2 * Math.sqrt(a) * Math.sqrt(b) / (a + b);
            }
            draw[i * k + i] = rest;
            for (int j = i + 1; j < k; j++) {
                draw[i * k + j] = 0;
            }
        }
    }

    private static Tensor logConstant(Tensor eta, int k) {
        double[] halves = new double[k - 1];
        double[] shifts = new double[k - 1];
        for (int i = 1; i < k; i++) {
            halves[i - 1] = 0.5 * i;
            shifts[i - 1] = 0.5 * (k - 1 - i);
        }
        Tensor half = eta.tracer().constant(halves, k - 1);
        Tensor shape = eta.plus(eta.tracer().constant(shifts, k - 1));
        return LogGammas.difference(shape, half).minus(half.times(LogTerms.LOG_PI)).sum();
    }
}
