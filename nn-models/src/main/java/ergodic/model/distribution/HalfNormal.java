package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Normal distribution with mean 0, restricted to {@code x >= 0}.
 *
 * @param scale
 *            standard deviation of the normal distribution before the restriction, positive
 */
public record HalfNormal(Value scale) implements Univariate {

    /** With a number. */
    public static HalfNormal of(double scale) {
        return new HalfNormal(Value.of(scale));
    }

    /** With a value of a program. */
    public static HalfNormal of(Tensor scale) {
        return new HalfNormal(Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor logDensity = new Normal(Value.of(0), scale).logDensity(x).plus(LogTerms.LOG_TWO);
        return LogTerms.within(LogTerms.notNegative(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[0] * Math.abs(ZigguratSampler.NormalizedGaussian.of(rng).sample());
    }
}
