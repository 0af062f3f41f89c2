package ergodic.sampler.batches;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A density whose estimates are {@code g_B(theta) - g_B(anchor) + g(anchor)} for a batch B (Baker, Fearnhead, Fox and Nemeth 2019):
 * just as unbiased, and the less noisy the nearer to the anchor. The anchor is a state, that is saved.
 */
public final class ControlVariate extends ForwardingLogDensity {

    private boolean anchored;
    private final double[] anchor;
    private final double[] anchorGradient;
    private double anchorDensity;
    @Workspace
    private final double[] atAnchor;

    /** Without an anchor yet. */
    public ControlVariate(StochasticLogDensity density) {
        super(density);
        int d = density.dimension();
        this.anchor = new double[d];
        this.anchorGradient = new double[d];
        this.atAnchor = new double[d];
    }

    /** Whether it has an anchor. */
    public boolean anchored() {
        return anchored;
    }

    /** Takes the anchor, with density and gradient of all rows there. */
    public void anchorAt(double[] theta, double logDensity, double[] gradient) {
        System.arraycopy(theta, 0, anchor, 0, anchor.length);
        System.arraycopy(gradient, 0, anchorGradient, 0, anchor.length);
        anchorDensity = logDensity;
        anchored = true;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return density.evaluate(theta, gradient);
    }

    /** Two gradients of the subset. */
    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double value = density.evaluateSubset(theta, rows, count, gradient);
        value += anchorDensity - density.evaluateSubset(anchor, rows, count, atAnchor);
        for (int i = 0; i < anchor.length; i++) {
            gradient[i] += anchorGradient[i] - atAnchor[i];
        }
        return value;
    }

    void save(DataOutput out) throws IOException {
        out.writeBoolean(anchored);
        out.writeDouble(anchorDensity);
        for (int i = 0; i < anchor.length; i++) {
            out.writeDouble(anchor[i]);
            out.writeDouble(anchorGradient[i]);
        }
    }

    void load(DataInput in) throws IOException {
        anchored = in.readBoolean();
        anchorDensity = in.readDouble();
        for (int i = 0; i < anchor.length; i++) {
            anchor[i] = in.readDouble();
            anchorGradient[i] = in.readDouble();
        }
    }
}
