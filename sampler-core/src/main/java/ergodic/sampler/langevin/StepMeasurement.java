package ergodic.sampler.langevin;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.RowSubset;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Measures, at a mode, what a step of {@link Sgld} depends on. Products of the Hessian with a vector are differences of
 * gradients of all rows, or of some thousands drawn once where there are more; the noise is the spread of gradients of batches about that of all rows. The worst direction, that
 * of the largest {@code noise + (1 + tolerance) curvature}, is found by power iteration with one half of the batches and its
 * noise estimated from the other half, which knows nothing of the choice.
 */
public final class StepMeasurement {

    private static final int MOST_ITERATIONS = 40;
    private static final double CONVERGED = 0.01;
    /** Batches of each half: the noise of a direction is known to about a factor 1 +- sqrt(2 / 64). */
    private static final int BATCHES = 64;
    /** Where unknowns are very many there are fewer: their gradients are at most so many numbers together, */
    private static final int NUMBERS = 1 << 22;
    /** but at least so many batches. */
    private static final int FEWEST = 4;
    private static final double DIFFERENCE = 1e-4;
    /** Rows of a gradient for curvature, at most: their curvature differs from that of all by some hundredths. */
    private static final int MOST_ROWS = 2048;

    private final StochasticLogDensity density;
    private final double[] mode;
    private final double[] shifted;
    private final double[] ahead;
    private final double[] behind;
    private final double distance;
    private final double[][] search;
    private final double[][] check;
    /** The rows of curvature; none stand for all. */
    private final int[] rows;
    private long gradients;

    private StepMeasurement(StochasticLogDensity density, double[] mode, int batchSize, UniformRandomProvider rng) {
        int d = density.dimension();
        this.density = density;
        this.mode = mode.clone();
        this.shifted = new double[d];
        this.ahead = new double[d];
        this.behind = new double[d];
        double squares = 0;
        for (double value : mode) {
            squares += value * value;
        }
        this.distance = DIFFERENCE * Math.max(1, Math.sqrt(squares / d));
        double[] exact = new double[d];
        boolean allRows = batchSize >= density.rowCount();
        if (!allRows) {
            density.evaluate(mode, exact);
            gradients++;
        }
        this.search = allRows ? new double[0][] : deviations(batchSize, exact, rng);
        this.check = allRows ? new double[0][] : deviations(batchSize, exact, rng);
        this.rows = density.rowCount() <= MOST_ROWS ? new int[0]
                : new RowSubset(density.rowCount(), MOST_ROWS).next(rng).clone();
    }

    /**
     * Measures.
     *
     * @param density
     *            the density
     * @param mode
     *            a mode, or near one; not changed
     * @param batchSize
     *            rows of a gradient; as many as there are, or more, mean no noise
     * @param rng
     *            random numbers for directions and batches
     * @throws IllegalArgumentException
     *             if gradients there are not finite, or the density is flat
     */
    public static StepGuide at(StochasticLogDensity density, double[] mode, int batchSize, UniformRandomProvider rng) {
        return new StepMeasurement(density, mode, batchSize, rng).measure(rng);
    }

    /**
     * Rows that a measurement reads at most.
     *
     * @param batchSize
     *            rows of a gradient
     * @param rows
     *            of the density
     */
    static double mostRows(int batchSize, int rows) {
        return rows + 2.0 * BATCHES * batchSize + 4.0 * (MOST_ITERATIONS + 1) * Math.min(rows, MOST_ROWS);
    }

    private StepGuide measure(UniformRandomProvider rng) {
        double[] stiffest = top(0, rng);
        double[] worst = search.length == 0 ? stiffest : top(1, rng);
        double largest = curvature(stiffest);
        double along = curvature(worst);
        double noise = noise(check, worst);
        double noiseOfStiffest = noise(check, stiffest);
        double weight = 1 + StepGuide.TOLERANCE;
        boolean stiffestIsWorse = noiseOfStiffest + weight * largest > noise + weight * along;
        return new StepGuide(Math.max(largest, along), stiffestIsWorse ? largest : along,
                stiffestIsWorse ? noiseOfStiffest : noise, along > largest ? noise : noiseOfStiffest, meanNoise(),
                gradients);
    }

    private double meanNoise() {
        double squares = 0;
        for (double[] deviation : check) {
            squares += dot(deviation, deviation) / deviation.length / check.length;
        }
        return squares;
    }

    /** Unit vector of the largest eigenvalue of {@code (1 + tolerance) curvature + share noise}. */
    private double[] top(double share, UniformRandomProvider rng) {
        double[] v = new double[mode.length];
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int i = 0; i < v.length; i++) {
            v[i] = gaussian.sample();
        }
        normalise(v);
        double[] product = new double[v.length];
        double shift = 0;
        double before = Double.NaN;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            applyInto(v, share, product);
            double value = dot(v, product);
            // The iteration finds the eigenvalue of largest magnitude: a negative one is moved out of its way.
            shift = Math.max(shift, -value);
            for (int i = 0; i < v.length; i++) {
                v[i] = product[i] + shift * v[i];
            }
            normalise(v);
            if (Math.abs(value - before) < CONVERGED * Math.abs(value) && value > 0) {
                break;
            }
            before = value;
        }
        return v;
    }

    private void applyInto(double[] v, double share, double[] product) {
        curvatureInto(v, product);
        for (int i = 0; i < v.length; i++) {
            product[i] *= 1 + StepGuide.TOLERANCE;
        }
        if (share > 0) {
            for (double[] deviation : search) {
                double along = dot(deviation, v) * share / search.length;
                for (int i = 0; i < v.length; i++) {
                    product[i] += along * deviation[i];
                }
            }
        }
    }

    private void curvatureInto(double[] v, double[] product) {
        evaluate(v, -distance, behind);
        evaluate(v, distance, ahead);
        for (int i = 0; i < v.length; i++) {
            product[i] = (behind[i] - ahead[i]) / (2 * distance);
        }
    }

    private void evaluate(double[] v, double step, double[] gradient) {
        for (int i = 0; i < v.length; i++) {
            shifted[i] = mode[i] + step * v[i];
        }
        if (rows.length == 0) {
            density.evaluate(shifted, gradient);
        } else {
            density.evaluateSubset(shifted, rows, rows.length, gradient);
        }
        gradients++;
    }

    private double curvature(double[] v) {
        double[] product = new double[v.length];
        curvatureInto(v, product);
        return dot(v, product);
    }

    private static double noise(double[][] deviations, double[] v) {
        double squares = 0;
        for (double[] deviation : deviations) {
            double along = dot(deviation, v);
            squares += along * along / deviations.length;
        }
        return squares;
    }

    private double[][] deviations(int batchSize, double[] exact, UniformRandomProvider rng) {
        RowSubset subset = new RowSubset(density.rowCount(), batchSize);
        double[][] deviations = new double[Math.clamp(NUMBERS / exact.length, FEWEST, BATCHES)][exact.length];
        for (double[] deviation : deviations) {
            density.evaluateSubset(mode, subset.next(rng), batchSize, deviation);
            gradients++;
            for (int i = 0; i < exact.length; i++) {
                deviation[i] -= exact[i];
            }
        }
        return deviations;
    }

    private static void normalise(double[] v) {
        double length = Math.sqrt(dot(v, v));
        for (int i = 0; i < v.length; i++) {
            v[i] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
