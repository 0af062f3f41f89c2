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
        Tensor zero = x.tracer().constant(0);
        Tensor one = x.tracer().constant(1);
        Tensor atZero = x.equal(zero);
        Tensor atOne = x.equal(one);
        Tensor atEnd = atZero.plus(atOne);
        // At an end as if x were 1/2, which is then taken off again.
        Tensor inner = atEnd.select(x.tracer().constant(0.5), x);
        Tensor logX = inner.log();
        Tensor logRest = inner.negate().log1p();
        Tensor sum = alpha.plus(beta);
        Tensor constant = sum.stirlingRemainder().minus(alpha.stirlingRemainder()).minus(beta.stirlingRemainder())
                .plus(alpha.log().plus(beta.log()).minus(sum.log()));
        Tensor logDensity = constant.minus(alpha.binomialDeviance(beta, logX.minus(logRest))).minus(logX.plus(logRest));
        Tensor ends = sum.minus(2).times(atEnd.times(LogTerms.LOG_TWO)).plus(LogTerms.powerAtZero(alpha, atZero))
                .plus(LogTerms.powerAtZero(beta, atOne));
        return LogTerms.within(LogTerms.notNegative(x).times(x.lessEqual(one)), logDensity.plus(ends));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double first = AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[0], 1).sample();
        double second = AhrensDieterMarsagliaTsangGammaSampler.of(rng, parameters[1], 1).sample();
        return first / (first + second);
    }
}
