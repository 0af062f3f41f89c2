package ergodic.sampler.chees;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.testing.ExactTarget;
import ergodic.testing.Stationarity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code MethodSuiteTest} does not see of {@code chees}: the length that it finds, and exact draws with lengths of one sequence. */
class CheesStatisticalTest {

    private static final int SEEDS = 5;

    private static double[] lengths(LogDensity density, CheesSettings settings) {
        double[] lengths = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            lengths[seed] = Chain.run(density, new Chees(density, settings), new CheesWarmup(density, settings), 1000,
                    0,
                    40L + seed).tuning.length();
        }
        Arrays.sort(lengths);
        return lengths;
    }

    /**
     * Of a standard normal the criterion is proportional to {@code E sin^2(h T) / T} where steps are short, h uniform, which is largest at {@code T = pi / 2}: the
     * median of five lengths is within 30 % of it, however many walkers there are and whatever the units.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 16})
    void aNormalIsCrossedInAQuarterOfAPeriod(int walkers) {
        double[] scales = new double[30];
        Arrays.fill(scales, 0.01 * walkers);
        double[] lengths = lengths(Targets.normal(scales),
                CheesSettings.of(1000).within(walkers, 1000).withTargetAcceptance(0.98));
        assertThat(lengths[SEEDS / 2] / (0.5 * Math.PI)).isBetween(0.7, 1.3);
    }

    /**
     * Of a normal whose directions have the variances v_i after the metric it is {@code sum v_i^2 E sin^2(h T / sqrt(v_i)) / T}: the widest
     * directions rule.
     */
    @Test
    void slowDirectionsAskForLongTrajectories() {
        int d = 20;
        double r = 0.95;
        double[] ones = new double[d];
        Arrays.fill(ones, 1.0);
        // The eigenvalues of the correlations r^|i - j| from those of its inverse, a tridiagonal matrix.
        double best = 0.0;
        double where = 0.0;
        for (double length = 1.0; length < 20.0; length *= 1.02) {
            double value = expected(variances(d, r), length);
            if (value > best) {
                best = value;
                where = length;
            }
        }
        double[] lengths = lengths(Targets.autoregressive(r, ones), CheesSettings.of(1000).withTargetAcceptance(0.9));
        assertThat(where).isGreaterThan(4.0);
        assertThat(lengths[SEEDS / 2] / where).isBetween(0.7, 1.4);
    }

    private static double expected(double[] variances, double length) {
        double sum = 0.0;
        for (double v : variances) {
            double phase = 2.0 * length / Math.sqrt(v);
            sum += v * v * 0.5 * (1.0 - Math.sin(phase) / phase);
        }
        return sum / length;
    }

    /** By bisection with Sturm sequences of the inverse's diagonal and off-diagonal entries. */
    private static double[] variances(int d, double r) {
        double scale = 1.0 / (1.0 - r * r);
        double[] variances = new double[d];
        for (int k = 0; k < d; k++) {
            double low = 0.0;
            double high = scale * (1.0 + r) * (1.0 + r) + 1.0;
            for (int i = 0; i < 100; i++) {
                double middle = 0.5 * (low + high);
                int below = 0;
                double pivot = 1.0;
                for (int j = 0; j < d; j++) {
                    double diagonal = scale * (j == 0 || j == d - 1 ? 1.0 : 1.0 + r * r);
                    double off = j == 0 ? 0.0 : scale * r;
                    pivot = diagonal - middle - off * off / pivot;
                    below += pivot < 0.0 ? 1 : 0;
                }
                if (below > k) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            variances[k] = 1.0 / low;
        }
        return variances;
    }

    /** Kolmogorov-Smirnov tests, each passed by a right kernel but for 2.4e-8. */
    @Test
    void leavesStudentsAndAFunnelInvariant() {
        for (ExactTarget target : new ExactTarget[]{ExactTarget.students(), ExactTarget.funnel(3)}) {
            LogDensity density = target.density();
            double[] variance = new double[density.dimension()];
            Arrays.fill(variance, 1.5);
            Stationarity found = Stationarity.of(target, new Chees(density, CheesSettings.of(100)),
                    new CheesTuning(0.9, 3.0, new DiagonalMetric(variance), false), 20_000, 17L);
            assertThat(found.moved()).as("steps so long that the test matters").isBetween(0.3, 0.95);
            assertThat(found.largest()).isLessThan(Stationarity.LIMIT);
        }
    }
}
