package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Laplace (double exponential) distribution: {@code log p = -|z| - log(2 scale)}.
 *
 * @param location
 *            centre
 * @param scale
 *            mean absolute deviation, positive
 */
public record Laplace(Value location, Value scale) implements Univariate {

    /** With numbers. */
    public static Laplace of(double location, double scale) {
        return new Laplace(Value.of(location), Value.of(scale));
    }

    /** With values of a program. */
    public static Laplace of(Tensor location, Tensor scale) {
        return new Laplace(Value.of(location), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static Laplace of(double location, Tensor scale) {
        return new Laplace(Value.of(location), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static Laplace of(Tensor location, double scale) {
        return new Laplace(Value.of(location), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(location, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor z = LogTerms.standardise(x, location, scale);
        return z.abs().plus(scale.like(x).log().plus(LogTerms.LOG_TWO)).negate();
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double magnitude = parameters[1] * ZigguratSampler.Exponential.of(rng).sample();
        return parameters[0] + (rng.nextBoolean() ? magnitude : -magnitude);
    }
}
