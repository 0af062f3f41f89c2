package ergodic.nn.data;

import ergodic.model.distribution.YeoJohnsonNormal;
import java.util.Arrays;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * A scale on which targets are nearer to normal: {@code (g((e - origin) / unit) - mean) / sd} of an encoded target e, where g is Yeo and
 * Johnson's transform with a power that is known ({@link YeoJohnsonNormal}). Learned from the training rows only.
 *
 * @param origin
 *            encoded target that g takes to 0
 * @param unit
 *            of encoded targets, positive
 * @param power
 *            from 0 to 2
 * @param mean
 *            mean of g of the training targets
 * @param sd
 *            its standard deviation (divisor n), positive
 */
public record PowerScale(double origin, double unit, double power, double mean, double sd) {

    private static final int MOST_LOOKS = 200;

    /** With a power, learned from encoded training targets. */
    static PowerScale fit(String where, double[] encoded, double origin, double unit, double power) {
        double[] transformed = Arrays.stream(encoded)
                .map(e -> YeoJohnsonNormal.transform((e - origin) / unit, power)).toArray();
        Moments moments = Moments.of(where, transformed);
        return new PowerScale(origin, unit, power, moments.mean(), moments.sd());
    }

    /** The power between 0 and 2 of the greatest likelihood, the normal's mean and variance at their best (Yeo and Johnson 2000, equation 3.1). */
    static double likeliestPower(double[] values) {
        double slopes = Arrays.stream(values).map(x -> Math.copySign(Math.log1p(Math.abs(x)), x)).sum();
        return new BrentOptimizer(1e-8, 1e-10).optimize(new MaxEval(MOST_LOOKS), GoalType.MAXIMIZE,
                new SearchInterval(0, 2), new UnivariateObjectiveFunction(power -> {
                    double[] g = Arrays.stream(values).map(x -> YeoJohnsonNormal.transform(x, power)).toArray();
                    double mean = Arrays.stream(g).average().orElseThrow();
                    double variance = Arrays.stream(g).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
                    return -0.5 * values.length * Math.log(variance) + (power - 1) * slopes;
                })).getPoint();
    }

    /** An encoded target on this scale. */
    public double of(double encoded) {
        return (YeoJohnsonNormal.transform((encoded - origin) / unit, power) - mean) / sd;
    }

    /** The encoded target of a number on this scale. */
    public double inverse(double number) {
        return origin + unit * YeoJohnsonNormal.inverse(mean + sd * number, power);
    }
}
