package ergodic.sampler.mclmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Targets;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.FixedTuning;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known moments, bias included, and the bias that energy errors tell. */
class MclmcStatisticalTest {

    private static double energyVariance(Chain<?> chain) {
        return chain.transitions.stream().mapToDouble(t -> t.value(EnergyVariance.STATISTIC))
                .filter(error -> !Double.isNaN(error))
                .average().orElseThrow();
    }

    /**
     * Standard normals of 100 dimensions, L = sqrt(d), steps of a given energy variance: the mean variance is as far off as an
     * independent simulation found (to 0.005). 20,000 steps of about a third of sqrt(d): the mean over dimensions has a standard error
     * of about 0.0015, so the bound 0.015 has a false-failure probability below 1e-9.
     */
    @ParameterizedTest
    @CsvSource({"LEAPFROG, 4.43, 5e-4, 0.035", "LEAPFROG, 7.2, 1e-2, 0.097", "MINIMAL_NORM, 13.9, 5e-4, -0.021"})
    void theBiasIsThatOfTheEnergyVariance(SplittingScheme scheme, double guess, double target, double bias) {
        LogDensity density = Targets.normal(ones(100));
        MclmcSettings settings = new MclmcSettings(3000, 0.0, MetricKind.UNIT, scheme, target, 1.0);
        Chain<MclmcTuning> chain = Chain.run(density, new Mclmc(density, scheme), new MclmcWarmup(density, settings),
                3000, 20_000, 4L);
        double mean = 0.0;
        for (double[] draw : chain.draws) {
            for (double x : draw) {
                mean += x * x / 100 / chain.draws.length;
            }
        }
        assertThat(energyVariance(chain)).isBetween(0.7 * target, 1.4 * target);
        assertThat(chain.tuning.stepSize()).isBetween(0.7 * guess, 1.6 * guess);
        assertThat(mean - 1.0).isCloseTo(bias, within(0.015));
    }

    private static double[] ones(int dimension) {
        double[] scale = new double[dimension];
        Arrays.fill(scale, 1.0);
        return scale;
    }

    /**
     * In the limit of short steps there is no bias: means and variances of normals of different widths, in the law of 10 dimensions,
     * within 6 standard errors: 20 tests, 2e-9 each. So it is where a step in ten is made in pieces.
     */
    @ParameterizedTest
    @CsvSource({"1000, 0, 0", "2.5e-4, 0.05, 0.3"})
    void shortStepsHaveTheRightMoments(double largestError, double least, double most) {
        double[] scale = {0.5, 1.0, 2.0, 1.0, 1.0, 1.5, 1.0, 1.0, 0.7, 1.0};
        LogDensity density = Targets.normal(scale);
        Chain<MclmcTuning> chain = Chain.run(density, new Mclmc(density, SplittingScheme.MINIMAL_NORM),
                new FixedTuning<>(new MclmcTuning(0.4, 3.0, new UnitMetric(10), 0, largestError)), 500, 60_000, 5L);
        assertThat(chain.transitions.stream().filter(t -> t.value(EnergyVariance.PIECES) > 1.0).count() / 60_000.0)
                .isBetween(least, most);
        for (int i = 0; i < 10; i++) {
            int k = i;
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k]), 0.0)).isBetween(-6.0, 6.0);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k] * theta[k]), scale[k] * scale[k]))
                    .isBetween(-6.0, 6.0);
        }
    }

    /** The warm-up finds metric, step and decoherence: scales of 0.1 to 10 have their variances. */
    @Test
    void theWarmupFindsMetricStepAndDecoherence() {
        double[] scale = new double[50];
        for (int i = 0; i < 50; i++) {
            scale[i] = Math.pow(10.0, -1.0 + 2.0 * i / 49);
        }
        LogDensity density = Targets.normal(scale);
        Chain<MclmcTuning> chain = Chain.run(density, new Mclmc(density, SplittingScheme.MINIMAL_NORM),
                new MclmcWarmup(density, MclmcSettings.of(6000)), 6000, 20_000, 6L);
        double ratio = 0.0;
        for (double[] draw : chain.draws) {
            for (int k = 0; k < 50; k++) {
                ratio += draw[k] * draw[k] / (scale[k] * scale[k]) / 50 / chain.draws.length;
            }
        }
        assertThat(ratio).isCloseTo(0.98, within(0.04));
        assertThat(energyVariance(chain)).isBetween(2e-4, 1.2e-3);
        assertThat(chain.tuning.decoherence()).as("of the order of sqrt(d) = 7").isBetween(2.0, 20.0);
        for (int i = 0; i < 50; i++) {
            assertThat(Math.sqrt(chain.tuning.metric().inverseDiagonal()[i]) / scale[i]).isBetween(0.6, 1.6);
        }
        assertThat(chain.divergences()).isZero();
    }

    /**
     * The mean energy error meets its target within a quarter, by the whole warm-up: on normals of one width and of many, and where widths go
     * up and down together (a mild funnel, whose stiff places carry the mean). Means of four chains were 0.90 to 1.10 times the target for three
     * sets of seeds, of which the first is fixed here.
     */
    @ParameterizedTest
    @CsvSource({"10, MINIMAL_NORM, 0", "100, MINIMAL_NORM, 0", "100, LEAPFROG, 0", "100, MINIMAL_NORM, 0.25",
            "30, LEAPFROG, 0.25"})
    void theMeanErrorMeetsTheTarget(int dimension, SplittingScheme scheme, double spread) {
        double mean = 0.0;
        for (long seed = 1; seed <= 4; seed++) {
            LogDensity density = spread == 0.0 ? Targets.normal(ones(dimension)) : breathing(dimension, spread);
            MclmcSettings settings = new MclmcSettings(6000, 0.2, MetricKind.DIAGONAL, scheme, 1e-3, 0.0);
            mean += energyVariance(Chain.run(density, new Mclmc(density, scheme), new MclmcWarmup(density, settings),
                    6000, 6000, seed)) / 4;
        }
        assertThat(mean / 1e-3).isBetween(0.8, 1.25);
    }

    /** {@code v ~ N(0, spread)}, the others {@code N(0, exp(v))} by standard deviation. */
    private static LogDensity breathing(int dimension, double spread) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double v = theta[0];
                double precision = Math.exp(-2.0 * v);
                double squares = 0.0;
                for (int i = 1; i < dimension; i++) {
                    squares += theta[i] * theta[i];
                    gradient[i] = -precision * theta[i];
                }
                gradient[0] = -v / (spread * spread) + precision * squares - (dimension - 1);
                return -0.5 * v * v / (spread * spread) - 0.5 * precision * squares - (dimension - 1) * v;
            }
        };
    }

    /** A region of NaN that is met early does not shorten the steps for good: they come within 20 % of those without it. */
    @Test
    void stepsRecoverFromARegionOfNaN() {
        LogDensity normal = Targets.normal(ones(10));
        int[] count = {0};
        LogDensity density = new LogDensity() {
            @Override
            public int dimension() {
                return 10;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double value = normal.evaluate(theta, gradient);
                return count[0]++ < 1500 && theta[0] > 0.5 ? Double.NaN : value;
            }
        };
        double without = tuned(normal);
        assertThat(tuned(density) / without).isCloseTo(1.0, within(0.2));
    }

    private static double tuned(LogDensity density) {
        return Chain.run(density, new Mclmc(density, SplittingScheme.MINIMAL_NORM), new MclmcWarmup(density,
                new MclmcSettings(4000, 0.3, MetricKind.UNIT, SplittingScheme.MINIMAL_NORM, 5e-4, 1.0)), 4000, 1,
                9L).tuning.stepSize();
    }
}
