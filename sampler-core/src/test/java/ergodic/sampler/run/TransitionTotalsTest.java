package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.TransitionTotals;
import ergodic.sampler.draws.ZarrDrawStore;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.testing.RandomWalk;
import ergodic.testing.StoppingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals over all transitions do not depend on which draws are kept. */
class TransitionTotalsTest {

    private static final int TRANSITIONS = 400;

    @TempDir
    private Path directory;

    private static RunSettings settings(int thin) {
        return new RunSettings(2, 30, TRANSITIONS / thin, thin, 11L, 2);
    }

    private static MemoryDraws run(int thin) {
        MemoryDraws draws = SamplingTest.memory(settings(thin));
        Sampling.run(settings(thin), chain -> RandomWalk.kit(), draws);
        return draws;
    }

    @Test
    void theyAreThoseOfEveryTransition() {
        MemoryDraws all = run(1);
        assertThat(run(20).totals()).isEqualTo(all.totals());
        for (int chain = 0; chain < 2; chain++) {
            TransitionTotals totals = all.totals().get(chain);
            assertThat(totals.transitions()).isEqualTo(TRANSITIONS);
            assertThat((double) totals.divergences()).isEqualTo(sum(all.statistic("diverging")[chain])).isPositive();
            assertThat((double) totals.gradients()).isEqualTo(sum(all.statistic("n_steps")[chain]));
            assertThat(totals.tuningGradients()).hasValue(30);
            assertThat(totals.startGradients().getAsLong()).isPositive();
            assertThat(totals.acceptanceRate())
                    .isCloseTo(sum(all.statistic("acceptance_rate")[chain]) / TRANSITIONS, within(1e-12));
            assertThat(totals.bfmi()).isCloseTo(bfmi(all.statistic("energy")[chain]), within(1e-12));
        }
    }

    /** Kept draws alone show fewer: a draw is flagged once, however often the transitions before it diverged. */
    @Test
    void divergencesBetweenKeptDrawsAreCounted() {
        MemoryDraws thinned = run(100);
        double flagged = sum(thinned.statistic("diverging")[0]);
        assertThat((double) thinned.totals().getFirst().divergences()).isGreaterThan(flagged);
    }

    @Test
    void theStoreKeepsThemAndAResumedRunHasTheSame() throws IOException {
        RunSettings settings = settings(20);
        List<TransitionTotals> expected = run(20).totals();
        StoreLayout layout = StoreLayout.of(2, settings.warmup(), settings.draws(), RandomWalk.VARIABLES)
                .withStatistics(RandomWalk.STATISTICS);
        Path store = directory.resolve("draws.zarr");
        Path checkpoints = directory.resolve("checkpoints");
        Cancellation cancellation = new Cancellation();
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, layout)) {
            assertThat(ZarrDraws.open(store).totals()).isEmpty();
            Sampling.run(settings, chain -> RandomWalk.kit(), sink, new StoppingProgress(cancellation, 500),
                    cancellation, Checkpoints.begin(checkpoints, "same"));
        }
        for (int time = 0; time < 2; time++) {
            try (ZarrDrawStore sink = ZarrDrawStore.resume(store, layout)) {
                Sampling.run(settings, chain -> RandomWalk.kit(), sink, Progress.NONE, new Cancellation(),
                        Checkpoints.resume(checkpoints, "same"));
            }
            assertThat(ZarrDraws.open(store).totals()).isEqualTo(expected);
            assertThat(ZarrDraws.open(store).warmup().totals()).isEmpty();
        }
    }

    /**
     * Energies that are an autoregression with coefficient 0.875 have E-BFMI 2 (1 - 0.875) = 0.25; every twentieth of them
     * shows 2 (1 - 0.875^20) = 1.86. The estimate over 40,000 transitions has a standard error of about 0.0025 (0.04 for the
     * 2000 that are kept): a right program fails with a probability below 1e-6.
     */
    @Test
    void thinningDoesNotHideSlowEnergies() {
        RunSettings settings = new RunSettings(1, 0, 2000, 20, 3L, 1);
        MemoryDraws draws = SamplingTest.memory(settings);
        ChainKit<RandomWalk.Step> kit = RandomWalk.kit();
        TransitionKernel<RandomWalk.Step> slow = new StatelessKernel<>() {
            private double energy;

            @Override
            public List<Statistic> statistics() {
                return List.of(Statistic.ENERGY);
            }

            @Override
            public void step(ChainState state, RandomWalk.Step tuning, UniformRandomProvider rng,
                    Transition transition) {
                energy = 0.875 * energy + ZigguratSampler.NormalizedGaussian.of(rng).sample();
                transition.report(0, 1, false, true, false);
                transition.set(0, energy);
            }
        };
        Sampling.run(settings,
                chain -> new ChainKit<>(kit.density(), slow, kit.tuner(), kit.start(), kit.transform()), draws);
        assertThat(bfmi(draws.statistic("energy")[0])).isCloseTo(1.86, within(0.25));
        assertThat(draws.totals().getFirst().bfmi()).isCloseTo(0.25, within(0.015));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double bfmi(double[] energy) {
        double mean = sum(energy) / energy.length;
        double changes = 0;
        double squares = 0;
        for (int i = 0; i < energy.length; i++) {
            squares += (energy[i] - mean) * (energy[i] - mean);
            changes += i == 0 ? 0 : (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
        }
        return changes / squares;
    }
}
