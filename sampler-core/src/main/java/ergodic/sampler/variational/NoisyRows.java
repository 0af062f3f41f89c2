package ergodic.sampler.variational;

import ergodic.sampler.Finiteness;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Workspace;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The gradient of the lower bound of independent normals with noise by row in the likelihood ({@link RowNoise}). Prior and q are apart from it: of a coordinate that has noise by row the entropy of q is taken in closed form, and
 * the prior too where it is normal, because the noise of a path derivative cancels against that of the likelihood only where both have the same; of other coordinates the path derivative is taken, as without noise by row.
 */
final class NoisyRows {

    private final RowNoise likelihood;
    private final PriorDensity prior;
    private final RowNoiseForm form;
    private final int dimension;
    private final int[] coordinates;
    private final boolean[] byRow;
    private final double[] priorMean;
    private final double[] priorScale;
    @Workspace
    private final double[] means;
    @Workspace
    private final double[] gradient;
    @Workspace
    private final double[] priorGradient;
    @Workspace
    private final double[] spread;
    @Workspace
    private final double[] spreadGradient;

    /**
     * Of a density whose prior is known apart.
     *
     * @param rows
     *            of a batch
     * @throws IllegalArgumentException
     *             if no layer can have such noise, or memory does not hold that of so many rows, in a sentence
     */
    NoisyRows(StochasticLogDensity density, RowNoiseForm form, int rows) {
        this.form = form;
        this.prior = TemperedLogDensity.of(density, "vi").prior();
        this.likelihood = density.rowNoise(form).orElseThrow(() -> new IllegalArgumentException( // cold: once a fit
                VariationalType.refusal(form)));
        this.dimension = density.dimension();
        VariationalType.refuseTooMuch(likelihood, rows);
        this.coordinates = likelihood.coordinates();
        this.byRow = new boolean[dimension];
        for (int coordinate : coordinates) {
            byRow[coordinate] = true;
        }
        this.priorMean = new double[dimension];
        this.priorScale = new double[dimension];
        prior.normalsInto(priorMean, priorScale);
        this.means = new double[dimension];
        this.gradient = new double[dimension];
        this.priorGradient = new double[dimension];
        this.spread = new double[coordinates.length];
        this.spreadGradient = new double[coordinates.length];
    }

    /**
     * Adds the gradient of one draw by the moves.
     *
     * @param parameters
     *            means, then logarithms of standard deviations
     * @param noise
     *            standard normal numbers of the draw
     * @param point
     *            the draw
     * @param mirrored
     *            whether noise is the mirror image of that of the last draw
     * @param weight
     *            of the divergence from the prior
     * @param climb
     *            added to
     * @return an estimate of the log density; NaN where something is not finite
     */
    double add(double[] parameters, double[] noise, double[] point, int[] rows, int count, boolean mirrored,
            double weight, UniformRandomProvider rng, double[] climb) {
        System.arraycopy(point, 0, means, 0, dimension);
        for (int j = 0; j < coordinates.length; j++) {
            int i = coordinates[j];
            double width = Math.exp(parameters[dimension + i]);
            means[i] = parameters[i];
            spread[j] = form == RowNoiseForm.LOCAL ? width : width * noise[i];
        }
        double logPrior = prior.evaluate(point, priorGradient);
        double logLikelihood = likelihood.evaluate(means, spread, rows, count, mirrored, rng, gradient,
                spreadGradient);
        if (!Finiteness.holds(logPrior, priorGradient) || !Finiteness.holds(logLikelihood, gradient)
                || Finiteness.firstFault(spreadGradient) >= 0) {
            return Double.NaN;
        }
        for (int i = 0; i < dimension; i++) {
            double width = Math.exp(parameters[dimension + i]);
            double pull = width * gradient[i];
            climb[i] += pull;
            if (!byRow[i]) {
                double path = weight * (width * priorGradient[i] + noise[i]);
                climb[i] += path;
                climb[dimension + i] += (pull + path) * noise[i];
            } else if (priorScale[i] > 0) {
                double precision = 1 / (priorScale[i] * priorScale[i]);
                climb[i] -= weight * width * precision * (parameters[i] - priorMean[i]);
                climb[dimension + i] += weight * (1 - width * width * precision);
            } else {
                double slope = weight * width * priorGradient[i];
                climb[i] += slope;
                climb[dimension + i] += slope * noise[i] + weight;
            }
        }
        for (int j = 0; j < coordinates.length; j++) {
            climb[dimension + coordinates[j]] += spread[j] * spreadGradient[j];
        }
        return logPrior + logLikelihood;
    }
}
