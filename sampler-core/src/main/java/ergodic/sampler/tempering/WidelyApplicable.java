package ergodic.sampler.tempering;

import ergodic.sampler.method.Measurement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The widely applicable Bayesian information criterion (Watanabe 2013): the mean negative log likelihood of all n rows at the power {@code 1 / log n}, which is minus
 * the log evidence up to the square root of log n; and the learning coefficient, the power squared times the variance of the log likelihood there: half the number of
 * unknowns of a regular model.
 */
public final class WidelyApplicable {

    private static final int BATCHES = 10;
    /** Draws of a batch, at least. */
    private static final int FEWEST = 10;
    /** Effective weighted draws below which the rungs are too far from the power. */
    private static final double FEW = 20.0;
    /** Rows below which the power would be above 1. */
    private static final int FEWEST_ROWS = 3;

    private WidelyApplicable() {}

    /** The power 1 / log n; NaN of fewer than three rows, whose power would be above 1. */
    public static double power(int rows) {
        return rows < FEWEST_ROWS ? Double.NaN : 1.0 / Math.log(rows);
    }

    /**
     * What estimates of independent chains or populations tell.
     *
     * @param estimates
     *            mean negative log likelihood of each, and learning coefficient: {@code [chain][2]}
     * @param within
     *            standard errors of each estimate by itself; NaN where they are not known
     * @param effective
     *            smallest effective number of the draws that an estimate is made of; infinite where that is no question
     */
    public static Measurement measurement(int rows, double[][] estimates, double[][] within, double effective) {
        double[] criterion = combined(estimates, within, 0);
        double[] coefficient = combined(estimates, within, 1);
        boolean few = effective < FEW;
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("wbic", criterion[0]);
        numbers.put("wbic_error", criterion[1]);
        numbers.put("learning_coefficient", coefficient[0]);
        numbers.put("learning_coefficient_error", coefficient[1]);
        return new Measurement("WBIC", String.format(Locale.ROOT,
                "WBIC, the mean negative log likelihood at the power 1 / log %d = %.3f, is %.2f%s: minus the log evidence up to the"
                        + " square root of log n. The learning coefficient there is %.2f%s, half the number of unknowns of a regular"
                        + " model.%s",
                rows, power(rows), criterion[0], error(criterion[1]), coefficient[0], error(coefficient[1]),
                few ? String.format(Locale.ROOT,
                        " Only %.0f effective draws lie near that power: set sampler.rungs higher, or lengthen the run.",
                        effective) : ""),
                numbers, few);
    }

    private static String error(double error) {
        return Double.isNaN(error) ? " (error unknown)" : String.format(Locale.ROOT, ", to about %.2g", error);
    }

    /** Mean, and its standard error: the larger of that between chains and that within them. */
    private static double[] combined(double[][] estimates, double[][] within, int which) {
        int chains = estimates.length;
        double mean = Arrays.stream(estimates).mapToDouble(each -> each[which]).sum() / chains;
        double squares = Arrays.stream(estimates).mapToDouble(each -> (each[which] - mean) * (each[which] - mean))
                .sum();
        double between = chains < 2 ? Double.NaN : Math.sqrt(squares / (chains - 1) / chains);
        double inside = Math.sqrt(Arrays.stream(within).mapToDouble(each -> each[which] * each[which]).sum()) / chains;
        return new double[]{mean, Double.isNaN(between) || inside > between ? inside : between};
    }

    /**
     * Of tempered chains, whose rungs surround the power.
     *
     * @param betas
     *            [chain][rung]
     * @param logLikelihoods
     *            [chain][rung][draw]
     */
    static Measurement of(int rows, List<double[]> betas, List<double[][]> logLikelihoods) {
        int chains = betas.size();
        double power = power(rows);
        double[][] estimates = new double[chains][];
        double[][] within = new double[chains][];
        double effective = Double.POSITIVE_INFINITY;
        for (int chain = 0; chain < chains; chain++) {
            PowerMean all = PowerMean.of(power, betas.get(chain), logLikelihoods.get(chain));
            estimates[chain] = pair(all, power);
            effective = Math.min(effective, all.effective());
            within[chain] = batches(power, betas.get(chain), logLikelihoods.get(chain));
        }
        return measurement(rows, estimates, within, effective);
    }

    private static double[] pair(PowerMean at, double power) {
        return new double[]{-at.mean(), power * power * at.variance()};
    }

    /** Standard errors of one chain's estimates, by batches of successive draws. */
    private static double[] batches(double power, double[] betas, double[][] logLikelihoods) {
        int length = logLikelihoods[0].length / BATCHES;
        double[] errors = {Double.NaN, Double.NaN};
        if (length < FEWEST) {
            return errors;
        }
        double[][] estimates = new double[BATCHES][];
        for (int batch = 0; batch < BATCHES; batch++) {
            double[][] some = new double[betas.length][];
            for (int k = 0; k < betas.length; k++) {
                some[k] = Arrays.copyOfRange(logLikelihoods[k], batch * length, (batch + 1) * length);
            }
            estimates[batch] = pair(PowerMean.of(power, betas, some), power);
        }
        double[][] unknown = new double[BATCHES][2];
        for (int which = 0; which < 2; which++) {
            errors[which] = combined(estimates, unknown, which)[1];
        }
        return errors;
    }
}
