package ergodic.sampler.lastlayer;

import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.LogDensity;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The coordinates of a last layer, and that of the logarithm of the noise scale. Of a density that knows no layers all coordinates are taken for the layer.
 *
 * @param weights
 *            those of the layer, ascending
 * @param noise
 *            that of the noise; -1 where the noise is known
 */
record LinearLayer(int[] weights, int noise) {

    private static final String REFUSAL = "sampler.method = \"" + LastLayerType.NAME + "\" is exact only where the"
            + " last layer is affine with normal priors, and the noise normal with one scale for all rows: ";
    private static final String HELP = "; take sampler.method = \"laplace\" or \"nuts\" with sampler.part = \"last_layer\"";
    /** Relative error of a slope that is rounding, in single precision too. */
    private static final double ROUNDING = 2e-3;
    /** That of a prior's slope at one weight, and of a sum beside one of its terms. */
    private static final double PRIOR_ROUNDING = 1e-4;
    private static final double SUM_ROUNDING = 1e-6;
    private static final double STEP = 0.5;
    /** How far the weights go where the prior is looked at: tails are not normal far out, whatever they are near. */
    private static final double[] DISTANCES = {1, 30, 1000};

    /**
     * That of a density.
     *
     * @throws IllegalArgumentException
     *             if it has no last layer, or more than one unknown beside the network, in a sentence
     */
    static LinearLayer of(StochasticLogDensity density) {
        if (!(density instanceof CurvedLogDensity curved)) {
            int[] all = new int[density.dimension()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return new LinearLayer(all, -1);
        }
        int[] layer = curved.lastLayer();
        if (layer.length == 0) {
            throw new IllegalArgumentException(REFUSAL + "this network does not end in an affine layer" + HELP);
        }
        int noise = -1;
        int beside = 0;
        for (int place : curved.curvature(layer).direct()) {
            if (place >= 0) {
                noise = layer[place];
                beside++;
            }
        }
        if (beside > 1 || beside == layer.length) {
            throw new IllegalArgumentException(
                    REFUSAL + "here " + beside + " unknowns stand beside the network" + HELP);
        }
        int[] weights = new int[layer.length - beside];
        int next = 0;
        for (int i : layer) {
            if (i != noise) {
                weights[next++] = i;
            }
        }
        return new LinearLayer(weights, noise);
    }

    /** How much of the likelihood's curvature is left where the noise is another. */
    static double share(double noise, double atMode) {
        return Math.exp(-2 * (noise - atMode));
    }

    /** What is not as it must be, in a sentence: looked at by some gradients at random points, and the prior's alone. */
    Optional<String> complaint(StochasticLogDensity density, UniformRandomProvider rng) {
        int d = density.dimension();
        NormalizedGaussianSampler normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[] theta = new double[d];
        double[] moved = new double[d];
        double[] back = new double[d];
        for (int i = 0; i < d; i++) {
            theta[i] = 0.3 * normal.sample();
        }
        System.arraycopy(theta, 0, moved, 0, d);
        System.arraycopy(theta, 0, back, 0, d);
        for (int i : weights) {
            double by = normal.sample();
            moved[i] += by;
            back[i] -= by;
        }
        double[] here = slope(density, theta);
        double[] there = slope(density, moved);
        double[] behind = slope(density, back);
        double[] rise = minus(there, here);
        double[] before = minus(here, behind);
        double[] ofPrior = new double[weights.length];
        if (density instanceof TemperedLogDensity tempered) {
            Optional<String> ofThePrior = complaintOfPrior(tempered.prior(), theta, moved);
            if (ofThePrior.isPresent()) {
                return ofThePrior;
            }
            // A narrow prior would hide what the likelihood is.
            ofPrior = minus(slope(tempered.prior(), moved), slope(tempered.prior(), theta));
            before = minus(before, minus(slope(tempered.prior(), theta), slope(tempered.prior(), back)));
        }
        if (!near(minus(rise, ofPrior), before, size(rise))) {
            return Optional.of(REFUSAL + "here the log density is not quadratic in the last layer" + HELP);
        }
        if (noise >= 0 && density instanceof CurvedLogDensity curved) {
            double[] likelihood = minus(here, slope(curved.prior(), theta));
            theta[noise] += STEP;
            moved[noise] += STEP;
            double share = share(STEP, 0);
            double[] other = slope(density, theta);
            double[] expected = minus(rise, ofPrior);
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= share;
                likelihood[i] *= share;
            }
            if (!near(minus(minus(slope(density, moved), other), ofPrior), expected, size(rise))
                    || !near(minus(other, slope(curved.prior(), theta)), likelihood, size(here))) {
                return Optional.of(REFUSAL + "here the noise is another" + HELP);
            }
        }
        return Optional.empty();
    }

    /** Of the prior of the layer alone: whether its slope is linear, near and far, and the same at another noise. */
    private Optional<String> complaintOfPrior(LogDensity prior, double[] theta, double[] moved) {
        double[] here = slope(prior, theta);
        for (double distance : DISTANCES) {
            double[] behind = slope(prior, onward(theta, moved, -distance));
            double[] there = slope(prior, onward(theta, moved, distance));
            double[] beyond = slope(prior, onward(theta, moved, 2 * distance));
            if (!straight(behind, here, there) || !straight(here, there, beyond)) {
                return Optional.of(REFUSAL + "here the prior of the last layer is not normal" + HELP);
            }
        }
        if (noise >= 0) {
            double[] other = theta.clone();
            other[noise] += STEP;
            if (!straight(here, slope(prior, other), here)) {
                return Optional.of(REFUSAL + "here the prior of the last layer depends on the noise" + HELP);
            }
        }
        return Optional.empty();
    }

    private double[] onward(double[] theta, double[] moved, double distance) {
        double[] point = theta.clone();
        for (int i : weights) {
            point[i] += distance * (moved[i] - theta[i]);
        }
        return point;
    }

    /** Whether each number lies midway, as far as its own size and rounding tell. */
    private static boolean straight(double[] one, double[] middle, double[] other) {
        for (int i = 0; i < one.length; i++) {
            double size = Math.max(Math.abs(middle[i]), Math.max(Math.abs(one[i]), Math.abs(other[i])));
            if (!(Math.abs(one[i] - 2 * middle[i] + other[i]) <= PRIOR_ROUNDING * size)) {
                return false;
            }
        }
        return true;
    }

    private double[] slope(LogDensity density, double[] theta) {
        double[] gradient = new double[theta.length];
        density.evaluate(theta, gradient);
        return gather(gradient);
    }

    /** Those of the layer. */
    double[] gather(double[] theta) {
        double[] some = new double[weights.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = theta[weights[i]];
        }
        return some;
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    /** Whether differences of slopes agree, which are parts of sums of this size. */
    private static boolean near(double[] one, double[] other, double whole) {
        double difference = size(minus(one, other));
        return difference <= Math.max(ROUNDING * Math.max(size(other), 1e-6), SUM_ROUNDING * whole);
    }

    /** The largest of the magnitudes; not a number where one is none. */
    private static double size(double[] numbers) {
        double size = 0;
        for (double number : numbers) {
            size = Math.max(size, Math.abs(number));
        }
        return size;
    }

    /** The matrix of minus the second derivatives in the layer; row-major. */
    double[] curvature(StochasticLogDensity density, double[] theta) {
        return density instanceof CurvedLogDensity curved ? products(curved, theta, false)
                : differences(density, theta);
    }

    /** That of the log prior alone. */
    double[] priorCurvature(TemperedLogDensity density, double[] theta) {
        return density instanceof CurvedLogDensity curved ? products(curved, theta, true)
                : differences(density.prior(), theta);
    }

    /** Gradients that {@link #curvature} counts as. */
    int gradients(StochasticLogDensity density) {
        return density instanceof CurvedLogDensity curved
                ? weights.length * curved.curvature(weights).gradientsOfProduct()
                : weights.length + 1;
    }

    private double[] products(CurvedLogDensity density, double[] theta, boolean priorAlone) {
        int k = weights.length;
        SecondDerivatives derivatives = density.curvature(weights);
        double[] matrix = new double[k * k];
        double[] direction = new double[k];
        double[] product = new double[k];
        for (int i = 0; i < k; i++) {
            Arrays.fill(direction, 0);
            direction[i] = 1;
            if (priorAlone) {
                derivatives.restInto(theta, direction, product);
            } else {
                derivatives.hessianInto(theta, direction, product);
            }
            System.arraycopy(product, 0, matrix, i * k, k);
        }
        return matrix;
    }

    /** Of a density that is quadratic differences of gradients are exact, however far apart. */
    private double[] differences(LogDensity density, double[] theta) {
        int k = weights.length;
        double[] matrix = new double[k * k];
        double[] here = slope(density, theta);
        for (int i = 0; i < k; i++) {
            double[] moved = theta.clone();
            moved[weights[i]] += 1;
            System.arraycopy(minus(here, slope(density, moved)), 0, matrix, i * k, k);
        }
        return matrix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearLayer layer && noise == layer.noise && Arrays.equals(weights, layer.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + noise;
    }

    @Override
    public String toString() {
        return "LinearLayer[weights=" + weights.length + ", noise=" + noise + "]";
    }
}
