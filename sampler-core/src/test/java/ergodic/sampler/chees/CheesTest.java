package ergodic.sampler.chees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianProposal;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class CheesTest {

    private static final double[] SCALES = {0.5, 2.0, 1.0};

    @Test
    void lengthsAreSpreadEvenly() {
        double[] expected = {0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875};
        for (int i = 0; i < expected.length; i++) {
            assertThat(VanDerCorput.at(i + 1)).isEqualTo(expected[i]);
        }
        assertThat(VanDerCorput.at(Integer.MAX_VALUE)).isBetween(0.99, 1.0);
        assertThat(VanDerCorput.at((long) Integer.MAX_VALUE + 1)).isEqualTo(0.5);
    }

    /** {@code (t S - r C) / T}, with r = 1, against differences of {@code C / T} over log T, along the exact flow of a normal with the metric's covariance. */
    @Test
    void theSlopeIsTheDerivativeOfTheCriterion() {
        double[] covariance = {2.0, 0.6, 0.6, 0.5};
        double determinant = 2.0 * 0.5 - 0.6 * 0.6;
        double[] precision = {0.5 / determinant, -0.6 / determinant, -0.6 / determinant, 2.0 / determinant};
        Metric metric = new DenseMetric(covariance);
        double[][] others = {{0.3, -0.2}, {1.0, 0.4}, {-0.7, 0.9}, {0.2, 0.2}};
        Walkers walkers = new Walkers(5, 2);
        ChainState state = new ChainState(2);
        walkers.turnTo(0, state);
        for (int k = 1; k < 5; k++) {
            walkers.turnTo(k, state);
            System.arraycopy(others[k - 1], 0, state.theta(), 0, 2);
        }
        walkers.turnTo(0, state);
        double[] x = {0.8, -1.1};
        double[] p = {0.4, 1.3};
        double[] c1 = {0.5 * (0.3 - 0.7), 0.5 * (-0.2 + 0.9)};
        double[] c2 = {0.5 * (1.0 + 0.2), 0.5 * (0.4 + 0.2)};
        LengthCriterion criterion = new LengthCriterion(2);
        criterion.begin(x, walkers);
        double share = 0.6;
        double length = 1.7;
        double t = share * length;
        double[] velocity = new double[2];
        metric.velocityInto(p, velocity);
        double[] end = new double[2];
        double[] momentum = new double[2];
        for (int i = 0; i < 2; i++) {
            double pull = precision[2 * i] * x[0] + precision[2 * i + 1] * x[1];
            end[i] = x[i] * Math.cos(t) + velocity[i] * Math.sin(t);
            momentum[i] = p[i] * Math.cos(t) - pull * Math.sin(t);
        }
        double step = 1e-5;
        double expected = (rate(x, velocity, share, length * Math.exp(step), c1, c2, precision)
                - rate(x, velocity, share, length * Math.exp(-step), c1, c2, precision)) / (2.0 * step);
        double whole = criterion.slope(t, 1.0, end, momentum, metric);
        assertThat(whole / length).isCloseTo(expected, within(1e-8));
        double c = length * rate(x, velocity, share, length, c1, c2, precision);
        assertThat(criterion.slope(t, 0.7, end, momentum, metric)).isCloseTo(whole + 0.3 * c, within(1e-8));
    }

    private static double rate(double[] x, double[] velocity, double share, double length, double[] c1, double[] c2,
            double[] precision) {
        double t = share * length;
        double[] end = {x[0] * Math.cos(t) + velocity[0] * Math.sin(t), x[1] * Math.cos(t) + velocity[1] * Math.sin(t)};
        double one = square(end, c1, precision) - square(x, c1, precision);
        double other = square(end, c2, precision) - square(x, c2, precision);
        return 0.25 * one * other / length;
    }

    private static double square(double[] x, double[] centre, double[] precision) {
        double a = x[0] - centre[0];
        double b = x[1] - centre[1];
        return precision[0] * a * a + 2.0 * precision[1] * a * b + precision[3] * b * b;
    }

    /** Each walker's trajectory begins where its last one ended; a round has one length; gradients are counted; at the end the last walker is the chain. */
    @Test
    void walkersMoveInTurns() {
        Targets.Counting density = new Targets.Counting(Targets.normal(SCALES));
        int walkers = 4;
        Chees chees = new Chees(density, CheesSettings.of(100).within(walkers, 50));
        CheesTuning tuning = new CheesTuning(0.4, 3.0, new DiagonalMetric(new double[]{0.3, 3.0, 1.0}), true);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(4L);
        HamiltonianProposal proposal = new HamiltonianProposal(Targets.normal(SCALES), 1000.0);
        Transition told = new Transition(HamiltonianProposal.STATISTICS);
        ChainState state = new ChainState(3);
        state.refresh(density);
        ChainState[] expected = new ChainState[walkers];
        for (int k = 0; k < walkers; k++) {
            expected[k] = new ChainState(3);
            expected[k].refresh(density);
        }
        density.takeCount();
        for (int i = 0; i < 40; i++) {
            Transition transition = OneStep.of(chees, state, tuning, rng);
            int steps = (int) Math.ceil(VanDerCorput.at(1 + i / walkers) * 3.0 / 0.4);
            proposal.step(expected[i % walkers], steps, 0.4, tuning.metric(), false, twin, told);
            assertThat(state.theta()).isEqualTo(expected[i % walkers].theta());
            assertThat(state.gradient()).isEqualTo(expected[i % walkers].gradient());
            assertThat(density.takeCount()).isEqualTo(transition.gradients()).isEqualTo(steps);
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isEqualTo(told.value(Statistic.ACCEPTANCE_RATE));
            assertThat(transition.value(Chees.SLOPE)).isFinite();
        }
        CheesTuning after = new CheesTuning(0.4, 3.0, tuning.metric(), false);
        for (int i = 0; i < 10; i++) {
            Transition transition = OneStep.of(chees, state, after, rng);
            int steps = (int) Math.ceil(VanDerCorput.at(11 + i) * 3.0 / 0.4);
            proposal.step(expected[walkers - 1], steps, 0.4, tuning.metric(), false, twin, told);
            assertThat(state.theta()).isEqualTo(expected[walkers - 1].theta());
            assertThat(transition.value(Chees.SLOPE)).isNaN();
        }
    }

    /** A trajectory is cut at the most steps, and says so; one step is the least. */
    @Test
    void lengthsHaveBounds() {
        LogDensity density = Targets.normal(SCALES);
        Chees chees = new Chees(density, CheesSettings.of(100).within(3, 5));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        for (double length : List.of(1e-3, 10.0)) {
            Transition transition = OneStep.of(chees, state,
                    new CheesTuning(0.1, length, new UnitMetric(3), false), rng);
            assertThat(transition.gradients()).isEqualTo(length < 1.0 ? 1 : 5);
            assertThat(transition.cut()).isEqualTo(length > 1.0);
        }
    }

    @Test
    void aRoundHasTheHarmonicMeanOfTheAcceptance() {
        Round round = new Round();
        round.add(1.0, 2.0);
        round.add(0.25, -4.0);
        assertThat(round.acceptance()).isEqualTo(0.4);
        assertThat(round.slope()).isEqualTo((2.0 - 1.0) / 2.0);
        round.add(0.0, Double.NaN);
        assertThat(round.acceptance()).isZero();
        assertThat(round.slope()).isEqualTo(1.0 / 3.0);
        assertThat(round.count()).isEqualTo(3);
    }

    @Test
    void fewerThanThreeWalkersAreRefused() {
        assertThatThrownBy(() -> CheesSettings.of(100).within(2, 10)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 3 to 256 walkers");
    }

    /** Draws of the second window lie ten times as far apart as those of the first: in its metric's units a length is a tenth of what it was. */
    @Test
    void aLengthIsPutIntoTheUnitsOfTheNextMetric() {
        LogDensity density = Targets.normal(1.0, 1.0, 1.0);
        CheesSettings settings = CheesSettings.of(1000);
        CheesWarmup warmup = new CheesWarmup(density, settings);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        warmup.start(state, rng);
        Transition flat = new Transition(Chees.STATISTICS);
        flat.set(Chees.STATISTICS.indexOf(Statistic.ACCEPTANCE_RATE), CheesSettings.TARGET_ACCEPTANCE);
        flat.set(Chees.STATISTICS.indexOf(Chees.SLOPE), 0.0);
        int windows = 0;
        for (int i = 0; windows < 2; i++) {
            double before = warmup.tuning().length();
            Arrays.fill(state.theta(), (i % 2 == 0 ? 1.0 : -1.0) * (windows == 0 ? 0.1 : 1.0));
            state.refresh(density);
            warmup.adapt(state, flat, rng);
            if (settings.schedule().endsWindow(i)) {
                windows++;
                if (windows == 2) {
                    assertThat(warmup.tuning().length() / before).isBetween(0.09, 0.11);
                }
            }
        }
    }
}
