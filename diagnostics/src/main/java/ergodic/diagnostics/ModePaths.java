package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The mode of each draw, chain by chain: the sequence of modes that explains a chain best (Viterbi 1967), where draws are normal about the
 * middle of their mode with a covariance that all modes share, count as many times as they are effective, and each change of mode costs so much that the
 * tails of one mode are taken for a visit to another with probability {@link #FALSE_ALARM} in all.
 */
final class ModePaths {

    /** Probability of a false change, over all draws. */
    static final double FALSE_ALARM = 0.01;
    private static final int PASSES = 10;

    private final FunctionSpace space;
    private final int[][] path;
    private int modes;
    private double[][] middles = new double[0][];
    private double[][] inverse = new double[0][];

    private ModePaths(FunctionSpace space, int[][] groups) {
        this.space = space;
        this.path = new int[groups.length][];
        for (int chain = 0; chain < path.length; chain++) {
            path[chain] = groups[chain].clone();
        }
        renumber();
    }

    /**
     * Paths through groups of draws.
     *
     * @param groups
     *            of each draw
     * @param independent
     *            whether draws are independent of each other and have no order: then each has the nearest mode
     */
    static ModePaths of(FunctionSpace space, int[][] groups, boolean independent) {
        ModePaths paths = new ModePaths(space, groups);
        for (int pass = 0; pass < PASSES && paths.modes > 1; pass++) {
            int before = paths.modes;
            paths.measure();
            double cost = independent ? 0.0 : paths.cost(pass > 0);
            int changed = 0;
            for (int chain = 0; chain < paths.path.length; chain++) {
                changed += paths.follow(chain, independent, cost);
            }
            paths.renumber();
            if (changed == 0 && paths.modes == before) {
                break;
            }
        }
        paths.measure();
        return paths;
    }

    /** Mode of each draw, from 0 in the order of their weights. */
    int[][] path() {
        return path;
    }

    /** Number of modes. */
    int modes() {
        return modes;
    }

    /** Smallest Mahalanobis distance between two modes, in standard deviations within modes; NaN where there is one. */
    double nearest() {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < modes; i++) {
            for (int j = 0; j < i; j++) {
                nearest = Math.min(nearest, ModeSearch.square(inverse, middles[i], middles[j]));
            }
        }
        return modes < 2 ? Double.NaN : Math.sqrt(nearest);
    }

    /** Numbers the modes that have draws, the one with most of them first. */
    private void renumber() {
        int most = Arrays.stream(path).flatMapToInt(Arrays::stream).max().orElse(0);
        int[] counts = new int[most + 1];
        Arrays.stream(path).flatMapToInt(Arrays::stream).forEach(mode -> counts[mode]++);
        List<Integer> order = new ArrayList<>();
        for (int mode = 0; mode <= most; mode++) {
            if (counts[mode] > 0) {
                order.add(mode);
            }
        }
        order.sort((a, b) -> Integer.compare(counts[b], counts[a]));
        for (int[] chain : path) {
            for (int t = 0; t < chain.length; t++) {
                chain[t] = order.indexOf(chain[t]);
            }
        }
        modes = order.size();
    }

    private void measure() {
        int dimension = space.dimension();
        middles = new double[modes][dimension];
        double[] counts = new double[modes];
        double all = 0.0;
        for (int chain = 0; chain < path.length; chain++) {
            for (int t = 0; t < path[chain].length; t++) {
                ModeSearch.add(space.points()[chain][t], 1.0, middles[path[chain][t]]);
                counts[path[chain][t]]++;
                all++;
            }
        }
        for (int mode = 0; mode < modes; mode++) {
            for (int k = 0; k < dimension; k++) {
                middles[mode][k] /= counts[mode];
            }
        }
        double[][] within = new double[dimension][dimension];
        for (int chain = 0; chain < path.length; chain++) {
            for (int t = 0; t < path[chain].length; t++) {
                ModeSearch.addSquares(space.points()[chain][t], middles[path[chain][t]], 1.0 / all, within);
            }
        }
        inverse = ModeSearch.inverse(within);
    }

    /** Finds the path of a chain; returns how many draws it changes. */
    private int follow(int chain, boolean independent, double cost) {
        double[][] points = space.points()[chain];
        double weight = independent ? 1.0 : efficiency(chain);
        double[] best = new double[modes];
        int[][] from = new int[points.length][modes];
        for (int t = 0; t < points.length; t++) {
            int top = 0;
            for (int mode = 1; mode < modes; mode++) {
                top = best[mode] > best[top] ? mode : top;
            }
            double other = best[top] - cost;
            for (int mode = 0; mode < modes; mode++) {
                from[t][mode] = other > best[mode] ? top : mode;
                best[mode] = Math.max(other, best[mode])
                        - 0.5 * weight * ModeSearch.square(inverse, points[t], middles[mode]);
            }
        }
        int mode = 0;
        for (int other = 1; other < modes; other++) {
            mode = best[other] > best[mode] ? other : mode;
        }
        int changed = 0;
        for (int t = points.length - 1; t >= 0; t--) {
            changed += path[chain][t] == mode ? 0 : 1;
            path[chain][t] = mode;
            mode = from[t][mode];
        }
        return changed;
    }

    /**
     * What a change costs: half of what a visit must gain, so that the tails of a stationary mode make one with the probability of a false
     * alarm; or less, the logarithm of how rare changes are, once they were found at that cost.
     *
     * @param found
     *            whether the paths are such, and not the groups themselves, whose tails reach over
     */
    private double cost(boolean found) {
        double tests = (double) space.chains() * space.draws() * (modes - 1);
        double quantile = NormalDistribution.of(0, 1).inverseSurvivalProbability(FALSE_ALARM / tests);
        double strict = 0.25 * quantile * quantile;
        return found ? Math.min(strict, Math.log(tests / Math.max(1, changes()))) : strict;
    }

    private int changes() {
        int changes = 0;
        for (int[] chain : path) {
            for (int t = 1; t < chain.length; t++) {
                changes += chain[t] == chain[t - 1] ? 0 : 1;
            }
        }
        return changes;
    }

    /** Effective draws over draws of a chain about the middles of its modes, the mean over directions. */
    private double efficiency(int chain) {
        double sum = 0.0;
        for (int k = 0; k < space.dimension(); k++) {
            double[] rest = new double[path[chain].length];
            for (int t = 0; t < rest.length; t++) {
                rest[t] = space.points()[chain][t][k] - middles[path[chain][t]][k];
            }
            sum += ModeSearch.efficiency(rest) / space.dimension();
        }
        return sum;
    }
}
