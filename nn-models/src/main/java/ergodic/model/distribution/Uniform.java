package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Uniform distribution on an interval: {@code log p = -log(upper - lower)}.
 *
 * @param lower
 *            left end
 * @param upper
 *            right end, above the left
 */
public record Uniform(Value lower, Value upper) implements Univariate {

    /** With numbers. */
    public static Uniform of(double lower, double upper) {
        return new Uniform(Value.of(lower), Value.of(upper));
    }

    /** With values of a program. */
    public static Uniform of(Tensor lower, Tensor upper) {
        return new Uniform(Value.of(lower), Value.of(upper));
    }

    /** With a number and a value of a program. */
    public static Uniform of(double lower, Tensor upper) {
        return new Uniform(Value.of(lower), Value.of(upper));
    }

    /** With a value of a program and a number. */
    public static Uniform of(Tensor lower, double upper) {
        return new Uniform(Value.of(lower), Value.of(upper));
    }

    @Override
    public List<Value> parameters() {
        return List.of(lower, upper);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor a = lower.like(x);
        Tensor b = upper.like(x);
        Tensor inside = a.lessEqual(x).times(x.lessEqual(b));
        return LogTerms.within(inside, b.minus(a).log().negate());
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[0] + (parameters[1] - parameters[0]) * rng.nextDouble();
    }
}
