package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Number of successes in a number of trials, the probability given by its logit: {@code log p = log C(n, k) - k
 * softplus(-logit) - (n-k) softplus(logit)}.
 *
 * @param trials
 *            number of trials n, a whole number
 * @param logit
 *            log odds of success
 */
public record BinomialLogit(Value trials, Value logit) implements Univariate {

    /** With numbers. */
    public static BinomialLogit of(double trials, double logit) {
        return new BinomialLogit(Value.of(trials), Value.of(logit));
    }

    /** With values of a program. */
    public static BinomialLogit of(Tensor trials, Tensor logit) {
        return new BinomialLogit(Value.of(trials), Value.of(logit));
    }

    /** With a number and a value of a program. */
    public static BinomialLogit of(double trials, Tensor logit) {
        return new BinomialLogit(Value.of(trials), Value.of(logit));
    }

    /** With a value of a program and a number. */
    public static BinomialLogit of(Tensor trials, double logit) {
        return new BinomialLogit(Value.of(trials), Value.of(logit));
    }

    @Override
    public List<Value> parameters() {
        return List.of(trials, logit);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor n = trials.like(x);
        Tensor failures = n.minus(x);
        Tensor constant = n.stirlingRemainder().minus(x.stirlingRemainder()).minus(failures.stirlingRemainder());
        Tensor logProbability = constant.minus(x.binomialDeviance(failures, logit.like(x)));
        return LogTerms.within(LogTerms.notNegative(x).times(x.lessEqual(n)), logProbability);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double probability = 1 / (1 + Math.exp(-parameters[1]));
        int n = Math.toIntExact(Math.round(parameters[0]));
        return BinomialDistribution.of(n, probability).createSampler(rng).sample();
    }
}
