package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Distribution of a number whose Yeo-Johnson transform g is normal (Yeo and Johnson 2000): {@code g(x) = ((1 + x)^p - 1) / p} for
 * {@code x >= 0} and {@code -((1 - x)^(2-p) - 1) / (2 - p)} below, {@code log p(x) = log N(g(x)) + log g'(x)}. With a power between 0 and 2 g takes
 * all real values, so that the density integrates to 1.
 *
 * @param location
 *            mean of the transform
 * @param scale
 *            standard deviation of the transform, positive
 * @param power
 *            between 0 and 2; with 1 nothing is transformed
 */
public record YeoJohnsonNormal(Value location, Value scale, Value power) implements Univariate {

    /** With numbers. */
    public static YeoJohnsonNormal of(double location, double scale, double power) {
        return new YeoJohnsonNormal(Value.of(location), Value.of(scale), Value.of(power));
    }

    /** With values of a program. */
    public static YeoJohnsonNormal of(Tensor location, Tensor scale, Tensor power) {
        return new YeoJohnsonNormal(Value.of(location), Value.of(scale), Value.of(power));
    }

    @Override
    public List<Value> parameters() {
        return List.of(location, scale, power);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor ownPower = ownPower(x, power.like(x));
        Tensor log = x.abs().log1p();
        Tensor transformed = signed(x, ownPower.times(log).expm1().dividedBy(ownPower));
        return new Normal(location, scale).logDensity(transformed).plus(ownPower.minus(1).times(log));
    }

    /** The power of the side on which a number is: that of its transform too. */
    private static Tensor ownPower(Tensor x, Tensor power) {
        return x.less(x.tracer().constant(0)).select(power.negate().plus(2), power);
    }

    private static Tensor signed(Tensor x, Tensor magnitude) {
        return x.less(x.tracer().constant(0)).select(magnitude.negate(), magnitude);
    }

    /** The number of a transform. */
    public static Tensor inverse(Tensor transformed, Tensor power) {
        Tensor own = ownPower(transformed, power);
        return signed(transformed, transformed.abs().times(own).log1p().dividedBy(own).expm1());
    }

    /** The transform of a number. */
    public static double transform(double x, double power) {
        double own = x < 0 ? 2 - power : power;
        double log = Math.log1p(Math.abs(x));
        return Math.copySign(own == 0 ? log : Math.expm1(own * log) / own, x);
    }

    /** The number of a transform. */
    public static double inverse(double transformed, double power) {
        double own = transformed < 0 ? 2 - power : power;
        double magnitude = Math.abs(transformed);
        return Math.copySign(Math.expm1(own == 0 ? magnitude : Math.log1p(own * magnitude) / own), transformed);
    }

    /** Log of the slope of the transform at a number. */
    public static double logSlope(double x, double power) {
        return ((x < 0 ? 2 - power : power) - 1) * Math.log1p(Math.abs(x));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return inverse(parameters[0] + parameters[1] * ZigguratSampler.NormalizedGaussian.of(rng).sample(),
                parameters[2]);
    }
}
