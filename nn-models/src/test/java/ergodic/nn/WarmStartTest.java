package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.optimize.AdamWSettings;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class WarmStartTest {

    private static final WarmStart.RandomWeights GAUSSIAN = (theta, rng) -> {
        for (int i = 0; i < theta.length; i++) {
            theta[i] = ZigguratSampler.NormalizedGaussian.of(rng).sample();
        }
    };

    /** Mean of normal rows with sd 1 under a N(0, 1) prior: mode {@code sum / (N + 1)}. */
    private static final class NormalMean implements StochasticLogDensity {

        private final double[] rows;
        private int subsets;
        private int largestSubset;
        private long rowsRead;

        NormalMean(double... rows) {
            this.rows = rows;
        }

        double mode() {
            return Arrays.stream(rows).sum() / (rows.length + 1);
        }

        @Override
        public int rowCount() {
            return rows.length;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            int[] all = new int[rows.length];
            Arrays.setAll(all, i -> i);
            return value(theta, all, all.length, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] chosen, int count, double[] gradient) {
            subsets++;
            largestSubset = Math.max(largestSubset, count);
            return value(theta, chosen, count, gradient);
        }

        private double value(double[] theta, int[] chosen, int count, double[] gradient) {
            rowsRead += count;
            double weight = (double) rows.length / count;
            double value = -0.5 * theta[0] * theta[0];
            gradient[0] = -theta[0];
            for (int i = 0; i < count; i++) {
                double r = rows[chosen[i]] - theta[0];
                value -= 0.5 * weight * r * r;
                gradient[0] += weight * r;
            }
            return value;
        }
    }

    private static NormalMean normalMean(int rows) {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(9);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = 3 + ZigguratSampler.NormalizedGaussian.of(rng).sample();
        }
        return new NormalMean(values);
    }

    private static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Test
    void findsTheTopOfAQuadratic() {
        // Curvatures from 1 to 10000.
        LogDensity density = new LogDensity() {
            @Override
            public int dimension() {
                return 5;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double value = 0;
                for (int i = 0; i < 5; i++) {
                    double curvature = Math.pow(10, i);
                    double d = theta[i] - i;
                    value -= 0.5 * curvature * d * d;
                    gradient[i] = -curvature * d;
                }
                return value;
            }
        };
        ChainState state = new ChainState(5);
        WarmStartSettings settings = WarmStartSettings.defaults().withAdamW(AdamWSettings.of(0.05));
        new WarmStart(GAUSSIAN, settings).findInto(state, density, rng(1));
        assertThat(state.theta()).containsExactly(new double[]{0, 1, 2, 3, 4}, within(1e-3));
        double[] gradient = new double[5];
        assertThat(state.logDensity()).isEqualTo(density.evaluate(state.theta(), gradient));
        assertThat(state.gradient()).isEqualTo(gradient);
    }

    @Test
    void batchesComeNearTheMode() {
        NormalMean density = normalMean(100);
        ChainState state = new ChainState(1);
        WarmStartSettings settings = WarmStartSettings.defaults().withBatchSize(10).withAdamW(AdamWSettings.of(0.05));
        new WarmStart(GAUSSIAN, settings).findInto(state, density, rng(2));
        assertThat(state.theta()[0]).isCloseTo(density.mode(), within(0.1));
        assertThat(density.largestSubset).isEqualTo(10);
        assertThat(density.subsets).isEqualTo(2000);
    }

    @Test
    void stopsEarlyOnRowsHeldBack() {
        NormalMean density = normalMean(100);
        ChainState state = new ChainState(1);
        WarmStartSettings settings = WarmStartSettings.defaults().withEarlyStopping(0.2, 3)
                .withAdamW(AdamWSettings.of(0.1));
        new WarmStart(GAUSSIAN, settings).findInto(state, density, rng(3));
        assertThat(density.largestSubset).isEqualTo(80);
        assertThat(density.subsets).isLessThan(1500);
        // Both parts' means are about 3, each with a standard error of at most 0.22.
        assertThat(state.theta()[0]).isCloseTo(density.mode(), within(1.0));
    }

    /**
     * Early stopping ends by rows that it has not seen; steps over all rows then end at the mode of all, by batches too, and take
     * gradients of all rows only. Without them the start is away from the mode.
     */
    @Test
    void allRowsFollowEarlyStopping() {
        double[] away = new double[2];
        for (int seed = 1; seed <= 10; seed++) {
            for (double finish : new double[]{0, 0.5}) {
                NormalMean density = normalMean(40);
                ChainState state = new ChainState(1);
                WarmStartSettings settings = WarmStartSettings.defaults().withBatchSize(6).withEarlyStopping(0.2, 3)
                        .withFinish(finish).withAdamW(AdamWSettings.of(0.05));
                new WarmStart(GAUSSIAN, settings).findInto(state, density, rng(seed));
                away[finish > 0 ? 1 : 0] = Math.max(away[finish > 0 ? 1 : 0],
                        Math.abs(state.theta()[0] - density.mode()));
                assertThat(density.largestSubset).as("rows held back are seen by no subset").isEqualTo(8);
                assertThat(state.logDensity()).isEqualTo(density.evaluate(state.theta(), new double[1]));
            }
        }
        assertThat(away[1]).isLessThan(1e-4);
        assertThat(away[0]).isGreaterThan(0.02);
    }

    /** Of 16 points the highest that is finite, with its own density and gradient, for a gradient each; where a half has none. */
    @Test
    void theBestOfSeveralCandidatesIsTheStart() {
        int[] evaluations = new int[1];
        LogDensity density = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                evaluations[0]++;
                gradient[0] = -theta[0];
                gradient[1] = theta[1] > 0 ? Double.NaN : -theta[1];
                return -0.5 * (theta[0] * theta[0] + theta[1] * theta[1]);
            }
        };
        for (int seed = 1; seed <= 20; seed++) {
            ChainState one = new ChainState(2);
            WarmStartSettings single = WarmStartSettings.disabled();
            new WarmStart(GAUSSIAN, single).findInto(one, density, rng(seed));
            evaluations[0] = 0;
            ChainState best = new ChainState(2);
            new WarmStart(GAUSSIAN, single.withCandidates(16)).findInto(best, density, rng(seed));
            assertThat(evaluations[0]).isBetween(16, 35);
            UniformRandomProvider again = rng(seed);
            double[] theta = new double[2];
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < evaluations[0]; i++) {
                GAUSSIAN.drawInto(theta, again);
                if (theta[1] <= 0) {
                    highest = Math.max(highest, -0.5 * (theta[0] * theta[0] + theta[1] * theta[1]));
                }
            }
            assertThat(best.logDensity()).isEqualTo(highest).isGreaterThanOrEqualTo(one.logDensity());
            double[] gradient = new double[2];
            assertThat(density.evaluate(best.theta(), gradient)).isEqualTo(highest);
            assertThat(best.gradient()).isEqualTo(gradient);
        }
        assertThatThrownBy(() -> WarmStartSettings.disabled().withCandidates(0)).hasMessageContaining("candidates");
    }

    @Test
    void isAFunctionOfTheChainsRandomNumbers() {
        for (WarmStartSettings settings : new WarmStartSettings[]{WarmStartSettings.disabled(),
                WarmStartSettings.defaults().withSteps(20), WarmStartSettings.defaults().withSteps(20).withBatchSize(7),
                WarmStartSettings.defaults().withSteps(200).withEarlyStopping(0.3, 2)}) {
            double first = start(settings, 5);
            assertThat(start(settings, 5)).isEqualTo(first);
            assertThat(start(settings, 6)).isNotEqualTo(first);
        }
    }

    private static double start(WarmStartSettings settings, long seed) {
        ChainState state = new ChainState(1);
        new WarmStart(GAUSSIAN, settings).findInto(state, normalMean(30), rng(seed));
        return state.theta()[0];
    }

    @Test
    void comesBackFromWhereTheDensityIsNotFinite() {
        // Beyond 1 the density cannot be computed; its supremum is there.
        LogDensity cliff = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = theta[0] < 1 ? 1 : Double.NaN;
                return theta[0] < 1 ? theta[0] : Double.NaN;
            }
        };
        ChainState state = new ChainState(1);
        new WarmStart((theta, rng) -> theta[0] = -0.5, WarmStartSettings.defaults()).findInto(state, cliff, rng(1));
        assertThat(state.theta()[0]).isBetween(0.9, 1.0);
        assertThat(state.logDensity()).isEqualTo(state.theta()[0]);
    }

    @Test
    void saysWhatIsWrongWhenThereIsNoStart() {
        LogDensity nowhere = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0;
                gradient[1] = Double.NaN;
                return Double.NaN;
            }

            @Override
            public String coordinateName(int coordinate) {
                return "layer1.weight[0," + coordinate + "]";
            }
        };
        WarmStart start = new WarmStart((theta, rng) -> Arrays.fill(theta, 0.5), WarmStartSettings.defaults());
        assertThatThrownBy(() -> start.findInto(new ChainState(2), nowhere, rng(1)))
                .isInstanceOf(InitialPointException.class)
                .hasMessage("no starting point was found: at all 20 random weights tried the log density is NaN and its"
                        + " gradient with respect to layer1.weight[0,1] = 0.5 is NaN; check the data and the priors");
    }

    /** Points of the warm start as it was before its optimiser and its batches moved; up to what platforms make of cosines. */
    @Test
    void endsWhereItAlwaysEnded() {
        WarmStartSettings settings = WarmStartSettings.defaults().withSteps(500).withFinish(0);
        assertThat(end(settings)).containsExactly(
                new double[]{0x1.30b64c6887e5cp-3, 0x1.71b11713e4883p0, 0x1.74080e4e50523p0}, within(1e-9));
        assertThat(end(settings.withBatchSize(7))).containsExactly(new double[]{0x1.763be0dd5a01bp-3, 0x1.b563f54302bp0,
                0x1.4d937c01235bdp0}, within(1e-9));
        assertThat(end(settings.withBatchSize(7).withEarlyStopping(0.2, 3)))
                .containsExactly(new double[]{0x1.5f1d7e8ad6007p-1,
                        -0x1.35a99f053e18ap-2, 0x1.737b806465d47p-3}, within(1e-9));
        assertThat(end(settings.withEarlyStopping(0.2, 3))).containsExactly(new double[]{0x1.5037b6527f7aep-1,
                -0x1.85ed280aeca0dp-2, 0x1.51c70482c8d7ep-3}, within(1e-9));
    }

    private static double[] end(WarmStartSettings settings) {
        ChainState state = new ChainState(3);
        new WarmStart((theta, rng) -> {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = 2 * rng.nextDouble() - 1;
            }
        }, settings).findInto(state, new SoftUnit(), rng(4));
        return state.theta();
    }

    /** Forty rows y = sin 3x + noise, and one unit: {@code c z / (1 + |z|)} with {@code z = a + b x}. Plain arithmetic alone. */
    private static final class SoftUnit implements StochasticLogDensity {

        private final double[] x = new double[40];
        private final double[] y = new double[40];

        SoftUnit() {
            UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(9);
            for (int i = 0; i < 40; i++) {
                x[i] = rng.nextDouble() * 2 - 1;
                y[i] = Math.sin(3 * x[i]) + 0.1 * rng.nextDouble();
            }
        }

        @Override
        public int rowCount() {
            return 40;
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            int[] all = new int[40];
            Arrays.setAll(all, i -> i);
            return evaluateSubset(theta, all, 40, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = 0;
            for (int j = 0; j < 3; j++) {
                value -= 0.5 * theta[j] * theta[j];
                gradient[j] = -theta[j];
            }
            double weight = 40.0 / count;
            for (int i = 0; i < count; i++) {
                double z = theta[0] + theta[1] * x[rows[i]];
                double slope = 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
                double residual = y[rows[i]] - theta[2] * z / (1 + Math.abs(z));
                value -= 0.5 * weight * residual * residual / 0.01;
                double c = weight * residual / 0.01;
                gradient[0] += c * theta[2] * slope;
                gradient[1] += c * theta[2] * slope * x[rows[i]];
                gradient[2] += c * z / (1 + Math.abs(z));
            }
            return value;
        }
    }

    @Test
    void badSettingsNameTheirKey() {
        assertThatThrownBy(() -> WarmStartSettings.defaults().withSteps(0))
                .hasMessage("warm-start.steps must be at least 1, not 0");
        assertThatThrownBy(() -> WarmStartSettings.defaults().withBatchSize(-1))
                .hasMessage("warm-start.batch_size must be at least 0, not -1");
        assertThatThrownBy(() -> WarmStartSettings.defaults().withEarlyStopping(1, 2))
                .hasMessage("warm-start.held_back must be at least 0 and below 1, not 1.0");
        assertThatThrownBy(() -> WarmStartSettings.defaults().withEarlyStopping(0.1, 0))
                .hasMessage("warm-start.patience must be at least 1, not 0");
    }

    /** All steps, no retreat: the forecast is what is read. Early stopping with more patience than checks makes all steps as well. */
    @Test
    void rowsThatAStartReadsAreSaidBefore() {
        WarmStartSettings steps = WarmStartSettings.defaults().withSteps(150);
        for (WarmStartSettings settings : List.of(steps, steps.withCandidates(3), steps.withBatchSize(10),
                steps.withBatchSize(10).withEarlyStopping(0.3, 1000), WarmStartSettings.disabled().withCandidates(4))) {
            NormalMean density = normalMean(200);
            WarmStart start = new WarmStart(GAUSSIAN, settings);
            start.findInto(new ChainState(1), density, rng(3));
            assertThat((double) density.rowsRead).as("%s", settings).isEqualTo(start.mostRows(200));
        }
    }

    /** 5000 rows and 1000 steps of 10: a check by all rows is worth 500 steps, so that none but the first and the last are made. */
    @Test
    void checksByAllRowsAreRareWhereTheyAreDear() {
        NormalMean density = normalMean(5000);
        new WarmStart(GAUSSIAN, WarmStartSettings.defaults().withSteps(1000).withBatchSize(10)
                .withAdamW(AdamWSettings.of(0.05))).findInto(new ChainState(1), density, rng(3));
        assertThat(density.rowsRead).isEqualTo(1000 * 10 + 4 * 5000);
    }
}
