package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Poisson distribution: {@code log p = k log rate - rate - lgamma(k+1)}.
 *
 * @param rate
 *            mean, not negative
 */
public record Poisson(Value rate) implements Univariate {

    /** With a number. */
    public static Poisson of(double rate) {
        return new Poisson(Value.of(rate));
    }

    /** With a value of a program. */
    public static Poisson of(Tensor rate) {
        return new Poisson(Value.of(rate));
    }

    @Override
    public List<Value> parameters() {
        return List.of(rate);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor lambda = rate.like(x);
        Tensor logProbability = x.stirlingRemainder().plus(x.deviance(lambda, lambda.log())).negate();
        return LogTerms.within(LogTerms.notNegative(x), logProbability);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return PoissonDraws.draw(rng, parameters[0]);
    }
}
