package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Cauchy distribution: {@code log p = -log pi - log scale - log(1 + z^2)}.
 *
 * @param location
 *            centre
 * @param scale
 *            half the width between the quartiles, positive
 */
public record Cauchy(Value location, Value scale) implements Univariate {

    /** With numbers. */
    public static Cauchy of(double location, double scale) {
        return new Cauchy(Value.of(location), Value.of(scale));
    }

    /** With values of a program. */
    public static Cauchy of(Tensor location, Tensor scale) {
        return new Cauchy(Value.of(location), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static Cauchy of(double location, Tensor scale) {
        return new Cauchy(Value.of(location), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static Cauchy of(Tensor location, double scale) {
        return new Cauchy(Value.of(location), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(location, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor z = LogTerms.standardise(x, location, scale);
        return z.log1pSquare().plus(scale.like(x).log().plus(LogTerms.LOG_PI)).negate();
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[0] + parameters[1] * Math.tan(Math.PI * (rng.nextDouble() - 0.5));
    }
}
