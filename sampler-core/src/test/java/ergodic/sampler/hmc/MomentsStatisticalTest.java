package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.FixedTuning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole chains, warm-up included, on densities with known moments: each mean and second moment within 6 Monte Carlo standard
 * errors.
 *
 * <p>False-failure probability, had the seeds not been fixed: about 550 z tests at |z| > 6, each 2e-9 for a normal z:
 * 1.1e-6 in all. The standard errors are themselves estimates from 1000 draws or more; a relative error of 10 % would make
 * that 6e-5.
 */
class MomentsStatisticalTest {

    private static final double Z_LIMIT = 6.0;

    private static Chain<HamiltonianTuning> nuts(LogDensity density, WarmupSettings settings, int draws, long seed) {
        return Chain.run(density, new Nuts(density, NutsSettings.defaults()), new WindowedWarmup(density, settings),
                settings.schedule().warmup(), draws, seed);
    }

    private static void assertMoment(Chain<HamiltonianTuning> chain,
            java.util.function.ToDoubleFunction<double[]> function,
            double expected,
            String what) {
        assertThat(MonteCarlo.zScore(chain.values(function), expected)).as(what).isBetween(-Z_LIMIT, Z_LIMIT);
    }

    private static void assertNormalMoments(Chain<HamiltonianTuning> chain, int dimension,
            java.util.function.IntToDoubleFunction variance) {
        for (int i = 0; i < dimension; i++) {
            int coordinate = i;
            assertMoment(chain, theta -> theta[coordinate], 0.0, "mean of coordinate " + i);
            assertMoment(chain, theta -> theta[coordinate] * theta[coordinate], variance.applyAsDouble(i),
                    "variance of coordinate " + i);
        }
    }

    @Test
    void independentNormalsByNuts() {
        double[] ones = new double[10];
        java.util.Arrays.fill(ones, 1.0);
        LogDensity density = Targets.normal(ones);
        Chain<HamiltonianTuning> chain = nuts(density, WarmupSettings.defaults(400), 4000, 31L);
        assertNormalMoments(chain, 10, i -> 1.0);
        assertMoment(chain, theta -> theta[0] * theta[1], 0.0, "covariance");
        assertThat(chain.divergences()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void independentNormalsByJitteredHmc(MetricKind kind) {
        LogDensity density = Targets.normal(0.5, 1.0, 2.0);
        TransitionKernel<HamiltonianTuning> hmc = new StaticHmc(density, HmcSettings.ofTime(2.0).withJitter(0.2, 0.8));
        Chain<HamiltonianTuning> chain = Chain.run(density, hmc,
                new WindowedWarmup(density, WarmupSettings.defaults(400).withMetric(kind)),
                400, 6000, 32L);
        assertNormalMoments(chain, 3, i -> 0.25 * Math.pow(4.0, i));
    }

    /** AR(1): correlation 0.9^|i - j|, standard deviations from 0.1 to 10. */
    @ParameterizedTest
    @EnumSource(names = {"DIAGONAL", "DENSE"})
    void correlatedNormalsInHundredDimensions(MetricKind kind) {
        int d = 100;
        double r = 0.9;
        double[] scale = new double[d];
        for (int i = 0; i < d; i++) {
            scale[i] = Math.pow(10.0, 2.0 * i / (d - 1) - 1.0);
        }
        LogDensity density = Targets.autoregressive(r, scale);
        Chain<HamiltonianTuning> chain = nuts(density, WarmupSettings.defaults(1000).withMetric(kind), 1000, 33L);
        assertNormalMoments(chain, d, i -> scale[i] * scale[i]);
        assertMoment(chain, theta -> theta[3] * theta[4], r * scale[3] * scale[4], "covariance of neighbours");
        assertThat(chain.divergences()).isZero();
        double steps = 0.0;
        for (Transition transition : chain.transitions) {
            steps += transition.gradients();
        }
        // The dense metric makes the density round: far shorter trajectories.
        assertThat(steps / chain.transitions.size()).isBetween(1.0, kind == MetricKind.DENSE ? 20.0 : 200.0);
    }

    @Test
    void banana() {
        LogDensity density = Targets.banana(2.0);
        Chain<HamiltonianTuning> chain = nuts(density, WarmupSettings.defaults(1000).withTargetAcceptance(0.95), 8000,
                34L);
        assertMoment(chain, theta -> theta[0], 1.0, "mean of x");
        assertMoment(chain, theta -> theta[0] * theta[0], 2.0, "second moment of x");
        assertMoment(chain, theta -> theta[1], 2.0, "mean of y");
        // E (y - x^2)^2 = 1 / (2 b).
        assertMoment(chain, theta -> Math.pow(theta[1] - theta[0] * theta[0], 2.0), 0.25, "spread across the bend");
    }

    /** The neck of the funnel is too narrow for any one step size: the sampler must say so, and never leave the finite. */
    @Test
    void funnelAndSharpBananaReportDivergences() {
        LogDensity funnel = Targets.funnel(10);
        Chain<HamiltonianTuning> neck = Chain.run(funnel, new Nuts(funnel, NutsSettings.defaults()),
                new FixedTuning<>(new HamiltonianTuning(0.8, new UnitMetric(10))), 100, 2000, 35L);
        assertThat(neck.divergences()).isPositive();
        LogDensity banana = Targets.banana(100.0);
        Chain<HamiltonianTuning> bend = Chain.run(banana, new Nuts(banana, NutsSettings.defaults()),
                new FixedTuning<>(new HamiltonianTuning(0.15, new UnitMetric(2))), 100, 1000, 36L);
        assertThat(bend.divergences()).isPositive();
        for (Chain<HamiltonianTuning> chain : List.of(neck, bend)) {
            for (Transition transition : chain.transitions) {
                assertThat(transition.logDensity()).isFinite();
                assertThat(transition.value(Statistic.ENERGY)).isFinite();
                assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isBetween(0.0, 1.0);
                assertThat(transition.diverging())
                        .isEqualTo(transition.value(HamiltonianStatistics.MAX_ENERGY_ERROR) > 1000.0);
            }
        }
    }

    /** A density that is NaN beyond a wall: the sampler stays on its side and reports divergences there. */
    @Test
    void aWallOfNanIsADivergence() {
        LogDensity density = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = -theta[0];
                return theta[0] > 0.5 ? Double.NaN : -0.5 * theta[0] * theta[0];
            }
        };
        for (TransitionKernel<HamiltonianTuning> kernel : List.of(new Nuts(density, NutsSettings.defaults()),
                new StaticHmc(density, HmcSettings.ofSteps(4)))) {
            Chain<HamiltonianTuning> chain = Chain.run(density, kernel,
                    new FixedTuning<>(new HamiltonianTuning(0.4, new UnitMetric(1))), 0, 4000, 37L);
            assertThat(chain.divergences()).isPositive();
            for (double[] draw : chain.draws) {
                assertThat(draw[0]).isLessThanOrEqualTo(0.5);
            }
            // Mean of the standard normal below 0.5: -phi(0.5) / Phi(0.5).
            assertMoment(chain, theta -> theta[0], -0.3520653267642995 / 0.6914624612740131,
                    kernel.getClass().getSimpleName());
        }
    }
}
