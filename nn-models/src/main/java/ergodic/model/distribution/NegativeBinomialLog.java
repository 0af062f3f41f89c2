package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Negative binomial distribution with the log of its mean and an overdispersion f, variance {@code m + m^2/f} for
 * a mean m. With {@code d = logMean - log f}: {@code log p = lgamma(k+f) - lgamma(f) - lgamma(k+1) - k
 * softplus(-d) - f softplus(d)}.
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
        Tensor d = logMean.like(x).minus(f.log());
        Tensor choose = x.plus(f).lgamma().minus(f.lgamma()).minus(x.plus(1).lgamma());
        Tensor logProbability = choose.minus(x.times(d.negate().softplus())).minus(f.times(d.softplus()));
        return LogTerms.within(LogTerms.notNegative(x), logProbability);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double shape = parameters[1];
        double rate = AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, Math.exp(parameters[0]) / shape).sample();
        return rate == 0 ? 0 : PoissonSampler.of(rng, rate).sample();
    }
}
