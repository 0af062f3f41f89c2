package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Exponential distribution: {@code log p = log rate - rate x}; mean 1/rate.
 *
 * @param rate
 *            positive
 */
public record Exponential(Value rate) implements Univariate {

    /** With a number. */
    public static Exponential of(double rate) {
        return new Exponential(Value.of(rate));
    }

    /** With a value of a program. */
    public static Exponential of(Tensor rate) {
        return new Exponential(Value.of(rate));
    }

    @Override
    public List<Value> parameters() {
        return List.of(rate);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor b = rate.like(x);
        return LogTerms.within(LogTerms.notNegative(x), b.log().minus(b.times(x)));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return ZigguratSampler.Exponential.of(rng).sample() / parameters[0];
    }
}
