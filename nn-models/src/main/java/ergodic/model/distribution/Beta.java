package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Beta distribution on [0, 1]: {@code log p = lgamma(a+b) - lgamma(a) - lgamma(b) + (a-1) log x + (b-1) log(1-x)}.
 *
 * @param a
 *            positive
 * @param b
 *            positive
 */
public record Beta(Value a, Value b) implements Univariate {

    /** With numbers. */
    public static Beta of(double a, double b) {
        return new Beta(Value.of(a), Value.of(b));
    }

    /** With values of a program. */
    public static Beta of(Tensor a, Tensor b) {
        return new Beta(Value.of(a), Value.of(b));
    }

    /** With a number and a value of a program. */
    public static Beta of(double a, Tensor b) {
        return new Beta(Value.of(a), Value.of(b));
    }

    /** With a value of a program and a number. */
    public static Beta of(Tensor a, double b) {
        return new Beta(Value.of(a), Value.of(b));
    }

    @Override
    public List<Value> parameters() {
        return List.of(a, b);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor alpha = a.like(x);
        Tensor beta = b.like(x);
        Tensor constant = alpha.plus(beta).lgamma().minus(alpha.lgamma()).minus(beta.lgamma());
        Tensor lower = LogTerms.powerTerm(a, x);
        Tensor betaMinusOne = beta.minus(1);
        Tensor zero = x.tracer().constant(0);
        Tensor upper = betaMinusOne.equal(zero).select(zero, betaMinusOne.times(x.negate().log1p()));
        Tensor inside = LogTerms.notNegative(x).times(x.lessEqual(x.tracer().constant(1)));
        return LogTerms.within(inside, lower.plus(upper).plus(constant));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double first = AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[0], 1).sample();
        double second = AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[1], 1).sample();
        return first / (first + second);
    }
}
