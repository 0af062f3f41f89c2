package ergodic.sampler.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.ChainState;
import ergodic.sampler.FixedStart;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.testing.Allocation;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTest {

    /**
     * Thirty rows, each with a location of its own {@code -(theta - x_row)^2 / 2} and one coordinate for each row that only that row's likelihood rises with: the
     * more a fit follows rows that it sees, the worse the others.
     */
    private static final class Memory implements StochasticLogDensity {
        private static final int ROWS = 30;
        private final List<int[]> seen = new ArrayList<>();

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public int dimension() {
            return 1 + ROWS;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            int[] all = new int[ROWS];
            Arrays.setAll(all, row -> row);
            return sum(theta, all, ROWS, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            seen.add(Arrays.copyOf(rows, count));
            return sum(theta, rows, count, gradient);
        }

        private static double sum(double[] theta, int[] rows, int count, double[] gradient) {
            Arrays.fill(gradient, 0);
            double value = 0;
            double weight = (double) ROWS / count;
            double others = 0;
            for (int i = 1; i <= ROWS; i++) {
                others += theta[i];
            }
            for (int k = 0; k < count; k++) {
                int row = rows[k];
                // Its own coordinate minus the mean of all: what is learned of a row is lost by the others.
                double residual = 2 + Math.sin(row) - theta[0] - theta[1 + row] + others / ROWS * 4;
                value -= 0.5 * weight * residual * residual;
                gradient[0] += weight * residual;
                gradient[1 + row] += weight * residual;
                for (int i = 1; i <= ROWS; i++) {
                    gradient[i] -= weight * residual * 4 / ROWS;
                }
            }
            return value;
        }
    }

    private static MapSettings settings(int batch) {
        return new MapSettings(2000, 0.02, 0.1, batch).withHeldBack(0.2, 5);
    }

    /** The rows held back are never in a step, steps use all the others, and what is taken is the best of what was looked at. */
    @ParameterizedTest
    @CsvSource({"0", "6", "24"})
    void stopsByRowsThatStepsDoNotSee(int batch) {
        Memory density = new Memory();
        MapFit fit = new MapFit(density, settings(batch));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        ChainState state = new ChainState(density.dimension());
        new FixedStart(new double[density.dimension()]).findInto(state, density, rng);
        Transition transition = new Transition(fit.statistics());
        fit.begin(state, rng);
        double best = Double.NEGATIVE_INFINITY;
        double[] bestTheta = new double[0];
        int last = 0;
        int looks = 0;
        Set<Integer> steps = new HashSet<>();
        Set<Integer> held = new HashSet<>();
        int used = 0;
        for (int step = 0; step < 2000; step++) {
            density.seen.clear();
            fit.step(state, rng, transition);
            if (transition.gradients() > 0) {
                used++;
                Arrays.stream(density.seen.get(0)).forEach(steps::add);
            }
            if (transition.gradients() == 2) {
                looks++;
                int[] rows = density.seen.get(1);
                assertThat(rows).hasSize(6);
                Arrays.stream(rows).forEach(held::add);
                double value = density.evaluateSubset(state.theta(), rows, 6, new double[density.dimension()]);
                if (value > best) {
                    best = value;
                    bestTheta = state.theta().clone();
                    last = looks;
                }
            }
        }
        assertThat(held).hasSize(6).doesNotContainAnyElementsOf(steps);
        assertThat(steps).hasSize(24);
        // It stopped for its patience, and before its steps were used up.
        assertThat(looks - last).isEqualTo(5);
        assertThat(used).isLessThan(2000).isEqualTo(20 * looks);
        fit.finish(state);
        assertThat(state.theta()).containsExactly(bestTheta);
        fit.draw(state, rng, transition);
        double[] gradient = new double[density.dimension()];
        assertThat(transition.logDensity()).isEqualTo(density.evaluate(bestTheta, gradient));
        assertThat(transition.gradients()).isEqualTo(1);
        assertThat(transition.cut()).isFalse();
        assertThat(Arrays.stream(gradient).map(x -> x * x).sum()).isGreaterThan(1);
    }

    /** Saved and loaded at any step, a fit goes on with the same bits; anchors are saved too. */
    @ParameterizedTest
    @CsvSource({"0, 0.2, true", "7, 0.2, false", "7, 0.2, true", "0, 0, true", "7, 0, true"})
    void aLoadedFitGoesOnWithTheSameBits(int batch, double share, boolean anchored) throws IOException {
        RegressionWithPriors density = new RegressionWithPriors(true);
        MapSettings plain = new MapSettings(300, 0.02, 1e-12, batch).withHeldBack(share, 40);
        MapSettings settings = anchored ? plain.withAnchors() : plain;
        for (int stop : new int[]{0, 1, 47, 299, 300}) {
            MapFit whole = new MapFit(density, settings);
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
            ChainState state = new ChainState(3);
            new FixedStart(new double[3]).findInto(state, density, rng);
            Transition transition = new Transition(whole.statistics());
            whole.begin(state, rng);
            for (int step = 0; step < stop; step++) {
                whole.step(state, rng, transition);
            }
            MapFit loaded = new MapFit(density, settings);
            Saved.move(whole::save, loaded::load);
            double[][] ends = new double[2][];
            MapFit[] fits = {whole, loaded};
            for (int i = 0; i < 2; i++) {
                ChainState own = new ChainState(3);
                System.arraycopy(state.theta(), 0, own.theta(), 0, 3);
                System.arraycopy(state.gradient(), 0, own.gradient(), 0, 3);
                own.setLogDensity(state.logDensity());
                UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(9L);
                for (int step = stop; step < 300; step++) {
                    fits[i].step(own, same, transition);
                }
                fits[i].finish(own);
                fits[i].draw(own, same, transition);
                ends[i] = Arrays.copyOf(own.theta(), 5);
                ends[i][3] = transition.logDensity();
                ends[i][4] = transition.value(ergodic.sampler.Statistic.GRADIENT_NORM);
            }
            assertThat(ends[1]).containsExactly(ends[0]);
        }
    }

    @Test
    void aStepAllocatesNothing() {
        Plain density = new Plain();
        MapFit fit = new MapFit(density, new MapSettings(1_000_000, 0.001, 0, 5).withHeldBack(0.2, 1_000_000));
        ChainState state = new ChainState(1);
        state.refresh(density);
        fit.begin(state, RandomSource.XO_SHI_RO_256_PP.create(3L));
        assertThat(Allocation.bytesAStep(fit, density)).isZero();
    }

    private static final class Plain implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 20;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = 1 - theta[0];
            return -0.5 * theta[0] * theta[0] + theta[0];
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = evaluate(theta, gradient);
            gradient[0] += 0.1 * (rows[0] - 9.5);
            return value;
        }
    }

    @Test
    void badSettingsAreSaid() {
        MapType type = new MapType();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("held_back", 0.5, "batch_size", 15)), 20))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("leaves 10 rows of 20"));
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("held_back", 0.5)), 1)).isPresent();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("held_back", 0.1, "optimizer", "lbfgs")), 100))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("not stopped early"));
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("held_back", 0.1, "batch_size", 32)), 100)).isEmpty();
        assertThatThrownBy(() -> new MapSettings(10, 0.1, 0.1, 0).withHeldBack(1, 3)).hasMessageContaining("held back");
        assertThatThrownBy(
                () -> new MapSettings(10, 0.1, 0.1, 0).withHeldBack(0.1, 3).withOptimizer(OptimizerKind.LBFGS))
                .hasMessageContaining("not stopped early");
        // An optimiser before it would have seen the rows held back.
        assertThat(type.startUse(Settings.of(type.keys(), Map.of("held_back", 0.1)))).isEqualTo(StartUse.CLIMBS);
        assertThat(type.startUse(Settings.of(type.keys(), Map.of("batch_size", 8)))).isEqualTo(StartUse.CLIMBS);
        assertThat(type.startUse(Settings.of(type.keys(), Map.of()))).isEqualTo(StartUse.BEGINS);
    }
}
