package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Negative binomial distribution with a mean m and an overdispersion f, variance {@code m + m^2/f}: {@code log p =
 * lgamma(k+f) - lgamma(f) - lgamma(k+1) + k log(m/(m+f)) + f log(f/(m+f))}.
 *
 * @param mean
 *            positive
 * @param overdispersion
 *            positive; the larger, the nearer to Poisson
 */
public record NegativeBinomial(Value mean, Value overdispersion) implements Univariate {

    /** With numbers. */
    public static NegativeBinomial of(double mean, double overdispersion) {
        return new NegativeBinomial(Value.of(mean), Value.of(overdispersion));
    }

    /** With values of a program. */
    public static NegativeBinomial of(Tensor mean, Tensor overdispersion) {
        return new NegativeBinomial(Value.of(mean), Value.of(overdispersion));
    }

    /** With a number and a value of a program. */
    public static NegativeBinomial of(double mean, Tensor overdispersion) {
        return new NegativeBinomial(Value.of(mean), Value.of(overdispersion));
    }

    /** With a value of a program and a number. */
    public static NegativeBinomial of(Tensor mean, double overdispersion) {
        return new NegativeBinomial(Value.of(mean), Value.of(overdispersion));
    }

    @Override
    public List<Value> parameters() {
        return List.of(mean, overdispersion);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        return new NegativeBinomialLog(Value.of(mean.like(x).log()), overdispersion).logDensity(x);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return PoissonDraws.draw(rng, parameters[0], parameters[1]);
    }
}
