package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Success (1) or failure (0) with a probability given by its logit: {@code log p = -softplus(-logit)} for 1,
 * {@code -softplus(logit)} for 0. Other values of x are not checked.
 *
 * @param logit
 *            log odds of success
 */
public record BernoulliLogit(Value logit) implements Univariate {

    /** With a number. */
    public static BernoulliLogit of(double logit) {
        return new BernoulliLogit(Value.of(logit));
    }

    /** With a value of a program. */
    public static BernoulliLogit of(Tensor logit) {
        return new BernoulliLogit(Value.of(logit));
    }

    @Override
    public List<Value> parameters() {
        return List.of(logit);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        // The sign goes into the argument, so that small probabilities keep their relative precision.
        Tensor sign = x.times(-2).plus(1);
        return logit.like(x).times(sign).softplus().negate();
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return rng.nextDouble() * (1 + Math.exp(-parameters[0])) < 1 ? 1 : 0;
    }
}
