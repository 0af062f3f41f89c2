package ergodic.sampler.map;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * A log density whose prior is moved to an anchor (Pearce, Leibfried, Brintrup, Zaki and Neely 2020): where a coordinate's prior is
 * {@code N(m, s^2)} and independent of the others, it becomes {@code N(a, s^2)}, with the anchor a drawn from that prior once. Up to a constant
 * that adds {@code (a - m) / s^2 theta} to the log density. Coordinates with other priors keep theirs.
 */
final class AnchoredDensity extends ForwardingLogDensity {

    private final double[] centre;
    private final double[] scale;
    private final double[] tilt;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();

    /**
     * Without an anchor yet.
     *
     * @throws IllegalArgumentException
     *             if no coordinate has a normal prior of its own
     */
    AnchoredDensity(StochasticLogDensity density) {
        super(density);
        int d = density.dimension();
        this.centre = new double[d];
        this.scale = new double[d];
        this.tilt = new double[d];
        PriorDensity prior = TemperedLogDensity.of(density, "map").prior();
        prior.normalsInto(centre, scale);
        boolean any = false;
        for (double sd : scale) {
            any |= sd > 0;
        }
        if (!any) {
            throw new IllegalArgumentException(
                    "sampler.anchored = true moves normal priors to draws of them, but no parameter"
                            + " has a normal prior that is independent of the others; set prior.weights.family = \"normal\", or"
                            + " sampler.anchored = false");
        }
    }

    /** Draws the anchor. */
    void draw(UniformRandomProvider rng) {
        NormalizedGaussianSampler gaussian = normals.of(rng);
        for (int i = 0; i < tilt.length; i++) {
            tilt[i] = scale[i] > 0 ? gaussian.sample() / scale[i] : 0;
        }
    }

    /** What it adds to a log density and its gradient. */
    double add(double[] theta, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < tilt.length; i++) {
            gradient[i] += tilt[i];
            sum += tilt[i] * theta[i];
        }
        return sum;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return density.evaluate(theta, gradient) + add(theta, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return density.evaluateSubset(theta, rows, count, gradient) + add(theta, gradient);
    }

    void save(DataOutput out) throws IOException {
        PlainVectors.writeAll(out, tilt);
    }

    void load(DataInput in) throws IOException {
        PlainVectors.readInto(in, tilt);
    }
}
