package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Finds groups of draws that stand for modes of their own, in two ways. Draws fall apart where along some principal direction there is a
 * valley ({@link Valley}): that needs some twenty effective draws on either side, wherever their chains go. Halves of chains within a group
 * fall apart where their means differ by more than {@link #SEPARATION} standard deviations within halves (Mahalanobis distance), and by more than
 * their Monte Carlo errors allow with probability {@link #FALSE_ALARM} over all pairs: that needs few draws, and chains that stay. What
 * overlapping pairs link is one group.
 */
final class ModeSearch {

    /** Two normal distributions of one covariance make two humps only beyond this distance. */
    static final double SEPARATION = 2.0;
    /** Probability that halves of chains of the same distribution fall apart. */
    static final double FALSE_ALARM = 0.01;
    /** Share of a half's draws that a group must have, so that it is a piece of that group. */
    private static final double NEARLY_ALL = 0.95;
    /** Most groups by valleys. */
    private static final int MOST = 64;

    private final FunctionSpace space;
    /** Group of each draw. */
    private final int[][] group;
    private int groups = 1;

    private ModeSearch(FunctionSpace space) {
        this.space = space;
        this.group = new int[space.chains()][space.draws()];
    }

    /**
     * Group of each draw, from 0: {@code [chain][draw]}.
     *
     * @param independent
     *            whether draws of a chain are independent of each other, whatever their order; else their effective number is estimated
     */
    static int[][] of(FunctionSpace space, boolean independent) {
        ModeSearch search = new ModeSearch(space);
        for (int part = 0; part < search.groups && search.groups < MOST; part++) {
            // Both sides of a cut are looked at again: this one here, the other when its turn comes.
            boolean whole = false;
            while (!whole && search.groups < MOST) {
                whole = !search.cut(part, independent);
            }
        }
        int valleys = search.groups;
        for (int part = 0; part < valleys; part++) {
            search.parted(part, independent);
        }
        return search.group;
    }

    /** Cuts a group where it has its deepest valley; whether it has one. */
    private boolean cut(int part, boolean independent) {
        double[][] covariance = covariance(part);
        if (covariance.length == 0) {
            return false;
        }
        Valley deepest = Valley.NONE;
        double[] axis = new double[0];
        for (double[] direction : FunctionSpace.axes(covariance, covariance.length)) {
            Valley valley = along(direction, part, independent);
            if (valley.depth() > deepest.depth()) {
                deepest = valley;
                axis = direction;
            }
        }
        if (!deepest.significant()) {
            return false;
        }
        for (int chain = 0; chain < group.length; chain++) {
            for (int t = 0; t < group[chain].length; t++) {
                if (group[chain][t] == part && dot(axis, space.points()[chain][t]) > deepest.place()) {
                    group[chain][t] = groups;
                }
            }
        }
        groups++;
        return true;
    }

    /**
     * The deepest valley along a direction. The effective draws are those about the means of either side: what a chain that goes to and fro
     * between two modes is worth for the place of the valley, not for the weights of the modes.
     */
    private Valley along(double[] direction, int part, boolean independent) {
        double[][] values = new double[group.length][];
        int size = 0;
        for (int chain = 0; chain < group.length; chain++) {
            values[chain] = new double[group[chain].length];
            for (int t = 0; t < values[chain].length; t++) {
                values[chain][t] = dot(direction, space.points()[chain][t]);
                size += group[chain][t] == part ? 1 : 0;
            }
        }
        double[] inside = new double[size];
        double[] weights = new double[size];
        Arrays.fill(weights, 1.0);
        int at = 0;
        for (int chain = 0; chain < group.length; chain++) {
            for (int t = 0; t < values[chain].length; t++) {
                if (group[chain][t] == part) {
                    inside[at++] = values[chain][t];
                }
            }
        }
        Valley crude = Valley.of(inside, weights);
        if (independent || !crude.significant()) {
            return crude;
        }
        double[] middles = middles(inside, crude.place());
        at = 0;
        for (int chain = 0; chain < group.length; chain++) {
            double[] rest = new double[values[chain].length];
            for (int t = 0; t < rest.length; t++) {
                rest[t] = values[chain][t] - middles[values[chain][t] > crude.place() ? 1 : 0];
            }
            double weight = efficiency(rest);
            for (int t = 0; t < rest.length; t++) {
                if (group[chain][t] == part) {
                    weights[at++] = weight;
                }
            }
        }
        return Valley.of(inside, weights);
    }

    /** Means of the values below and above a place. */
    private static double[] middles(double[] values, double place) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (double value : values) {
            int side = value > place ? 1 : 0;
            sums[side] += value;
            counts[side]++;
        }
        return new double[]{sums[0] / Math.max(1, counts[0]), sums[1] / Math.max(1, counts[1])};
    }

    /** Effective draws of one series over its draws; of one that stands still, one draw. */
    static double efficiency(double[] series) {
        double effective = EffectiveSampleSize.ofParts(new double[][]{series});
        return Math.min(1.0, Double.isFinite(effective) ? effective / series.length : 1.0 / series.length);
    }

    private double[][] covariance(int part) {
        double[] mean = new double[space.dimension()];
        double[][] covariance = new double[mean.length][mean.length];
        int count = 0;
        for (int chain = 0; chain < group.length; chain++) {
            for (int t = 0; t < group[chain].length; t++) {
                if (group[chain][t] == part) {
                    count++;
                    add(space.points()[chain][t], 1.0, mean);
                }
            }
        }
        if (count < 2) {
            return new double[0][];
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        for (int chain = 0; chain < group.length; chain++) {
            for (int t = 0; t < group[chain].length; t++) {
                if (group[chain][t] == part) {
                    addSquares(space.points()[chain][t], mean, 1.0 / count, covariance);
                }
            }
        }
        return covariance;
    }

    /** Parts the halves of chains in a group by their means. */
    private void parted(int part, boolean independent) {
        List<Piece> pieces = pieces(part, independent);
        if (pieces.size() < 2) {
            return;
        }
        int[] first = linked(pieces);
        int[] number = new int[pieces.size()];
        for (int i = 0; i < number.length; i++) {
            number[i] = first[i] == 0 ? part : first[i] == i ? groups++ : number[first[i]];
            Piece piece = pieces.get(i);
            for (int t = piece.from; t < piece.to; t++) {
                if (group[piece.chain][t] == part) {
                    group[piece.chain][t] = number[i];
                }
            }
        }
    }

    /** A half of a chain: its mean, its covariance, its effective draws. */
    private record Piece(int chain, int from, int to, double[] mean, double[][] covariance, double effective) {}

    private List<Piece> pieces(int part, boolean independent) {
        List<Piece> pieces = new ArrayList<>();
        double common = 0.0;
        for (int chain = 0; chain < group.length; chain++) {
            int half = group[chain].length / 2;
            for (int from = 0; from <= half; from += Math.max(1, half)) {
                int to = from == 0 ? half : group[chain].length;
                if (from < to && share(chain, from, to, part) >= NEARLY_ALL) {
                    Piece piece = piece(chain, from, to, independent);
                    pieces.add(piece);
                    common += piece.effective;
                }
            }
        }
        double mean = common / Math.max(1, pieces.size());
        // One estimate is uncertain, and the others say what it may be.
        return pieces.stream().map(piece -> new Piece(piece.chain, piece.from, piece.to, piece.mean, piece.covariance,
                Math.min(piece.effective, mean))).toList();
    }

    private double share(int chain, int from, int to, int part) {
        int inside = 0;
        for (int t = from; t < to; t++) {
            inside += group[chain][t] == part ? 1 : 0;
        }
        return (double) inside / (to - from);
    }

    private Piece piece(int chain, int from, int to, boolean independent) {
        int dimension = space.dimension();
        double[] mean = new double[dimension];
        double[][] covariance = new double[dimension][dimension];
        int length = to - from;
        for (int t = from; t < to; t++) {
            add(space.points()[chain][t], 1.0 / length, mean);
        }
        for (int t = from; t < to; t++) {
            addSquares(space.points()[chain][t], mean, 1.0 / length, covariance);
        }
        double efficiency = 0.0;
        for (int k = 0; k < dimension; k++) {
            double[] series = new double[length];
            for (int t = 0; t < length; t++) {
                series[t] = space.points()[chain][from + t][k];
            }
            efficiency += (independent ? 1.0 : efficiency(series)) / dimension;
        }
        return new Piece(chain, from, to, mean, covariance, Math.max(1.0, length * efficiency));
    }

    /** The first piece of each piece's group. */
    private int[] linked(List<Piece> pieces) {
        int dimension = space.dimension();
        double[][] within = new double[dimension][dimension];
        double freedom = 0.0;
        for (Piece piece : pieces) {
            double unbiased = piece.effective / Math.max(1.0, piece.effective - 1.0);
            for (int i = 0; i < dimension; i++) {
                add(piece.covariance[i], unbiased / pieces.size(), within[i]);
            }
            freedom += Math.max(0.0, piece.effective - 1.0);
        }
        int[] first = new int[pieces.size()];
        Arrays.setAll(first, i -> i);
        double pairs = 0.5 * pieces.size() * (pieces.size() - 1);
        double quantile = dimension * FDistribution.of(dimension, Math.max(2.0, freedom))
                .inverseSurvivalProbability(FALSE_ALARM / pairs);
        double[][] inverse = inverse(within);
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < i; j++) {
                double chance = quantile * (1.0 / pieces.get(i).effective + 1.0 / pieces.get(j).effective);
                double square = square(inverse, pieces.get(i).mean, pieces.get(j).mean);
                if (!(square > Math.max(SEPARATION * SEPARATION, chance))) {
                    join(first, first[i], first[j]);
                }
            }
        }
        return first;
    }

    private static void join(int[] first, int one, int other) {
        int from = Math.max(one, other);
        int to = Math.min(one, other);
        for (int k = 0; k < first.length; k++) {
            first[k] = first[k] == from ? to : first[k];
        }
    }

    /** Inverse of a covariance, with a little more on its diagonal where it has none. */
    static double[][] inverse(double[][] covariance) {
        double trace = 0.0;
        for (int i = 0; i < covariance.length; i++) {
            trace += covariance[i][i];
        }
        RealMatrix matrix = new Array2DRowRealMatrix(covariance);
        for (int i = 0; i < covariance.length; i++) {
            matrix.addToEntry(i, i, 1e-9 * trace);
        }
        try {
            DecompositionSolver solver = new LUDecomposition(matrix).getSolver();
            return solver.getInverse().getData();
        } catch (SingularMatrixException _) {
            return new double[covariance.length][covariance.length];
        }
    }

    /** Squared Mahalanobis distance. */
    static double square(double[][] inverse, double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += (a[i] - b[i]) * inverse[i][j] * (a[j] - b[j]);
            }
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static void add(double[] values, double factor, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    static void addSquares(double[] values, double[] mean, double factor, double[][] sums) {
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                sums[i][j] += factor * (values[i] - mean[i]) * (values[j] - mean[j]);
            }
        }
    }
}
