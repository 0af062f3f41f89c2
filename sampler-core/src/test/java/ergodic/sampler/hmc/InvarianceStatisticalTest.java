package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * Joint-distribution test (Geweke 2004), in the form with independent replications (Gandy and Scott 2020): parameters from
 * the prior, data given the parameters, then a few transitions of the kernel on the posterior given the data. If the kernel
 * leaves the posterior invariant, parameters and data still have their joint distribution, so the parameters have that of the
 * prior (two Kolmogorov-Smirnov tests), and functions of both have kept their means (five paired z tests of bounded
 * functions).
 *
 * <p>False-failure probability, had the seeds not been fixed: 6 kernels x 7 tests, each at 2.4e-8 (|z| > 5.58;
 * sqrt(N) D > 3.02 by the bound 2 exp(-2 x^2)): 1e-6 in all. The same tests must see each of the broken kernels.
 */
class InvarianceStatisticalTest {

    private static final int REPLICATIONS = 20_000;
    private static final int TRANSITIONS = 4;
    private static final double Z_LIMIT = 5.58;
    private static final double KS_LIMIT = 3.02;
    private static final double SHAPE = 4.0;
    private static final int DATA = 4;

    /** {@code mu ~ N(0, 1)}, {@code sigma ~ Gamma(4, 4)}, {@code y_j ~ N(mu, sigma)}; coordinates mu and log sigma. */
    private static final class Posterior implements LogDensity {

        final double[] data = new double[DATA];
        /** 1 for the log Jacobian of sigma = exp(s), 0 to forget it. */
        private final double jacobian;

        Posterior(boolean withJacobian) {
            this.jacobian = withJacobian ? 1.0 : 0.0;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double mu = theta[0];
            double s = theta[1];
            double sigma = Math.exp(s);
            double precision = Math.exp(-2.0 * s);
            double squares = 0.0;
            double residuals = 0.0;
            for (double y : data) {
                residuals += y - mu;
                squares += (y - mu) * (y - mu);
            }
            gradient[0] = -mu + precision * residuals;
            gradient[1] = SHAPE - 1.0 + jacobian - SHAPE * sigma - DATA + precision * squares;
            return -0.5 * mu * mu + (SHAPE - 1.0 + jacobian) * s - SHAPE * sigma - DATA * s - 0.5 * precision * squares;
        }
    }

    /** Moves theta by one transition. */
    private interface Move {

        void apply(double[] theta, UniformRandomProvider rng);
    }

    private static Move of(TransitionKernel<HamiltonianTuning> kernel, LogDensity density, double stepSize,
            Metric metric) {
        ChainState state = new ChainState(2);
        HamiltonianTuning tuning = new HamiltonianTuning(stepSize, metric);
        return (theta, rng) -> {
            System.arraycopy(theta, 0, state.theta(), 0, 2);
            state.refresh(density);
            OneStep.of(kernel, state, tuning, rng);
            System.arraycopy(state.theta(), 0, theta, 0, 2);
        };
    }

    /** The largest of the tests' statistics, each as a fraction of its limit: above 1, some test fails. */
    private static double worst(Posterior posterior, Move move, UniformRandomProvider rng) {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] changes = new double[5][REPLICATIONS];
        double[] mus = new double[REPLICATIONS];
        double[] sigmas = new double[REPLICATIONS];
        double[] theta = new double[2];
        double[] before = new double[5];
        double[] after = new double[5];
        for (int r = 0; r < REPLICATIONS; r++) {
            theta[0] = gaussian.sample();
            double sigma = 0.0;
            for (int k = 0; k < (int) SHAPE; k++) {
                sigma -= Math.log(1.0 - rng.nextDouble()) / SHAPE;
            }
            theta[1] = Math.log(sigma);
            for (int j = 0; j < DATA; j++) {
                posterior.data[j] = theta[0] + sigma * gaussian.sample();
            }
            functionsInto(theta, posterior.data, before);
            for (int k = 0; k < TRANSITIONS; k++) {
                move.apply(theta, rng);
            }
            functionsInto(theta, posterior.data, after);
            for (int f = 0; f < after.length; f++) {
                changes[f][r] = after[f] - before[f];
            }
            mus[r] = theta[0];
            sigmas[r] = Math.exp(theta[1]);
        }
        double worst = 0.0;
        for (double[] change : changes) {
            worst = Math.max(worst, Math.abs(z(change)) / Z_LIMIT);
        }
        worst = Math.max(worst, distance(mus, NormalDistribution.of(0.0, 1.0)::cumulativeProbability) / KS_LIMIT);
        return Math.max(worst, distance(sigmas, InvarianceStatisticalTest::gammaCdf) / KS_LIMIT);
    }

    /** Distribution function of Gamma(4, 4): of the fourth event of a Poisson process of rate 4. */
    private static double gammaCdf(double sigma) {
        double x = SHAPE * sigma;
        return x > 700.0 ? 1.0 : 1.0 - Math.exp(-x) * (1.0 + x + x * x / 2.0 + x * x * x / 6.0);
    }

    private static void functionsInto(double[] theta, double[] data, double[] into) {
        double mean = (data[0] + data[1] + data[2] + data[3]) / DATA;
        double spread = Math.abs(data[0] - data[1]) + Math.abs(data[2] - data[3]);
        double standardised = (mean - theta[0]) * Math.exp(-theta[1]);
        into[0] = Math.tanh(theta[0]) * Math.tanh(mean);
        into[1] = Math.tanh(theta[1]) * Math.tanh(Math.log(spread));
        into[2] = Math.tanh(standardised * standardised);
        into[3] = Math.tanh(standardised) * Math.tanh(theta[1]) * Math.tanh(mean);
        into[4] = Math.tanh((theta[1] - Math.log(spread)) * (theta[1] - Math.log(spread)));
    }

    private static double z(double[] changes) {
        double sum = 0.0;
        double squares = 0.0;
        for (double change : changes) {
            sum += change;
            squares += change * change;
        }
        double mean = sum / changes.length;
        double variance = squares / changes.length - mean * mean;
        return variance == 0.0 ? 0.0 : mean / Math.sqrt(variance / changes.length);
    }

    private static double distance(double[] sample, java.util.function.DoubleUnaryOperator cdf) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double largest = 0.0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cdf.applyAsDouble(sorted[i]);
            largest = Math.max(largest, Math.max(expected - (double) i / sorted.length,
                    (i + 1.0) / sorted.length - expected));
        }
        return largest * Math.sqrt(sorted.length);
    }

    private static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private static double worst(java.util.function.Function<LogDensity, TransitionKernel<HamiltonianTuning>> kernel,
            double stepSize,
            Metric metric, long seed) {
        Posterior posterior = new Posterior(true);
        return worst(posterior, of(kernel.apply(posterior), posterior, stepSize, metric), rng(seed));
    }

    private static final Metric DIAGONAL = new DiagonalMetric(new double[]{0.4, 0.25});
    private static final Metric DENSE = new DenseMetric(new double[]{0.4, 0.15, 0.15, 0.25});

    @Test
    void staticHmcLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new StaticHmc(d, HmcSettings.ofSteps(3)), 0.3, new UnitMetric(2), 101L)).isLessThan(1.0);
    }

    @Test
    void jitteredHmcLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new StaticHmc(d, HmcSettings.ofTime(3.0).withJitter(0.5, 1.0)), 0.7, DIAGONAL, 102L))
                .isLessThan(1.0);
    }

    @Test
    void denseHmcLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new StaticHmc(d, HmcSettings.ofSteps(4)), 0.6, DENSE, 103L)).isLessThan(1.0);
    }

    @Test
    void nutsLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new Nuts(d, NutsSettings.defaults()), 0.3, new UnitMetric(2), 104L)).isLessThan(1.0);
    }

    @Test
    void nutsWithLongStepsLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new Nuts(d, NutsSettings.defaults()), 1.1, DIAGONAL, 105L)).isLessThan(1.0);
    }

    @Test
    void nutsWithACutTreeLeavesThePosteriorInvariant() {
        assertThat(worst(d -> new Nuts(d, NutsSettings.defaults().withMaxTreeDepth(2)), 0.6, DENSE, 106L))
                .isLessThan(1.0);
    }

    // Negative controls: the same tests on broken kernels.

    @Test
    void seesAForgottenJacobian() {
        Posterior posterior = new Posterior(false);
        Move move = of(new Nuts(posterior, NutsSettings.defaults()), posterior, 0.7, DIAGONAL);
        assertThat(worst(posterior, move, rng(201L))).isGreaterThan(1.0);
    }

    @Test
    void seesAnAcceptanceRatioWithoutKineticEnergy() {
        Posterior posterior = new Posterior(true);
        assertThat(worst(posterior, brokenHmc(posterior, 0.3, 3, false, true), rng(202L))).isGreaterThan(1.0);
    }

    @Test
    void seesAMissingMetropolisTest() {
        Posterior posterior = new Posterior(true);
        assertThat(worst(posterior, brokenHmc(posterior, 0.3, 3, true, false), rng(203L))).isGreaterThan(1.0);
    }

    @Test
    void seesMissingWeightsInTheTree() {
        assertThat(brokenNuts(ReferenceNuts.Fault.NO_WEIGHTS, 1.1, 204L)).isGreaterThan(1.0);
    }

    @Test
    void seesInnerTurnsThatAreIgnored() {
        assertThat(brokenNuts(ReferenceNuts.Fault.INNER_TURNS_IGNORED, 0.5, 205L)).isGreaterThan(1.0);
    }

    @Test
    void seesAWrongRatioAtTheTop() {
        assertThat(brokenNuts(ReferenceNuts.Fault.TOP_RATIO_WRONG, 1.1, 206L)).isGreaterThan(1.0);
    }

    /** The controls fail for their faults: the textbook without a fault passes. */
    @Test
    void theTextbookPasses() {
        assertThat(brokenNuts(ReferenceNuts.Fault.NONE, 0.5, 207L)).isLessThan(1.0);
    }

    private static double brokenNuts(ReferenceNuts.Fault fault, double stepSize, long seed) {
        Posterior posterior = new Posterior(true);
        UniformRandomProvider rng = rng(seed);
        ReferenceNuts nuts = new ReferenceNuts(posterior, new double[]{0.4, 0.25}, stepSize, 10, fault, rng);
        return worst(posterior, (theta, same) -> System.arraycopy(nuts.step(theta).state().theta(), 0, theta, 0, 2),
                rng);
    }

    private static Move brokenHmc(LogDensity density, double stepSize, int steps, boolean kinetic, boolean metropolis) {
        Leapfrog leapfrog = new Leapfrog(density);
        PhasePoint z = new PhasePoint(2);
        Metric metric = new UnitMetric(2);
        ChainState state = new ChainState(2);
        return (theta, rng) -> {
            System.arraycopy(theta, 0, state.theta(), 0, 2);
            state.refresh(density);
            z.setPosition(state);
            metric.sampleMomentumInto(z.momentum(), ZigguratSampler.NormalizedGaussian.of(rng));
            double before = kinetic ? z.energy(metric) : -z.logDensity();
            for (int i = 0; i < steps; i++) {
                leapfrog.step(z, stepSize, metric);
            }
            double after = kinetic ? z.energy(metric) : -z.logDensity();
            boolean accepted = metropolis ? rng.nextDouble() < Math.exp(before - after) : Double.isFinite(after);
            if (accepted) {
                System.arraycopy(z.theta(), 0, theta, 0, 2);
            }
        };
    }
}
