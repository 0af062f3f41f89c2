package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Distribution of one over a gamma variable: {@code log p = a log b - lgamma(a) - (a+1) log x - b/x} with shape a
 * and scale b; mean b/(a-1) for a > 1.
 *
 * @param shape
 *            positive
 * @param scale
 *            positive
 */
public record InverseGamma(Value shape, Value scale) implements Univariate {

    /** With numbers. */
    public static InverseGamma of(double shape, double scale) {
        return new InverseGamma(Value.of(shape), Value.of(scale));
    }

    /** With values of a program. */
    public static InverseGamma of(Tensor shape, Tensor scale) {
        return new InverseGamma(Value.of(shape), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static InverseGamma of(double shape, Tensor scale) {
        return new InverseGamma(Value.of(shape), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static InverseGamma of(Tensor shape, double scale) {
        return new InverseGamma(Value.of(shape), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(shape, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor a = shape.like(x);
        Tensor b = scale.like(x);
        Tensor logX = x.log();
        Tensor deviance = a.deviance(b.dividedBy(x), b.log().minus(logX));
        Tensor logDensity = a.log().minus(a.stirlingRemainder()).minus(logX).minus(deviance);
        return LogTerms.within(LogTerms.positive(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return 1 / AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[0], 1 / parameters[1]).sample();
    }
}
