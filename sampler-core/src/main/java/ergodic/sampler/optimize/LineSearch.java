package ergodic.sampler.optimize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Looks along a line for a point that fulfils the strong Wolfe conditions: brackets one, then narrows the bracket by cubic
 * interpolation (Nocedal and Wright 2006, algorithms 3.5 and 3.6). It is told value and slope at one trial after another. Near a minimum,
 * where rounding hides the decrease, slopes decide (approximate Wolfe conditions; Hager and Zhang 2005, equation 27). A trial that is
 * not finite is one that is too far.
 */
final class LineSearch {

    /** What is to be done next. */
    enum Outcome {
        /** Another trial. */
        GO_ON,
        /** The last trial was accepted. */
        ACCEPTED,
        /** There is no such point within the trials. */
        FAILED
    }

    private static final int MOST_TRIALS = 40;
    /** Share of the value within which two are the same. */
    private static final double ROUNDING = 1e-9;
    private static final double NEAREST_END = 0.1;
    private static final double FURTHEST = 10;

    private final double decrease;
    private final double curvature;

    private double valueAtStart;
    private double slopeAtStart;
    private double trial;
    private int trials;
    private boolean bracketed;
    /** The best end of the bracket, before that the trial before. */
    private double low;
    private double lowValue;
    private double lowSlope;
    /** The other end; its value is infinite where it was not finite. */
    private double high;
    private double highValue;
    private double highSlope;

    LineSearch(double decrease, double curvature) {
        this.decrease = decrease;
        this.curvature = curvature;
    }

    /** A new line, whose slope at the start is negative. */
    void begin(double value, double slope, double firstTrial) {
        valueAtStart = value;
        slopeAtStart = slope;
        trial = firstTrial;
        trials = 0;
        bracketed = false;
        low = 0;
        lowValue = value;
        lowSlope = slope;
        high = 0;
        highValue = 0;
        highSlope = 0;
    }

    /** Where value and slope are wanted, in lengths of the direction. */
    double trial() {
        return trial;
    }

    /** The best point so far that decreases enough; 0 for none. */
    double best() {
        return low;
    }

    /** Takes value and slope at the trial. */
    Outcome tell(double value, double slope) {
        trials++;
        boolean finite = Double.isFinite(value) && Double.isFinite(slope);
        boolean enough = finite && value <= valueAtStart + decrease * trial * slopeAtStart;
        boolean flat = finite && Math.abs(slope) <= -curvature * slopeAtStart;
        if (flat && (enough || sameButForRounding(value, slope))) {
            return Outcome.ACCEPTED;
        }
        if (trials >= MOST_TRIALS) {
            return Outcome.FAILED;
        }
        if (!enough || value >= lowValue && (bracketed || trials > 1)) {
            setHigh(trial, finite ? value : Double.POSITIVE_INFINITY, slope);
            bracketed = true;
        } else {
            if (bracketed ? slope * (high - low) >= 0 : slope >= 0) {
                setHigh(low, lowValue, lowSlope);
                bracketed = true;
            }
            double before = low;
            double slopeBefore = lowSlope;
            low = trial;
            lowValue = value;
            lowSlope = slope;
            if (!bracketed) {
                trial = further(before, slopeBefore);
                return Outcome.GO_ON;
            }
        }
        trial = within();
        return trial == low || trial == high ? Outcome.FAILED : Outcome.GO_ON;
    }

    private boolean sameButForRounding(double value, double slope) {
        return value <= valueAtStart + ROUNDING * Math.abs(valueAtStart)
                && slope <= (2 * decrease - 1) * slopeAtStart;
    }

    private void setHigh(double place, double value, double slope) {
        high = place;
        highValue = value;
        highSlope = slope;
    }

    /** Beyond the last trial, which still falls: where the secant of the slopes is 0. */
    private double further(double before, double slopeBefore) {
        double step = lowSlope > slopeBefore ? lowSlope * (low - before) / (slopeBefore - lowSlope)
                : Double.POSITIVE_INFINITY;
        return low + Math.clamp(step, low, (FURTHEST - 1) * low);
    }

    /** The minimum of the cubic through the ends of the bracket, kept off them. */
    private double within() {
        double width = high - low;
        if (highValue == Double.POSITIVE_INFINITY || !Double.isFinite(highSlope)) {
            return low + NEAREST_END * width;
        }
        double d1 = lowSlope + highSlope - 3 * (highValue - lowValue) / width;
        double root = d1 * d1 - lowSlope * highSlope;
        double share = 0.5;
        if (root >= 0) {
            double d2 = Math.copySign(Math.sqrt(root), width);
            double found = 1 - (highSlope + d2 - d1) / (highSlope - lowSlope + 2 * d2);
            share = Double.isNaN(found) ? 0.5 : found;
        }
        // The longer the search, the nearer to halving.
        double least = trials > MOST_TRIALS / 2 ? 0.5 : trials > MOST_TRIALS / 8 ? NEAREST_END : 1e-3;
        return low + Math.clamp(share, least, 1 - least) * width;
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(valueAtStart);
        out.writeDouble(slopeAtStart);
        out.writeDouble(trial);
        out.writeInt(trials);
        out.writeBoolean(bracketed);
        out.writeDouble(low);
        out.writeDouble(lowValue);
        out.writeDouble(lowSlope);
        out.writeDouble(high);
        out.writeDouble(highValue);
        out.writeDouble(highSlope);
    }

    void load(DataInput in) throws IOException {
        valueAtStart = in.readDouble();
        slopeAtStart = in.readDouble();
        trial = in.readDouble();
        trials = in.readInt();
        bracketed = in.readBoolean();
        low = in.readDouble();
        lowValue = in.readDouble();
        lowSlope = in.readDouble();
        high = in.readDouble();
        highValue = in.readDouble();
        highSlope = in.readDouble();
    }
}
