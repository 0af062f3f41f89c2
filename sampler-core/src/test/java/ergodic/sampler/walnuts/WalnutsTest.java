package ergodic.sampler.walnuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.Allocation;
import ergodic.testing.OneStep;
import ergodic.testing.Whitening;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalnutsTest {

    private static final Metric UNIT = new UnitMetric(3);

    private static PhasePoint random(LogDensity density, UniformRandomProvider rng) {
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        ChainState state = new ChainState(3);
        state.theta()[0] = 3.0 * gaussian.sample();
        for (int i = 1; i < 3; i++) {
            state.theta()[i] = Math.exp(0.5 * state.theta()[0]) * gaussian.sample();
        }
        state.refresh(density);
        PhasePoint z = new PhasePoint(3);
        z.setPosition(state);
        UNIT.sampleMomentumInto(z.momentum(), gaussian);
        z.energy(UNIT);
        return z;
    }

    /** A macro step that is made leads back from its end; one that the check refuses does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aMacroStepLeadsBack(int steps) {
        LogDensity density = Targets.funnel(3);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(7L);
        WalnutsSettings settings = new WalnutsSettings(10, steps, 8, 0.5);
        MacroStep macro = new MacroStep(density, settings);
        MacroStep unchecked = new MacroStep(density, settings);
        int made = 0;
        int finer = 0;
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            PhasePoint from = random(density, rng);
            PhasePoint to = new PhasePoint(3);
            PhasePoint back = new PhasePoint(3);
            HamiltonianTuning tuning = new HamiltonianTuning(0.8, UNIT);
            macro.begin(tuning);
            if (macro.next(from, to, i % 2 == 0)) {
                int level = macro.deepest();
                made++;
                finer += level > 0 ? 1 : 0;
                macro.begin(tuning);
                assertThat(macro.next(to, back, i % 2 != 0)).isTrue();
                assertThat(macro.deepest()).isEqualTo(level);
                for (int k = 0; k < 3; k++) {
                    assertThat(back.theta()[k]).isCloseTo(from.theta()[k],
                            within(1e-8 * Math.max(1.0, Math.abs(from.theta()[k]))));
                }
            } else if (macro.irreversible()) {
                int level = macro.deepest();
                unchecked.begin(tuning);
                unchecked.next(to, back, i % 2 != 0);
                assertThat(unchecked.deepest()).as("from the end a coarser one is taken").isLessThan(level);
                refused++;
            }
        }
        assertThat(made).isGreaterThan(2000);
        assertThat(finer).isGreaterThan(200);
        assertThat(refused).isGreaterThan(20);
    }

    /** The level taken is the first whose error is within the tolerance. */
    @Test
    void theCoarsestStepThatWillDoIsTaken() {
        LogDensity density = Targets.funnel(3);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);
        MacroStep macro = new MacroStep(density, new WalnutsSettings(10, 2, 8, 0.5));
        PhasePoint to = new PhasePoint(3);
        for (int i = 0; i < 1000; i++) {
            PhasePoint from = random(density, rng);
            macro.begin(new HamiltonianTuning(0.8, UNIT));
            boolean made = macro.next(from, to, true);
            for (int level = 0; level < macro.deepest() + (made || macro.irreversible() ? 0 : 1); level++) {
                MacroStep one = new MacroStep(density, new WalnutsSettings(10, 2 << level, 0, 0.5));
                one.begin(new HamiltonianTuning(Math.scalb(0.8, -level), UNIT));
                assertThat(one.next(from, to, true)).as("level %d of %d", level, macro.deepest()).isFalse();
            }
        }
    }

    /** Where no step is halved it is NUTS, with the same random numbers. */
    @Test
    void withoutHalvingItIsNuts() {
        LogDensity density = Targets.quartic();
        Metric metric = new DiagonalMetric(new double[]{0.3, 4.0, 1.5});
        Walnuts walnuts = new Walnuts(density, new WalnutsSettings(10, 1, 0, 1000.0));
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(2L);
        UniformRandomProvider two = RandomSource.XO_SHI_RO_256_PP.create(2L);
        ChainState x = new ChainState(3);
        x.refresh(density);
        ChainState y = new ChainState(3);
        y.refresh(density);
        for (int i = 0; i < 200; i++) {
            Transition a = OneStep.of(walnuts, x, new HamiltonianTuning(0.4, metric), one);
            Transition b = OneStep.of(nuts, y, new HamiltonianTuning(0.4, metric), two);
            assertThat(x.theta()).isEqualTo(y.theta());
            assertThat(a.gradients()).isEqualTo(b.gradients());
            assertThat(a.value(HamiltonianStatistics.TREE_DEPTH)).isEqualTo(b.value(HamiltonianStatistics.TREE_DEPTH));
            assertThat(a.value(Statistic.ENERGY)).isEqualTo(b.value(Statistic.ENERGY));
        }
    }

    static Stream<Metric> metrics() {
        return Whitening.metrics();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aMetricIsWhitening(Metric metric) {
        for (double stepSize : new double[]{0.2, 0.9}) {
            Whitening.check(metric, density -> new Walnuts(density, new WalnutsSettings(6, 2, 5, 0.1)),
                    of -> new HamiltonianTuning(stepSize, of));
        }
    }

    @Test
    void everyGradientIsCountedAndNothingAllocated() {
        Targets.Counting density = new Targets.Counting(Targets.quartic());
        Walnuts walnuts = new Walnuts(density, new WalnutsSettings(6, 2, 5, 0.1));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        density.takeCount();
        HamiltonianTuning tuning = new HamiltonianTuning(0.9, UNIT);
        int halved = 0;
        for (int i = 0; i < 300; i++) {
            Transition transition = OneStep.of(walnuts, state, tuning, rng);
            assertThat(density.takeCount()).isEqualTo(transition.gradients());
            halved += transition.gradients() > 2 * (Math.scalb(1.0, 6) - 1.0) ? 1 : 0;
        }
        assertThat(halved).isPositive();
        assertThat(Allocation.bytesATransition(walnuts, Targets.quartic(), tuning)).isZero();
    }

    /** While a chain approaches, a step goes down in one go, and no further up than ever; afterwards it does not. */
    @Test
    void anApproachLetsTheEnergyFall() {
        LogDensity density = Targets.normal(1.0, 1.0, 1.0);
        ChainState state = new ChainState(3);
        state.theta()[0] = 1e6;
        state.refresh(density);
        PhasePoint from = new PhasePoint(3);
        from.setPosition(state);
        from.energy(UNIT);
        PhasePoint to = new PhasePoint(3);
        MacroStep macro = new MacroStep(density, WalnutsSettings.defaults());
        macro.begin(new HamiltonianTuning(1.0, UNIT, true, true));
        assertThat(macro.next(from, to, true)).isTrue();
        assertThat(macro.deepest()).isZero();
        assertThat(macro.gradients()).isEqualTo(1);
        assertThat(macro.acceptance()).isEqualTo(1.0);
        assertThat(to.energy() / from.energy()).as("1 - e^4/4 + e^6/16 of a step e").isCloseTo(0.8125, within(1e-9));
        macro.begin(new HamiltonianTuning(1.0, UNIT, true, true));
        assertThat(macro.next(to, from, false)).as("back up").isFalse();
        assertThat(macro.diverging()).isTrue();
        assertThat(macro.acceptance()).isZero();
        macro.begin(new HamiltonianTuning(1.0, UNIT, true));
        assertThat(macro.next(from, to, true)).isFalse();
        assertThat(macro.acceptance()).isZero();
    }

    /** From a million sds away, where an error of two nats asks for steps a millionth of the sd, a chain arrives and has the right moments. */
    @Test
    void aChainArrivesFromAfar() {
        LogDensity density = Targets.normal(1.0, 0.1, 3.0);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);
        ChainState state = new ChainState(3);
        state.theta()[0] = 1e6;
        state.theta()[1] = -1e6;
        state.refresh(density);
        Walnuts walnuts = new Walnuts(density, WalnutsSettings.defaults());
        WindowedWarmup warmup = new WindowedWarmup(density, WarmupSettings.defaults(300), Walnuts.BASE_ACCEPTANCE);
        warmup.start(state, rng);
        for (int i = 0; i < 300; i++) {
            warmup.adapt(state, OneStep.of(walnuts, state, warmup.tuning(), rng), rng);
            assertThat(i < 75 || state.logDensity() > -30.0).as("arrived after %d", i).isTrue();
        }
        warmup.finishWarmup();
        double square = 0.0;
        for (int i = 0; i < 2000; i++) {
            OneStep.of(walnuts, state, warmup.tuning(), rng);
            square += -2.0 * state.logDensity() / 2000.0;
        }
        // A chi-square of three degrees: sd 2.4, so 0.055 were 2000 draws independent.
        assertThat(square).isBetween(2.6, 3.4);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-Infinity", "Infinity"})
    void aWallIsADivergence(double beyond) {
        LogDensity wall = Targets.wall(beyond);
        ChainState state = new ChainState(3);
        state.refresh(wall);
        Transition transition = OneStep.of(new Walnuts(wall, WalnutsSettings.defaults().withMacroSteps(3)), state,
                new HamiltonianTuning(0.5, UNIT), RandomSource.XO_SHI_RO_256_PP.create(3L));
        assertThat(transition.diverging()).isTrue();
        assertThat(transition.moved()).isFalse();
        assertThat(transition.gradients()).as("one a level: each is given up at once").isEqualTo(9);
        assertThat(transition.value(Walnuts.BASE_ACCEPTANCE)).isZero();
        assertThat(state.theta()).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new WalnutsSettings(10, 1, 21, 0.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halvings");
    }
}
