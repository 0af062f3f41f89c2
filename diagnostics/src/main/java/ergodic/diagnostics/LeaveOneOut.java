package ergodic.diagnostics;

import ergodic.sampler.weights.ParetoSmoothing;

/**
 * The log predictive density of one row by draws that were made without it, from draws that were made with it: Pareto smoothed importance sampling
 * (Vehtari, Gelman and Gabry 2017), as R's package {@code loo} has it.
 *
 * @param logDensity
 *            log density of the row left out, in nats
 * @param shape
 *            k-hat of the weights: above {@link ParetoSmoothing#limit} of the draws the row says too much of the
 *            posterior for the density to be trusted
 * @param relativeEfficiency
 *            effective draws of the likelihood over draws
 */
public record LeaveOneOut(double logDensity, double shape, double relativeEfficiency) {

    /**
     * Of one row.
     *
     * @param logLikelihood
     *            of the row under each draw, {@code [chain][draw]}, finite
     */
    public static LeaveOneOut of(double[][] logLikelihood) {
        double[] all = ChainArrays.pooled(logLikelihood);
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : all) {
            largest = Math.max(largest, value);
        }
        double[][] likelihood = new double[logLikelihood.length][];
        for (int chain = 0; chain < likelihood.length; chain++) {
            likelihood[chain] = new double[logLikelihood[chain].length];
            for (int i = 0; i < likelihood[chain].length; i++) {
                likelihood[chain][i] = Math.exp(logLikelihood[chain][i] - largest);
            }
        }
        double effective = EffectiveSampleSize.mean(likelihood);
        return of(all, Double.isNaN(effective) ? 1.0 : effective / all.length);
    }

    /** The same of pooled draws of this relative efficiency. */
    static LeaveOneOut of(double[] logLikelihood, double relativeEfficiency) {
        double[] ratios = new double[logLikelihood.length];
        for (int i = 0; i < ratios.length; i++) {
            if (!Double.isFinite(logLikelihood[i])) {
                return new LeaveOneOut(Double.NaN, Double.POSITIVE_INFINITY, relativeEfficiency);
            }
            ratios[i] = -logLikelihood[i];
        }
        ParetoSmoothing smoothing = ParetoSmoothing.of(ratios, relativeEfficiency);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ratios.length; i++) {
            largest = Math.max(largest, smoothing.logWeights()[i] + logLikelihood[i]);
        }
        double sum = 0.0;
        for (int i = 0; i < ratios.length; i++) {
            sum += Math.exp(smoothing.logWeights()[i] + logLikelihood[i] - largest);
        }
        return new LeaveOneOut(largest + Math.log(sum), smoothing.shape(), relativeEfficiency);
    }
}
