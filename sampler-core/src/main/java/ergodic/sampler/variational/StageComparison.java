package ergodic.sampler.variational;

import ergodic.sampler.Finiteness;
import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The best parameters that stages found, by the evidence lower bound at the same draws, of the same rows, for all. */
final class StageComparison {

    /** Draws by which stages are compared. */
    static final int LOOKS = 100;

    private final ElboEstimator elbo;
    private final Approximation family;
    private final double[] best;
    /** Log ratios of its draws. */
    private final double[] bestRatios = new double[LOOKS];
    private boolean known;
    @Workspace("of the last look")
    private final double[] ratios = new double[LOOKS];

    StageComparison(ElboEstimator elbo, Approximation family) {
        this.elbo = elbo;
        this.family = family;
        this.best = new double[family.parameters()];
    }

    /** Looks at parameters, for which the family is prepared then; answers with the number of gradients. */
    int look(double[] at, long seed) {
        family.prepare(at);
        for (int i = 0; i < LOOKS; i++) {
            ratios[i] = elbo.ratio(at, seed, -1 - i);
        }
        return LOOKS;
    }

    /** Whether all values of the last look are finite. */
    boolean isFinite() {
        return Finiteness.firstFault(ratios) < 0;
    }

    /** So many nats below the mean of the finite values of the last look, and five standard deviations of one; below all numbers where fewer than two are. */
    double below(double nats) {
        double mean = mean(ratios);
        double squares = 0;
        int finite = 0;
        for (double ratio : ratios) {
            if (Double.isFinite(ratio)) {
                squares += (ratio - mean) * (ratio - mean);
                finite++;
            }
        }
        return finite < 2 ? Double.NEGATIVE_INFINITY : mean - nats - 5 * Math.sqrt(squares / (finite - 1.0));
    }

    /** The lower bound of the best parameters by the draws with a finite value, which are those that the fit draws; minus infinity if none has one. */
    double bestBound() {
        return mean(bestRatios);
    }

    private static double mean(double[] values) {
        double sum = 0;
        int finite = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                sum += value;
                finite++;
            }
        }
        return finite == 0 ? Double.NEGATIVE_INFINITY : sum / finite;
    }

    /** Whether there are best parameters to compare with. */
    boolean isKnown() {
        return known;
    }

    /** Keeps the parameters that were looked at last. */
    void take(double[] at) {
        System.arraycopy(at, 0, best, 0, best.length);
        System.arraycopy(ratios, 0, bestRatios, 0, LOOKS);
        known = true;
    }

    /** The best parameters; the array itself. */
    double[] best() {
        return best;
    }

    /** What the last look gained over the best, by the same draws. */
    double gain() {
        double sum = 0;
        for (int i = 0; i < LOOKS; i++) {
            sum += ratios[i] - bestRatios[i];
        }
        return sum / LOOKS;
    }

    /** Standard error of the gain. */
    double gainError() {
        double gain = gain();
        double squares = 0;
        for (int i = 0; i < LOOKS; i++) {
            double off = ratios[i] - bestRatios[i] - gain;
            squares += off * off;
        }
        return Math.sqrt(squares / (LOOKS - 1.0) / LOOKS);
    }

    void save(DataOutput out) throws IOException {
        PlainVectors.writeAll(out, best);
        PlainVectors.writeAll(out, bestRatios);
        out.writeBoolean(known);
    }

    void load(DataInput in) throws IOException {
        PlainVectors.readInto(in, best);
        PlainVectors.readInto(in, bestRatios);
        known = in.readBoolean();
    }
}
