package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Normal distribution: {@code log p = -z^2/2 - log scale - log(2 pi)/2}.
 *
 * @param mean
 *            mean
 * @param scale
 *            standard deviation, positive
 */
public record Normal(Value mean, Value scale) implements Univariate {

    /** With numbers. */
    public static Normal of(double mean, double scale) {
        return new Normal(Value.of(mean), Value.of(scale));
    }

    /** With values of a program. */
    public static Normal of(Tensor mean, Tensor scale) {
        return new Normal(Value.of(mean), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static Normal of(double mean, Tensor scale) {
        return new Normal(Value.of(mean), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static Normal of(Tensor mean, double scale) {
        return new Normal(Value.of(mean), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(mean, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor z = LogTerms.standardise(x, mean, scale);
        Tensor constant = scale.like(x).log().plus(LogTerms.HALF_LOG_TWO_PI);
        return z.square().times(-0.5).minus(constant);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[0] + parameters[1] * ZigguratSampler.NormalizedGaussian.of(rng).sample();
    }
}
