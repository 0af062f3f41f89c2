package ergodic.sampler.laplace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Chooses scales of normal priors by the evidence of the fits: of a group with n coordinates, given precisions b and a common factor a, the evidence is stationary where
 * {@code a = (n - a sum b S) / sum b (w - m)^2}, S being the variances of the approximation, w the mode and m the prior's means (MacKay 1992; Immer et al. 2021); the
 * numerator is the number of directions that the data determine. A round goes from log a towards the log of the right side, further or less far as the last two rounds tell of the
 * slope (a secant by group).
 */
final class EvidenceSearch {

    /** Change of the log of a scale below which it has settled. */
    static final double SETTLED = 1e-3;
    /** Most and least of what a scale is multiplied by: of what does not help, the scale goes to 0. */
    static final double MOST_FACTOR = 1000;

    private static final double SHORTEST = 0.25;
    private static final double LONGEST = 8;
    private static final double LONGEST_STEP = 4;

    private final ScaledPrior prior;
    private final int[] coordinates;
    /** Of the round before: log factors, and how far they were from the right side. */
    private final double[] before;
    private final double[] distance;
    private int rounds;
    private double change = Double.NaN;

    EvidenceSearch(ScaledPrior prior, int[] coordinates) {
        this.prior = prior;
        this.coordinates = coordinates;
        this.before = new double[prior.groups()];
        this.distance = new double[prior.groups()];
    }

    /** Rounds that moved the scales. */
    int rounds() {
        return rounds;
    }

    /** Largest change of the log of a scale that the last look asked for; NaN before. */
    double change() {
        return change;
    }

    boolean settled() {
        return change < SETTLED;
    }

    /**
     * Looks at a mode, and moves the scales if they have not settled.
     *
     * @param moves
     *            whether they may be moved
     * @return whether they were
     */
    boolean look(double[] mode, NormalShape shape, boolean moves) {
        double[] variances = new double[coordinates.length];
        shape.variancesInto(variances);
        double[] spread = new double[prior.groups()];
        double[] squares = new double[prior.groups()];
        for (int i = 0; i < coordinates.length; i++) {
            int c = coordinates[i];
            int g = prior.groupOf(c);
            if (g >= 0) {
                double away = mode[c] - prior.mean(c);
                spread[g] += prior.given(c) * variances[i];
                squares[g] += prior.given(c) * away * away;
            }
        }
        double most = 2 * Math.log(MOST_FACTOR);
        double[] next = new double[spread.length];
        double[] now = new double[spread.length];
        change = 0;
        for (int g = 0; g < spread.length; g++) {
            double at = prior.logFactor(g);
            double determined = prior.size(g) - Math.exp(at) * spread[g];
            // Where the likelihood bends the wrong way, by expectation and maximisation, which stays positive.
            double right = determined > 0 ? determined / squares[g] : prior.size(g) / (squares[g] + spread[g]);
            now[g] = Math.max(-most, Math.min(most, Math.log(right) - at));
            double slope = rounds == 0 || at == before[g] ? -1 : (now[g] - distance[g]) / (at - before[g]);
            double far = slope < 0 ? Math.max(SHORTEST, Math.min(LONGEST, -1 / slope)) : LONGEST;
            double step = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, far * now[g]));
            next[g] = Math.max(-most, Math.min(most, at + step));
            change = Math.max(change, 0.5 * Math.abs(next[g] - at));
        }
        if (!moves || settled() || !Double.isFinite(change)) {
            return false;
        }
        for (int g = 0; g < next.length; g++) {
            before[g] = prior.logFactor(g);
            distance[g] = now[g];
            prior.setLogFactor(g, next[g]);
        }
        rounds++;
        return true;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(rounds);
        out.writeDouble(change);
        for (int g = 0; g < before.length; g++) {
            out.writeDouble(before[g]);
            out.writeDouble(distance[g]);
            out.writeDouble(prior.logFactor(g));
        }
    }

    void load(DataInput in) throws IOException {
        rounds = in.readInt();
        change = in.readDouble();
        for (int g = 0; g < before.length; g++) {
            before[g] = in.readDouble();
            distance[g] = in.readDouble();
            prior.setLogFactor(g, in.readDouble());
        }
    }
}
