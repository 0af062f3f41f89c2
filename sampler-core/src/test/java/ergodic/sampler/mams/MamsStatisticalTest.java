package ergodic.sampler.mams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Invariance and moments of {@link Mams}. Independent exact draws must still be such draws after some transitions: Kolmogorov-Smirnov
 * tests with {@code sqrt(N) D} above 3.02, by the bound {@code 2 exp(-2 x^2)} each 2.4e-8; 7 of them, so a right kernel fails with
 * probability 2e-7, had the seeds not been fixed.
 */
class MamsStatisticalTest {

    private static final int REPLICATIONS = 20_000;
    private static final double LIMIT = 3.02;
    private static final DoubleUnaryOperator NORMAL = NormalDistribution.of(0, 1)::cumulativeProbability;

    /** Fills theta with an exact draw. */
    private interface Exact {

        void drawInto(double[] theta, NormalizedGaussianSampler gaussian);
    }

    /** What is compared with its known distribution function. */
    private interface Functions {

        double[] of(double[] theta);
    }

    /** The values of the functions after four transitions from exact draws, [function][replication]. */
    private static double[][] after(LogDensity density, Metric metric, double epsilon, Exact exact,
            Functions functions) {
        Mams mams = new Mams(density);
        MamsTuning tuning = new MamsTuning(epsilon, 2.3, metric);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(17L);
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        Transition transition = new Transition(mams.statistics());
        ChainState state = new ChainState(density.dimension());
        int count = functions.of(new double[density.dimension()]).length;
        double[][] values = new double[count][REPLICATIONS];
        double moved = 0.0;
        for (int i = 0; i < REPLICATIONS; i++) {
            exact.drawInto(state.theta(), gaussian);
            state.refresh(density);
            for (int k = 0; k < 4; k++) {
                mams.step(state, tuning, rng, transition);
                moved += transition.moved() ? 0.25 / REPLICATIONS : 0.0;
            }
            double[] now = functions.of(state.theta());
            for (int f = 0; f < count; f++) {
                values[f][i] = now[f];
            }
        }
        assertThat(moved).as("steps so long that the test matters").isBetween(0.3, 0.93);
        return values;
    }

    /** {@code sqrt(N) D}. */
    private static double distance(double[] values, DoubleUnaryOperator distribution) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double largest = 0.0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            largest = Math.max(largest, Math.max(Math.abs((i + 1.0) / sorted.length - expected),
                    Math.abs((double) i / sorted.length - expected)));
        }
        return largest * Math.sqrt(sorted.length);
    }

    /** Neal's funnel of 3 dimensions. */
    @Test
    void leavesAFunnelInvariant() {
        double[][] values = after(Targets.funnel(3), new DiagonalMetric(new double[]{4.0, 1.0, 1.0}), 1.5,
                (theta, gaussian) -> {
                    theta[0] = 3.0 * gaussian.sample();
                    theta[1] = Math.exp(0.5 * theta[0]) * gaussian.sample();
                    theta[2] = Math.exp(0.5 * theta[0]) * gaussian.sample();
                }, theta -> new double[]{theta[0] / 3.0, theta[1] * Math.exp(-0.5 * theta[0])});
        assertThat(distance(values[0], NORMAL)).isLessThan(LIMIT);
        assertThat(distance(values[1], NORMAL)).isLessThan(LIMIT);
    }

    /** Two independent Student-t of 3 degrees of freedom. */
    @Test
    void leavesStudentsInvariant() {
        LogDensity students = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double sum = 0.0;
                for (int i = 0; i < 2; i++) {
                    sum -= 2.0 * Math.log1p(theta[i] * theta[i] / 3.0);
                    gradient[i] = -4.0 * theta[i] / (3.0 + theta[i] * theta[i]);
                }
                return sum;
            }
        };
        double[][] values = after(students, new UnitMetric(2), 3.0, (theta, gaussian) -> {
            for (int i = 0; i < 2; i++) {
                double squares = 0.0;
                for (int k = 0; k < 3; k++) {
                    double z = gaussian.sample();
                    squares += z * z;
                }
                theta[i] = gaussian.sample() / Math.sqrt(squares / 3.0);
            }
        }, theta -> theta.clone());
        DoubleUnaryOperator distribution = TDistribution.of(3)::cumulativeProbability;
        assertThat(distance(values[0], distribution)).isLessThan(LIMIT);
        assertThat(distance(values[1], distribution)).isLessThan(LIMIT);
    }

    /** Five normals of correlation 0.8 to the neighbour. */
    @Test
    void leavesACorrelatedNormalInvariant() {
        double[] scale = {0.5, 1.0, 2.0, 1.0, 3.0};
        double r = 0.8;
        double[][] values = after(Targets.autoregressive(r, scale), new UnitMetric(5), 1.2, (theta, gaussian) -> {
            double u = gaussian.sample();
            theta[0] = scale[0] * u;
            for (int i = 1; i < 5; i++) {
                u = r * u + Math.sqrt(1.0 - r * r) * gaussian.sample();
                theta[i] = scale[i] * u;
            }
        }, theta -> new double[]{theta[0] / scale[0], theta[4] / scale[4],
                (theta[2] / scale[2] - r * theta[1] / scale[1]) / Math.sqrt(1.0 - r * r)});
        for (double[] of : values) {
            assertThat(distance(of, NORMAL)).isLessThan(LIMIT);
        }
    }

    /**
     * Whole chains, warm-up included, on normals whose scales lie evenly in the logarithm: means and variances of every coordinate within 6.5
     * standard errors (408 tests of 8e-11 for a normal z), the acceptance near its target, and a length of about the crossing time.
     */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 1e4", "100, 1", "100, 1e4"})
    void knownMoments(int dimension, double condition) {
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            scale[i] = Math.pow(condition, 0.5 * i / (dimension - 1.0) - 0.5);
        }
        LogDensity density = Targets.normal(scale);
        Chain<MamsTuning> chain = Chain.run(density, new Mams(density), new MamsWarmup(density, MamsSettings.of(1200)),
                1200, 4000, 12L);
        for (int i = 0; i < dimension; i++) {
            int k = i;
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k]), 0.0)).isBetween(-6.5, 6.5);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k] * theta[k]), scale[k] * scale[k]))
                    .isBetween(-6.5, 6.5);
        }
        assertThat(chain.meanAcceptance()).isCloseTo(0.9, within(0.06));
        assertThat(chain.divergences()).isZero();
        assertThat(chain.tuning.meanSteps() * chain.tuning.stepSize() / Math.sqrt(dimension)).isBetween(0.5, 2.0);
    }

    /** A given number of steps is kept, and only metric and step adapted. */
    @Test
    void aGivenNumberOfStepsIsKept() {
        LogDensity density = Targets.normal(0.1, 1.0, 10.0);
        Chain<MamsTuning> chain = Chain.run(density, new Mams(density),
                new MamsWarmup(density, MamsSettings.of(800).withMeanSteps(2.0)), 800, 4000, 3L);
        assertThat(chain.tuning.meanSteps()).isEqualTo(2.0);
        assertThat(chain.meanAcceptance()).isCloseTo(0.9, within(0.06));
        assertThat(MonteCarlo.zScore(chain.values(theta -> theta[0] * theta[0]), 0.01)).isBetween(-6.0, 6.0);
    }
}
