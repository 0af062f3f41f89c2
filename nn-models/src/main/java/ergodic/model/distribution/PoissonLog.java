package ergodic.model.distribution;

import ergodic.autodiff.Deviance;
import ergodic.autodiff.StirlingRemainder;
import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Poisson distribution with the log of its rate: {@code log p = k logRate - e^logRate - lgamma(k+1)}.
 *
 * @param logRate
 *            log of the mean
 */
public record PoissonLog(Value logRate) implements Univariate {

    /** With a number. */
    public static PoissonLog of(double logRate) {
        return new PoissonLog(Value.of(logRate));
    }

    /** With a value of a program. */
    public static PoissonLog of(Tensor logRate) {
        return new PoissonLog(Value.of(logRate));
    }

    @Override
    public List<Value> parameters() {
        return List.of(logRate);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor eta = logRate.like(x);
        Tensor logProbability = x.stirlingRemainder().plus(x.deviance(eta.exp(), eta)).negate();
        return LogTerms.within(LogTerms.notNegative(x), logProbability);
    }

    /** The log probability of a count k for a log rate, as a number. */
    public static double logProbability(double k, double logRate) {
        return k >= 0 ? -StirlingRemainder.value(0, k) - Deviance.poisson(k, Math.exp(logRate), logRate)
                : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return draw(rng, parameters[0]);
    }

    /** A random count, for a log rate. */
    public static double draw(UniformRandomProvider rng, double logRate) {
        return PoissonDraws.draw(rng, Math.exp(logRate));
    }
}
