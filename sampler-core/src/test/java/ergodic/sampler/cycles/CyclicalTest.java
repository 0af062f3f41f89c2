package ergodic.sampler.cycles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.testing.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class CyclicalTest {

    /** Langevin steps on a normal of the given precision; diverges in its third step. */
    private static final class Langevin implements TransitionKernel<Double> {
        private final double precision;
        private int steps;

        Langevin(double precision) {
            this.precision = precision;
        }

        @Override
        public List<Statistic> statistics() {
            return List.of(Statistic.STEP_SIZE);
        }

        @Override
        public void step(ChainState state, Double h, UniformRandomProvider rng, Transition transition) {
            double[] x = state.theta();
            // Uniform noise of variance h: second moments need no more.
            x[0] += -h / 2 * precision * x[0] + Math.sqrt(12 * h) * (rng.nextDouble() - 0.5);
            steps++;
            transition.report(0, 1, steps == 3, true, false);
            transition.set(0, h);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeInt(steps);
        }

        @Override
        public void load(DataInput in) throws IOException {
            steps = in.readInt();
        }
    }

    private static CycleTuning<Double> tuning(CosineCycle cycle, double step) {
        return cycle.tuner(step, h -> h).tuning();
    }

    @Test
    void stepsFallAsTheCosine() {
        CycleTuning<Double> tuning = tuning(new CosineCycle(6, 0.4), 0.1);
        assertThat(tuning.explored()).isEqualTo(4);
        assertThat(tuning.steps()).hasSize(10);
        for (int k = 0; k < 10; k++) {
            assertThat(tuning.steps().get(k)).isCloseTo(
                    0.1 * (1 + Math.cos(Math.PI * k / 10)) / (1 + Math.cos(Math.PI * 0.4)), within(1e-15));
        }
        assertThat(tuning.steps().get(4)).isCloseTo(0.1, within(1e-15));
        assertThat(tuning.steps().get(0)).isCloseTo(0.1 * new CosineCycle(6, 0.4).stretch(), within(1e-15));
        assertThat(tuning.steps().get(9)).isPositive();
        assertThat(CosineCycle.NONE.stretch()).isEqualTo(1);
        assertThat(CosineCycle.NONE.mostSteps()).isEqualTo(1);
        assertThatThrownBy(() -> new CosineCycle(5, 0.9)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The first transition of a cycle makes the steps that explore; each says the step that it ended with, and what it cost. */
    @Test
    void transitionsAreTheSamplingPartOfTheCycle() {
        Cyclical<Double> kernel = new Cyclical<>(new Langevin(1));
        CycleTuning<Double> tuning = tuning(new CosineCycle(3, 0.4), 0.1);
        assertThat(tuning.explored()).isEqualTo(2);
        Transition transition = new Transition(kernel.statistics());
        ChainState state = new ChainState(1);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        for (int cycle = 0; cycle < 3; cycle++) {
            for (int i = 0; i < 3; i++) {
                kernel.step(state, tuning, rng, transition);
                assertThat(transition.gradients()).isEqualTo(i == 0 ? 3 : 1);
                assertThat(transition.value(Statistic.STEP_SIZE)).isEqualTo(tuning.steps().get(2 + i));
                assertThat(transition.diverging()).isEqualTo(cycle == 0 && i == 0);
                assertThat(transition.moved()).isTrue();
            }
        }
    }

    /** A step that explores and diverges is told by the transition that it belongs to. */
    @Test
    void aDivergenceInTheExplorationIsTold() {
        Cyclical<Double> kernel = new Cyclical<>(new Langevin(1));
        Transition transition = new Transition(kernel.statistics());
        kernel.step(new ChainState(1), tuning(new CosineCycle(5, 0.5), 0.1),
                RandomSource.XO_SHI_RO_256_PP.create(1L), transition);
        assertThat(transition.gradients()).isEqualTo(6);
        assertThat(transition.diverging()).isTrue();
    }

    /**
     * The variance of each transition of a cycle is that of the recursion {@code V := (1 - h lambda / 2)^2 V + h}. False-failure
     * probability, had the seed not been fixed: 5 tests at 6 standard errors of 100,000 nearly independent cycles, 1e-8.
     */
    @Test
    void eachPlaceOfTheCycleHasItsOwnVariance() {
        double precision = 4;
        Cyclical<Double> kernel = new Cyclical<>(new Langevin(precision));
        CycleTuning<Double> tuning = tuning(new CosineCycle(5, 0.5), 0.3);
        double[] expected = new double[10];
        double variance = 0;
        for (int round = 0; round < 100; round++) {
            for (int k = 0; k < 10; k++) {
                double h = tuning.steps().get(k);
                variance = Math.pow(1 - h * precision / 2, 2) * variance + h;
                expected[k] = variance;
            }
        }
        double[] found = new double[5];
        Transition transition = new Transition(kernel.statistics());
        ChainState state = new ChainState(1);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        int cycles = 100_000;
        for (int i = 0; i < 5 * cycles; i++) {
            kernel.step(state, tuning, rng, transition);
            found[i % 5] += state.theta()[0] * state.theta()[0] / cycles;
        }
        for (int i = 0; i < 5; i++) {
            assertThat(found[i]).as("place %d", i).isCloseTo(expected[5 + i],
                    within(6 * 1.6 * expected[5 + i] / Math.sqrt(cycles)));
        }
        assertThat(expected[5]).isGreaterThan(1.1 / precision);
    }

    @Test
    void goesOnWhereItStoppedWithinACycle() throws IOException {
        CycleTuning<Double> tuning = tuning(new CosineCycle(4, 0.5), 0.1);
        Cyclical<Double> whole = new Cyclical<>(new Langevin(1));
        Transition transition = new Transition(whole.statistics());
        ChainState state = new ChainState(1);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        for (int i = 0; i < 6; i++) {
            whole.step(state, tuning, rng, transition);
        }
        Cyclical<Double> resumed = new Cyclical<>(new Langevin(1));
        Saved.move(whole::save, resumed::load);
        Transition other = new Transition(whole.statistics());
        for (int i = 0; i < 6; i++) {
            whole.step(state, tuning, rng, transition);
            resumed.step(new ChainState(1), tuning, RandomSource.XO_SHI_RO_256_PP.create(2L), other);
            assertThat(other.gradients()).isEqualTo(transition.gradients());
            assertThat(other.value(Statistic.STEP_SIZE)).isEqualTo(transition.value(Statistic.STEP_SIZE));
        }
    }
}
