package ergodic.model.distribution;

import ergodic.autodiff.Deviance;
import ergodic.autodiff.StirlingRemainder;
import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Negative binomial distribution with the log of its mean and an overdispersion f, variance {@code m + m^2/f} for
 * a mean m. With {@code d = logMean - log f}: {@code log p = lgamma(k+f) - lgamma(f) - lgamma(k+1) - k
 * softplus(-d) - f softplus(d)}. Computed from the deviance of k successes beside f failures with log odds d, so that it
 * tends to Poisson's as f grows.
 *
 * @param logMean
 *            log of the mean
 * @param overdispersion
 *            positive; the larger, the nearer to Poisson
 */
public record NegativeBinomialLog(Value logMean, Value overdispersion) implements Univariate {

    /** With numbers. */
    public static NegativeBinomialLog of(double logMean, double overdispersion) {
        return new NegativeBinomialLog(Value.of(logMean), Value.of(overdispersion));
    }

    /** With values of a program. */
    public static NegativeBinomialLog of(Tensor logMean, Tensor overdispersion) {
        return new NegativeBinomialLog(Value.of(logMean), Value.of(overdispersion));
    }

    /** With a number and a value of a program. */
    public static NegativeBinomialLog of(double logMean, Tensor overdispersion) {
        return new NegativeBinomialLog(Value.of(logMean), Value.of(overdispersion));
    }

    /** With a value of a program and a number. */
    public static NegativeBinomialLog of(Tensor logMean, double overdispersion) {
        return new NegativeBinomialLog(Value.of(logMean), Value.of(overdispersion));
    }

    @Override
    public List<Value> parameters() {
        return List.of(logMean, overdispersion);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor f = overdispersion.like(x);
        Tensor logF = f.log();
        Tensor sum = x.plus(f);
        Tensor rising = sum.stirlingRemainder().minus(sum.log()).minus(f.stirlingRemainder().minus(logF));
        Tensor deviance = x.binomialDeviance(f, logMean.like(x).minus(logF));
        return LogTerms.within(LogTerms.notNegative(x), rising.minus(x.stirlingRemainder()).minus(deviance));
    }

    /** The log probability of a count k for a log mean and an overdispersion f, as a number. */
    public static double logProbability(double k, double logMean, double overdispersion) {
        if (k < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = k + overdispersion;
        double logF = Math.log(overdispersion);
        double rising = StirlingRemainder.value(0, sum) - Math.log(sum)
                - (StirlingRemainder.value(0, overdispersion) - logF);
        return rising - StirlingRemainder.value(0, k) - Deviance.binomial(k, overdispersion, logMean - logF);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return draw(rng, parameters[0], parameters[1]);
    }

    /** A random count, for a log mean and an overdispersion. */
    public static double draw(UniformRandomProvider rng, double logMean, double overdispersion) {
        return PoissonDraws.draw(rng, Math.exp(logMean), overdispersion);
    }
}
