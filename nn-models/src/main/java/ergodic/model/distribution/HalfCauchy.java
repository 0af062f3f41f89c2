package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Cauchy distribution with location 0, restricted to {@code x >= 0}.
 *
 * @param scale
 *            scale before the restriction, positive
 */
public record HalfCauchy(Value scale) implements Univariate {

    /** With a number. */
    public static HalfCauchy of(double scale) {
        return new HalfCauchy(Value.of(scale));
    }

    /** With a value of a program. */
    public static HalfCauchy of(Tensor scale) {
        return new HalfCauchy(Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor logDensity = new Cauchy(Value.of(0), scale).logDensity(x).plus(LogTerms.LOG_TWO);
        return LogTerms.within(LogTerms.notNegative(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[0] * Math.tan(0.5 * Math.PI * rng.nextDouble());
    }
}
