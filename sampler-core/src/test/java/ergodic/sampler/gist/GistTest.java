package ergodic.sampler.gist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.testing.Allocation;
import ergodic.testing.OneStep;
import ergodic.testing.Whitening;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GistTest {

    private static final Metric METRIC = new DiagonalMetric(new double[]{0.3, 4.0, 1.5});
    private static final LogDensity DENSITY = Targets.quartic();

    private static PhasePoint random(PhasePoint z, UniformRandomProvider rng) {
        NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        ChainState state = new ChainState(3);
        for (int i = 0; i < 3; i++) {
            state.theta()[i] = gaussian.sample();
        }
        state.refresh(DENSITY);
        z.setPosition(state);
        METRIC.sampleMomentumInto(z.momentum(), gaussian);
        z.energy(METRIC);
        return z;
    }

    private static PhasePoint turnedRound(PhasePoint z) {
        PhasePoint turned = new PhasePoint(3);
        turned.set(z);
        for (int i = 0; i < 3; i++) {
            turned.momentum()[i] = -z.momentum()[i];
        }
        turned.energy(METRIC);
        return turned;
    }

    /** What the end would choose, asked in the short way, is what it does choose, asked from the beginning. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theEndIsAskedForTheSameStep(int steps) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);
        StepSelection selection = new StepSelection(DENSITY, steps);
        int same = 0;
        int[] signs = new int[3];
        for (int i = 0; i < 2000; i++) {
            double stepSize = Math.exp(2.0 * rng.nextDouble() - 2.0);
            PhasePoint from = random(new PhasePoint(3), rng);
            selection.begin(rng);
            int j = selection.choose(from, stepSize, METRIC);
            signs[Integer.signum(j) + 1]++;
            PhasePoint end = new PhasePoint(3);
            end.set(selection.end());
            boolean known = selection.chooses(j, selection.error(), end, -stepSize, METRIC);
            assertThat(selection.chooses(j, Double.NaN, end, -stepSize, METRIC)).isEqualTo(known);
            assertThat(selection.choose(turnedRound(end), stepSize, METRIC) == j).isEqualTo(known);
            same += known ? 1 : 0;
        }
        assertThat(same).isBetween(500, 1950);
        assertThat(signs[0]).as("halved").isGreaterThan(100);
        assertThat(signs[1]).as("the base step").isGreaterThan(100);
        assertThat(signs[2]).as("doubled").isGreaterThan(100);
    }

    /** The step chosen is the last whose error is below |log b|, or the first that is not above |log a|. */
    @Test
    void theStepKeepsToItsBounds() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(5L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(6L);
        StepSelection selection = new StepSelection(DENSITY, 2);
        StepSelection probe = new StepSelection(DENSITY, 2);
        PhasePoint from = new PhasePoint(3);
        for (int i = 0; i < 500; i++) {
            random(from, rng);
            random(new PhasePoint(3), twin);
            selection.begin(rng);
            assertThat(selection.steps()).isEqualTo(1 + twin.nextInt(2));
            double one = -Math.log1p(-twin.nextDouble());
            double two = -Math.log1p(-twin.nextDouble());
            int j = selection.choose(from, 0.6, METRIC);
            double[] errors = new double[2];
            for (int k = 0; k < 2; k++) {
                do {
                    probe.begin(other);
                } while (probe.steps() != selection.steps());
                probe.choose(from, Math.scalb(0.6, j + k), METRIC);
                errors[k] = probe.firstError();
            }
            assertThat(selection.error()).isEqualTo(errors[0]);
            if (j > 0) {
                assertThat(errors[0]).isLessThan(Math.min(one, two));
                assertThat(errors[1]).isGreaterThanOrEqualTo(Math.min(one, two));
            } else if (j < 0) {
                assertThat(errors[0]).isLessThanOrEqualTo(Math.max(one, two));
                assertThat(errors[1]).isGreaterThan(Math.max(one, two));
            }
        }
    }

    /** The way back over the states that are kept is the way forward from the end. */
    @Test
    void theWayBackIsTheWayForwardFromTheEnd() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        TurnSearch search = new TurnSearch(DENSITY, 64);
        TurnSearch fresh = new TurnSearch(DENSITY, 64);
        int[] kinds = new int[2];
        for (int i = 0; i < 500; i++) {
            random(search.at(0), rng);
            search.begin();
            double stepSize = 0.05 + 0.4 * rng.nextDouble();
            int turn = search.forward(stepSize, METRIC);
            assertThat(search.gradients()).isEqualTo(turn);
            int n = 1 + rng.nextInt(turn);
            int back = search.backward(n, 64, stepSize, METRIC);
            fresh.begin();
            fresh.at(0).set(turnedRound(search.at(n)));
            assertThat(back).isEqualTo(fresh.forward(stepSize, METRIC));
            assertThat(search.gradients()).as("only beyond the start").isEqualTo(turn + Math.max(0, back - n));
            kinds[back > n ? 1 : 0]++;
        }
        assertThat(kinds[0]).isPositive();
        assertThat(kinds[1]).isGreaterThan(100);
    }

    /** Lengths that the end could not draw are refused, the others weighed by W / W': held to searches that begin anew at both ends. */
    @Test
    void aLengthIsWeighedByWhatTheEndCouldDraw() {
        Gist gist = new Gist(DENSITY, new GistSettings(GistChoice.LENGTH, 1, 64));
        TurnSearch search = new TurnSearch(DENSITY, 64);
        TurnSearch fresh = new TurnSearch(DENSITY, 64);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(9L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(9L);
        ChainState state = new ChainState(3);
        state.refresh(DENSITY);
        int tooLong = 0;
        int tooShort = 0;
        for (int i = 0; i < 3000; i++) {
            search.begin();
            search.at(0).setPosition(state);
            METRIC.sampleMomentumInto(search.at(0).momentum(), ZigguratSampler.NormalizedGaussian.of(twin));
            double before = search.at(0).energy(METRIC);
            twin.nextInt(1);
            twin.nextDouble();
            twin.nextDouble();
            int turn = search.forward(0.35, METRIC);
            int least = Math.max(1, turn / 2);
            int n = least + twin.nextInt(turn - least + 1);
            fresh.begin();
            fresh.at(0).set(turnedRound(search.at(n)));
            int back = fresh.forward(0.35, METRIC);
            int leastBack = Math.max(1, back / 2);
            Transition transition = OneStep.of(gist, state, new HamiltonianTuning(0.35, METRIC), rng);
            double error = search.at(n).energy() - before;
            double expected = leastBack <= n && n <= back
                    ? Math.min(1.0, Math.exp(-error) * (turn - least + 1) / (back - leastBack + 1))
                    : 0.0;
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isCloseTo(expected, within(1e-10));
            assertThat(transition.moved()).isEqualTo(twin.nextDouble() < expected);
            tooLong += n > back ? 1 : 0;
            tooShort += n < leastBack ? 1 : 0;
        }
        assertThat(tooLong).isPositive();
        assertThat(tooShort).isPositive();
    }

    @ParameterizedTest
    @EnumSource(GistChoice.class)
    void aMetricIsWhitening(GistChoice choice) {
        Whitening.metrics().forEach(metric -> Whitening.check(metric,
                density -> new Gist(density, new GistSettings(choice, 2, 100)), of -> new HamiltonianTuning(0.3, of)));
    }

    @ParameterizedTest
    @EnumSource(GistChoice.class)
    void everyGradientIsCountedAndNothingAllocated(GistChoice choice) {
        Targets.Counting density = new Targets.Counting(Targets.quartic());
        GistSettings settings = new GistSettings(choice, 2, 100);
        Gist gist = new Gist(density, settings);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        density.takeCount();
        HamiltonianTuning tuning = new HamiltonianTuning(0.4, METRIC);
        for (int i = 0; i < 300; i++) {
            Transition transition = OneStep.of(gist, state, tuning, rng);
            assertThat(density.takeCount()).isEqualTo(transition.gradients());
            assertThat((double) transition.gradients()).isLessThanOrEqualTo(settings.mostGradients());
        }
        assertThat(Allocation.bytesATransition(gist, DENSITY, tuning)).isZero();
    }

    /** A search that ends at its cap, of doublings or of steps, is reported as cut, and the chain goes on. */
    @ParameterizedTest
    @EnumSource(GistChoice.class)
    void aCapIsReported(GistChoice choice) {
        Gist gist = new Gist(DENSITY, new GistSettings(choice, 1, 20));
        ChainState state = new ChainState(3);
        state.refresh(DENSITY);
        Transition transition = OneStep.of(gist, state, new HamiltonianTuning(1e-9, METRIC),
                RandomSource.XO_SHI_RO_256_PP.create(3L));
        assertThat(transition.cut()).isTrue();
        assertThat(transition.moved()).isTrue();
        assertThat(transition.diverging()).isFalse();
    }

    /** Where nothing else is finite, however short the step, the chain stays and says so. */
    @ParameterizedTest
    @EnumSource(GistChoice.class)
    void aWallIsADivergence(GistChoice choice) {
        for (double beyond : new double[]{Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            LogDensity wall = Targets.wall(beyond);
            ChainState state = new ChainState(3);
            state.refresh(wall);
            Transition transition = OneStep.of(new Gist(wall, new GistSettings(choice, 3, 20)), state,
                    new HamiltonianTuning(0.5, METRIC), RandomSource.XO_SHI_RO_256_PP.create(3L));
            assertThat(transition.diverging()).isTrue();
            assertThat(transition.moved()).isFalse();
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isZero();
            assertThat(transition.value(Gist.BASE_ACCEPTANCE)).isZero();
            assertThat(state.theta()).containsExactly(0.0, 0.0, 0.0);
        }
    }
}
