package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Multivariate normal distribution of vectors of length d, by the lower Cholesky factor L of its covariance matrix:
 * {@code log p = -|L^-1 (x - mean)|^2 / 2 - sum log L_ii - d log(2 pi) / 2}. Takes one vector (or one a row of the data).
 *
 * @param mean
 *            a vector of length d, or one number for all
 * @param cholesky
 *            lower triangular, d by d, with a positive diagonal
 */
public record MultivariateNormal(Value mean, Tensor cholesky) implements Distribution {

    /** With values of a program. */
    public static MultivariateNormal of(Tensor mean, Tensor cholesky) {
        return new MultivariateNormal(Value.of(mean), cholesky);
    }

    /** All means alike. */
    public static MultivariateNormal of(double mean, Tensor cholesky) {
        return new MultivariateNormal(Value.of(mean), cholesky);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        int d = Matrices.order(cholesky);
        Tensor centred = mean.is(0) ? x : x.minus(mean.like(x));
        Tensor z = cholesky.triangularSolve(centred);
        Tensor constant = Matrices.diagonal(cholesky).log().sum().plus(d * LogTerms.HALF_LOG_TWO_PI);
        return z.square().sum(-1).times(-0.5).minus(constant);
    }

    @Override
    public List<Tensor> samplingParameters(Tensor x) {
        Tensor m = mean.like(x);
        return List.of(m.broadcastTo(x.shape().withRows(x.shape().isByRow() || m.shape().isByRow())), cholesky);
    }

    @Override
    public void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw) {
        int d = draw.length;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[] z = new double[d];
        for (int i = 0; i < d; i++) {
            z[i] = normal.sample();
            double sum = parameters[0][i];
            for (int j = 0; j <= i; j++) {
                sum += parameters[1][i * d + j] * z[j];
            }
            draw[i] = sum;
        }
    }
}
