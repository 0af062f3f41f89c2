package ergodic.sampler.mams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.mclmc.Mclmc;
import ergodic.sampler.mclmc.MclmcTuning;
import ergodic.sampler.mclmc.MclmcWarmup;
import ergodic.sampler.method.Settings;
import ergodic.sampler.phases.PhasedKernel;
import ergodic.sampler.phases.PhasedTuner;
import ergodic.sampler.phases.PhasedTuning;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's tuning of {@link Mams}. */
class UnadjustedMamsTest {

    private static Chain<PhasedTuning<MclmcTuning, MamsTuning>> run(LogDensity density, int warmup, int count,
            long seed) {
        UnadjustedMamsMethod method = new UnadjustedMamsMethod(MamsSettings.of(warmup), warmup);
        PhasedKernel<MclmcTuning, MamsTuning> kernel = new PhasedKernel<>(
                new Mclmc(density, SplittingScheme.MINIMAL_NORM), new Mams(density));
        return Chain.run(density, kernel, new PhasedTuner<>(new MclmcWarmup(density, method.ofUnadjusted()),
                new LengthFromUnadjusted(density, method.settings()), method.unadjusted()), warmup, count, seed);
    }

    private static double[] ones(int d) {
        double[] ones = new double[d];
        Arrays.fill(ones, 1.0);
        return ones;
    }

    /** Metric and length are those that the unadjusted steps alone find with the same random numbers; the step meets the acceptance. */
    @Test
    void metricAndLengthAreThoseOfTheUnadjustedSteps() {
        LogDensity density = Targets.autoregressive(0.8, ones(20));
        int warmup = 3000;
        UnadjustedMamsMethod method = new UnadjustedMamsMethod(MamsSettings.of(warmup), warmup);
        assertThat(method.unadjusted()).isEqualTo(2400);
        Chain<MclmcTuning> alone = Chain.run(density, new Mclmc(density, SplittingScheme.MINIMAL_NORM),
                new MclmcWarmup(density, method.ofUnadjusted()), 2400, 0, 5L);
        Chain<PhasedTuning<MclmcTuning, MamsTuning>> chain = run(density, warmup, 2000, 5L);
        MamsTuning tuning = chain.tuning.second();
        assertThat(tuning).isNotNull();
        assertThat(tuning.metric().inverseDiagonal()).isEqualTo(alone.tuning.metric().inverseDiagonal());
        assertThat(tuning.meanSteps() * tuning.stepSize()).isCloseTo(0.75 * alone.tuning.decoherence(), within(1e-9));
        assertThat(chain.meanAcceptance()).isCloseTo(0.9, within(0.05));
    }

    /** Slow directions ask for longer trajectories, in proportion to the root of their variance: 6.2 after the metric against 1. */
    @Test
    void lengthsFollowTheSlowDirections() {
        double plain = length(Targets.normal(ones(20)));
        double slow = length(Targets.autoregressive(0.95, ones(20)));
        assertThat(plain / Math.sqrt(20.0)).isBetween(0.8, 2.5);
        assertThat(slow / plain).isBetween(1.5, 6.0);
    }

    private static double length(LogDensity density) {
        double sum = 0.0;
        for (int seed = 0; seed < 3; seed++) {
            MamsTuning tuning = run(density, 5000, 0, 20L + seed).tuning.second();
            assertThat(tuning).isNotNull();
            sum += tuning.meanSteps() * tuning.stepSize();
        }
        return sum / 3.0;
    }

    /** Whole chains: means and variances within 6.5 standard errors, 8e-11 each for a normal z. */
    @ParameterizedTest
    @CsvSource({"2, 1", "50, 1e4"})
    void knownMoments(int dimension, double condition) {
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            scale[i] = Math.pow(condition, 0.5 * i / (dimension - 1.0) - 0.5);
        }
        Chain<PhasedTuning<MclmcTuning, MamsTuning>> chain = run(Targets.normal(scale), 3000, 3000, 12L);
        for (int i = 0; i < dimension; i++) {
            int k = i;
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k]), 0.0)).isBetween(-6.5, 6.5);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k] * theta[k]), scale[k] * scale[k]))
                    .isBetween(-6.5, 6.5);
        }
        Transition last = chain.transitions.getLast();
        assertThat(last.value(EnergyVariance.STATISTIC)).as("of the unadjusted steps alone").isNaN();
        assertThat(last.value(Statistic.ACCEPTANCE_RATE)).isFinite();
    }

    @Test
    void aGivenLengthIsNotFound() {
        MamsType type = new MamsType();
        Settings both = Settings.of(type.keys(), Map.of("length_rule", "unadjusted", "mean_steps", 2.0));
        assertThat(type.complaint(both, 100).orElseThrow()).startsWith("sampler.mean_steps gives the length");
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("length_rule", "unadjusted")), 100)).isEmpty();
    }
}
