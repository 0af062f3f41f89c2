package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Gamma distribution: {@code log p = a log b - lgamma(a) + (a-1) log x - b x} with shape a and rate b; mean a/b.
 * Computed as {@code log(a/x)} and Poisson's log probability of a for the mean b x, which do not cancel.
 *
 * @param shape
 *            positive
 * @param rate
 *            one over the scale, positive
 */
public record Gamma(Value shape, Value rate) implements Univariate {

    /** With numbers. */
    public static Gamma of(double shape, double rate) {
        return new Gamma(Value.of(shape), Value.of(rate));
    }

    /** With values of a program. */
    public static Gamma of(Tensor shape, Tensor rate) {
        return new Gamma(Value.of(shape), Value.of(rate));
    }

    /** With a number and a value of a program. */
    public static Gamma of(double shape, Tensor rate) {
        return new Gamma(Value.of(shape), Value.of(rate));
    }

    /** With a value of a program and a number. */
    public static Gamma of(Tensor shape, double rate) {
        return new Gamma(Value.of(shape), Value.of(rate));
    }

    @Override
    public List<Value> parameters() {
        return List.of(shape, rate);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor a = shape.like(x);
        Tensor b = rate.like(x);
        Tensor atZero = x.equal(x.tracer().constant(0));
        Tensor logX = atZero.select(x.tracer().constant(1), x).log();
        Tensor deviance = a.deviance(b.times(x), b.log().plus(logX));
        Tensor constant = a.log().minus(a.stirlingRemainder());
        Tensor logDensity = constant.minus(logX).minus(deviance).plus(LogTerms.powerAtZero(a, atZero));
        return LogTerms.within(LogTerms.notNegative(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[0], 1 / parameters[1]).sample();
    }
}
