package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Distribution of a positive number whose logarithm is normal: {@code log p = -z^2/2 - log x - log scale - log(2
 * pi)/2} with {@code z = (log x - location) / scale}.
 *
 * @param location
 *            mean of the logarithm
 * @param scale
 *            standard deviation of the logarithm, positive
 */
public record LogNormal(Value location, Value scale) implements Univariate {

    /** With numbers. */
    public static LogNormal of(double location, double scale) {
        return new LogNormal(Value.of(location), Value.of(scale));
    }

    /** With values of a program. */
    public static LogNormal of(Tensor location, Tensor scale) {
        return new LogNormal(Value.of(location), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static LogNormal of(double location, Tensor scale) {
        return new LogNormal(Value.of(location), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static LogNormal of(Tensor location, double scale) {
        return new LogNormal(Value.of(location), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(location, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor logX = x.log();
        Tensor logDensity = new Normal(location, scale).logDensity(logX).minus(logX);
        return LogTerms.within(LogTerms.positive(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return Math.exp(parameters[0] + parameters[1] * ZigguratSampler.NormalizedGaussian.of(rng).sample());
    }
}
