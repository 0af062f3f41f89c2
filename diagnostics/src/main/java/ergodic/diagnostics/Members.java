package ergodic.diagnostics;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The members of a mixture and the modes that they belong to. Two members stand for one mode if nothing that they say tells
 * them apart: their log densities are within {@link #NATS} of one another, and no function differs by more than
 * {@link #DIFFERENCE} of the size of its variable (root mean square over its elements and all members). Weights are not asked,
 * since units of a network permute. Members that are linked by others are one mode too.
 */
final class Members {
    /** Largest difference of log densities of one mode, in nats; */
    static final double NATS = 0.01;
    /** and as a share of their size, for what rounding leaves of sums over many rows. */
    private static final double ROUNDING = 1e-6;
    /** Largest difference of a function between members of one mode, as a share of its size. */
    static final double DIFFERENCE = 0.01;
    /** Differences that are none, whatever the size. */
    private static final double NOTHING = 1e-6;

    private static final List<String> GRADIENT_NORM = List.of(Statistic.GRADIENT_NORM.name());

    private Members() {}

    /** All members, in the order of chains and draws. */
    static List<Member> of(Draws draws, Predicate<Variable> functions) {
        int count = draws.chains() * draws.draws();
        double[] logDensity = column(SamplerHealth.logDensity(draws), count);
        double[] norm = column(SamplerHealth.statistic(draws, GRADIENT_NORM), count);
        double[] broken = column(SamplerHealth.statistic(draws, SamplerHealth.DIVERGING), count);
        double[] unfinished = column(SamplerHealth.statistic(draws, SamplerHealth.SATURATED), count);
        int[] mode = modes(draws, functions, logDensity);
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(i, logDensity[i], norm[i], mode[i], broken[i] == 1, unfinished[i] == 1));
        }
        return members;
    }

    private static double[] column(double[][] statistic, int count) {
        double[] none = new double[count];
        Arrays.fill(none, Double.NaN);
        return statistic.length == 0 ? none : ChainArrays.pooled(statistic);
    }

    /** Number of each member's mode, modes in the order of their best log densities. */
    private static int[] modes(Draws draws, Predicate<Variable> functions, double[] logDensity) {
        int count = logDensity.length;
        boolean[][] apart = new boolean[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double tolerance = Math.max(NATS, ROUNDING * Math.abs(logDensity[i]));
                // Log densities that nobody stored tell nobody apart.
                apart[i][j] = Math.abs(logDensity[i] - logDensity[j]) > tolerance;
            }
        }
        for (Variable variable : draws.variables()) {
            if (functions.test(variable)) {
                tellApart(draws, variable, apart);
            }
        }
        return numbered(clusters(apart), logDensity);
    }

    private static void tellApart(Draws draws, Variable variable, boolean[][] apart) {
        double[][] values = new double[apart.length][variable.size()];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            draws.readInto(variable.name(), i / draws.draws(), i % draws.draws(), values[i]);
            for (double value : values[i]) {
                squares += value * value / ((double) values.length * variable.size());
            }
        }
        double tolerance = Math.max(NOTHING, DIFFERENCE * Math.sqrt(squares));
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < i; j++) {
                for (int element = 0; element < variable.size() && !apart[i][j]; element++) {
                    apart[i][j] = !(Math.abs(values[i][element] - values[j][element]) <= tolerance);
                }
            }
        }
    }

    /** The first member of each member's cluster: what pairs that are not apart connect. */
    private static int[] clusters(boolean[][] apart) {
        int[] first = new int[apart.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = i;
            for (int j = 0; j < i; j++) {
                if (!apart[i][j]) {
                    int from = Math.max(first[i], first[j]);
                    int to = Math.min(first[i], first[j]);
                    for (int k = 0; k <= i; k++) {
                        first[k] = first[k] == from ? to : first[k];
                    }
                }
            }
        }
        return first;
    }

    private static int[] numbered(int[] first, double[] logDensity) {
        double[] best = new double[first.length];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < first.length; i++) {
            best[first[i]] = Math.max(best[first[i]], Double.isNaN(logDensity[i]) ? best[first[i]] : logDensity[i]);
        }
        int[] number = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            for (int other = 0; other < first.length; other++) {
                boolean before = best[other] > best[first[i]] || best[other] == best[first[i]] && other < first[i];
                number[i] += first[other] == other && before ? 1 : 0;
            }
        }
        return number;
    }
}
