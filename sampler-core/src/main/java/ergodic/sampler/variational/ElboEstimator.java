package ergodic.sampler.variational;

import ergodic.sampler.Finiteness;
import ergodic.sampler.KeyedNormals;
import ergodic.sampler.NormalSource;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.ShuffledBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.jspecify.annotations.Nullable;

/**
 * The evidence lower bound {@code E_q [log p - log q]} and its gradient by draws of q. With batches log p is {@link StochasticLogDensity#evaluateSubset}, which rescales the
 * likelihood alone: the divergence from the prior counts once, whatever the size of the batch. Each draw has a batch of its own.
 *
 * <p>
 * Draws come in pairs of noise and its mirror image: what is odd in the noise cancels, so the gradient by the mean of a normal approximation has no noise of all rows where the log
 * density is a parabola.
 */
final class ElboEstimator {

    private final StochasticLogDensity density;
    private final @Nullable PriorDensity prior;
    private final Approximation family;
    private final int samples;
    private final int batchSize;
    private final @Nullable ShuffledBatches batches;
    private final @Nullable NoisyRows noisy;
    /** Numbers of all rows, where they have noise of their own; else none. */
    private final int[] everyRow;
    @Workspace
    private final NormalSource source = new NormalSource();
    @Workspace
    private final KeyedNormals keyed = new KeyedNormals();
    @Workspace
    private final double[] noise;
    @Workspace
    private final double[] point;
    @Workspace
    private final double[] gradient;
    @Workspace
    private final double[] priorGradient;
    @Workspace
    private final int[] rows;
    @Workspace("of the last estimate")
    private final double[] climb;
    @Workspace("of the last estimate")
    private double mean;
    @Workspace("of the last estimate")
    private double error;
    @Workspace("of the last estimate")
    private double logDensity;
    @Workspace("of the last estimate")
    private int evaluated;
    @Workspace("of the last draw")
    private double logQ;

    /**
     * An estimator.
     *
     * @param samples
     *            draws of an estimate
     * @param batchSize
     *            rows of a draw; 0 for all
     */
    ElboEstimator(StochasticLogDensity density, Approximation family, int samples, int batchSize) {
        this(density, family, samples, batchSize, NoiseEstimator.WEIGHTS);
    }

    /**
     * The same by noise of another kind.
     *
     * @param estimator
     *            of what the noise of gradients is; other than that of weights for independent normals alone
     * @throws IllegalArgumentException
     *             if it is not to be had, in a sentence
     */
    ElboEstimator(StochasticLogDensity density, Approximation family, int samples, int batchSize,
            NoiseEstimator estimator) {
        RowNoiseForm form = estimator.form();
        if (form != null && !(family instanceof MeanFieldNormal)) {
            throw new IllegalArgumentException("noise by row is of independent normals, and this family is none");
        }
        this.noisy = form == null ? null
                : new NoisyRows(density, form,
                        batchSize == 0 ? density.rowCount() : Math.min(batchSize, density.rowCount()));
        this.everyRow = new int[form == null ? 0 : density.rowCount()];
        for (int row = 0; row < everyRow.length; row++) {
            everyRow[row] = row;
        }
        this.density = density;
        this.prior = density instanceof TemperedLogDensity tempered ? tempered.prior() : null;
        this.family = family;
        this.samples = samples;
        boolean all = batchSize == 0 || batchSize >= density.rowCount();
        this.batchSize = all ? 0 : batchSize;
        this.batches = all ? null : ShuffledBatches.ofAll(density.rowCount(), batchSize);
        this.rows = new int[this.batchSize];
        this.noise = new double[family.noise()];
        this.point = new double[density.dimension()];
        this.gradient = new double[density.dimension()];
        this.priorGradient = new double[density.dimension()];
        this.climb = new double[family.parameters()];
    }

    /**
     * Estimates bound and gradient.
     *
     * @param parameters
     *            for which the family is prepared
     * @param weight
     *            of the divergence from the prior in what is climbed: 1, or less while it is annealed
     * @return false if a value was not finite
     */
    boolean estimate(double[] parameters, double weight, UniformRandomProvider rng) {
        Arrays.fill(climb, 0);
        mean = 0;
        logDensity = 0;
        evaluated = 0;
        double first = 0;
        double pairMean = 0;
        double squares = 0;
        NormalizedGaussianSampler normal = source.of(rng);
        for (int sample = 1; sample <= samples; sample++) {
            boolean mirrored = (sample & 1) == 0;
            for (int i = 0; i < noise.length; i++) {
                noise[i] = mirrored ? -noise[i] : normal.sample();
            }
            logQ = family.drawInto(parameters, noise, point);
            double value = add(parameters, weight, mirrored, rng);
            evaluated++;
            double ratio = value - logQ;
            if (!Double.isFinite(ratio)) {
                return false;
            }
            mean += (ratio - mean) / sample;
            if (mirrored) {
                double pair = 0.5 * (first + ratio);
                double off = pair - pairMean;
                pairMean += 2 * off / sample;
                squares += off * (pair - pairMean);
            }
            first = ratio;
            logDensity += (value - logDensity) / sample;
        }
        for (int i = 0; i < climb.length; i++) {
            climb[i] /= samples;
        }
        int pairs = samples / 2;
        error = pairs < 2 ? Double.NaN : Math.sqrt(squares / (pairs - 1.0) / pairs);
        return Finiteness.firstFault(climb) < 0;
    }

    /** Adds the gradient of the draw that was made, and answers with the log density there; NaN where it is not finite. */
    private double add(double[] parameters, double weight, boolean mirrored, UniformRandomProvider rng) {
        if (noisy != null) {
            return noisy.add(parameters, noise, point, batches == null ? everyRow : batches.next(rng),
                    batches == null ? everyRow.length : batchSize, mirrored, weight, rng, climb);
        }
        double value = batches == null ? density.evaluate(point, gradient)
                : density.evaluateSubset(point, batches.next(rng), batchSize, gradient);
        if (!Finiteness.holds(value - logQ, gradient)) {
            return Double.NaN;
        }
        if (weight != 1) {
            temper(weight);
        }
        family.addPath(parameters, noise, gradient, weight, climb);
        return value;
    }

    /** Takes a part of the prior out of the gradient. */
    private void temper(double weight) {
        if (prior == null) {
            throw new IllegalStateException("there is no prior to be weighed");
        }
        prior.evaluate(point, priorGradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= (1 - weight) * priorGradient[i];
        }
    }

    /** Gradient of the bound by the moves, of the last estimate; the array itself. */
    double[] climb() {
        return climb;
    }

    /** The last estimate of the bound, divergence in full. */
    double mean() {
        return mean;
    }

    /** Its standard error by the pairs of draws; NaN of fewer than two. */
    double error() {
        return error;
    }

    /** Mean log density of its draws. */
    double logDensity() {
        return logDensity;
    }

    /** Gradients of the last estimate. */
    int evaluated() {
        return evaluated;
    }

    /**
     * Log of p over q at a draw that is made of the same standard normals whenever it is asked for; one gradient.
     *
     * @param index
     *            of the draw; negative for one whose rows are a batch, of the same rows each time, where steps take batches
     */
    double ratio(double[] parameters, long seed, long index) {
        drawInto(parameters, seed, index, point);
        if (index >= 0 || batches == null) {
            return density.evaluate(point, gradient) - logQ;
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = keyed.nextInt(density.rowCount());
        }
        return density.evaluateSubset(point, rows, batchSize, gradient) - logQ;
    }

    /** Makes such a draw without looking at the density. */
    void drawInto(double[] parameters, long seed, long index, double[] theta) {
        keyed.fill(seed, index, noise);
        logQ = family.drawInto(parameters, noise, theta);
    }

    /** Makes a new draw without looking at the density. */
    void drawInto(double[] parameters, UniformRandomProvider rng, double[] theta) {
        NormalizedGaussianSampler normal = source.of(rng);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = normal.sample();
        }
        logQ = family.drawInto(parameters, noise, theta);
    }

    /** Log q of the last draw. */
    double logQ() {
        return logQ;
    }

    /** Log q over the prior at the draw whose {@link #ratio} was asked for last; NaN where the prior is not known apart. */
    double overPrior() {
        return prior == null ? Double.NaN : logQ - prior.evaluate(point, priorGradient);
    }

    void save(DataOutput out) throws IOException {
        if (batches != null) {
            batches.save(out);
        }
    }

    void load(DataInput in) throws IOException {
        if (batches != null) {
            batches.load(in);
        }
    }
}
