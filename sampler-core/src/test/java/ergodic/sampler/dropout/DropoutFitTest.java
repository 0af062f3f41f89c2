package ergodic.sampler.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.FixedStart;
import ergodic.sampler.InputUnits;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.Allocation;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropoutFitTest {

    private static final double RATE = 0.4;

    /**
     * Linear regression on three inputs and an intercept, which is no input: unit noise, normal priors of scale 2. Of a dropped input's weight the mean square error grows by
     * {@code p / (1 - p) M^2 sum x^2} (Wager, Wang and Liang 2013), so the optimum is linear algebra. NaN beyond an edge.
     */
    private record Linear(double edge, int told) implements StochasticLogDensity {

        private static final int ROWS = 40;

        private static double x(int row, int i) {
            return i == 3 ? 1 : Math.sin(1.0 + row * (i + 1) * 0.7) + (i > 0 ? 0.5 * Math.cos(row) : 0);
        }

        private static double y(int row) {
            return 0.8 * x(row, 0) - 1.1 * x(row, 1) + 0.3 * x(row, 2) + 0.7 + Math.sin(17.0 * row * row);
        }

        static double[] optimum(double p) {
            DMatrixRMaj precision = new DMatrixRMaj(4, 4);
            DMatrixRMaj right = new DMatrixRMaj(4, 1);
            for (int i = 0; i < 4; i++) {
                precision.add(i, i, 0.25 / (i < 3 ? 1 - p : 1));
                for (int row = 0; row < ROWS; row++) {
                    right.add(i, 0, x(row, i) * y(row));
                    precision.add(i, i, i < 3 ? p / (1 - p) * x(row, i) * x(row, i) : 0);
                    for (int j = 0; j < 4; j++) {
                        precision.add(i, j, x(row, i) * x(row, j));
                    }
                }
            }
            DMatrixRMaj optimum = new DMatrixRMaj(4, 1);
            CommonOps_DDRM.solve(precision, right, optimum);
            return optimum.getData();
        }

        @Override
        public List<InputUnits> inputUnits() {
            return told == 3
                    ? List.of(new InputUnits("first", 0, 1, 1, 1, true), new InputUnits("others", 1, 1, 2, 1, false))
                    : List.of(new InputUnits("data", 0, 1, 3, 1, true)).subList(0, told);
        }

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public int dimension() {
            return 4;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = start(theta, gradient);
            for (int row = 0; row < ROWS; row++) {
                value += add(row, 1, theta, gradient);
            }
            return value;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = start(theta, gradient);
            for (int k = 0; k < count; k++) {
                value += add(rows[k], (double) ROWS / count, theta, gradient);
            }
            return value;
        }

        private double start(double[] theta, double[] gradient) {
            double value = theta[1] < edge ? Double.NaN : 0;
            for (int i = 0; i < 4; i++) {
                value -= theta[i] * theta[i] / 8;
                gradient[i] = -theta[i] / 4;
            }
            return value;
        }

        private static double add(int row, double weight, double[] theta, double[] gradient) {
            double residual = y(row);
            for (int i = 0; i < 4; i++) {
                residual -= x(row, i) * theta[i];
            }
            for (int i = 0; i < 4; i++) {
                gradient[i] += weight * residual * x(row, i);
            }
            return -0.5 * weight * residual * residual;
        }
    }

    private static final Linear LINEAR = new Linear(-1e9, 1);

    private static DropoutSettings settings(int steps, double learningRate, boolean learned, int batch) {
        return new DropoutSettings(steps, learningRate, RATE, MaskForm.UNIT, learned, true, Math.min(4, batch), batch);
    }

    private static final class Run {
        private final DropoutFit fit;
        private final ChainState state = new ChainState(4);
        private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        private final Transition transition;
        private int diverging;

        Run(StochasticLogDensity density, DropoutSettings settings) {
            fit = new DropoutFit(density, settings);
            transition = new Transition(fit.statistics());
            new FixedStart(new double[4]).findInto(state, density, rng);
            fit.begin(state, rng);
        }

        Run steps(int steps) {
            for (int step = 0; step < steps; step++) {
                fit.step(state, rng, transition);
                diverging += transition.diverging() ? 1 : 0;
            }
            return this;
        }
    }

    /** The fitted weights are the optimum that linear algebra tells, by batches too: not those without dropout. */
    @ParameterizedTest
    @CsvSource({"40", "10"})
    void theWeightsAreTheOptimum(int batch) {
        Run run = new Run(LINEAR, settings(6000, 0.02, false, batch)).steps(6000);
        double[] optimum = Linear.optimum(RATE);
        assertThat(run.fit.weights()).containsExactly(optimum, within(0.02));
        assertThat(Math.abs(Linear.optimum(0)[1] - optimum[1])).isGreaterThan(0.15);
        assertThat(run.transition.gradients()).isEqualTo(4);
        run.steps(1);
        assertThat(run.transition.gradients()).isZero();
        run.fit.finish(run.state);
        run.fit.draw(run.state, run.rng, run.transition);
        assertThat(run.transition.logDensity()).isEqualTo(LINEAR.evaluate(run.state.theta(), new double[4]));
        assertThat(run.transition.value(DropoutFit.RATE)).isCloseTo(RATE, within(1e-12));
        // What is not masked is in each draw as it is.
        assertThat(run.state.theta()[3]).isEqualTo(run.fit.weights()[3]);
    }

    /** Rates move where they are learned, and to fewer drops the surer the data are of the weights. */
    @Test
    void ratesAreLearned() {
        Run run = new Run(LINEAR, settings(3000, 0.02, true, 40)).steps(3000);
        assertThat(run.fit.law().rate(0)).isBetween(0.001, 0.2);
        double p = run.fit.law().rate(0);
        assertThat(run.transition.value(DropoutFit.RATE)).isCloseTo(p, within(1e-12));
        assertThat(run.transition.value(DropoutFit.ENTROPY))
                .isCloseTo(-3 * (p * Math.log(p) + (1 - p) * Math.log(1 - p)), within(1e-12));
    }

    private record Position(int dimension) implements DrawTransform {

        @Override
        public List<Variable> variables() {
            return List.of(Variable.of("theta", dimension));
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            System.arraycopy(theta, 0, values, 0, dimension);
        }
    }

    /** Of two layers' rates that were learned apart the lower and the higher are said, and the mean between; of all fits in the verdict. */
    @Test
    void ratesByLayerAreSaid() {
        Settings settings = Settings.of(new DropoutType().keys(), Map.of("learn_rates", true, "drop_inputs", true,
                "steps", 50, "batch_size", 40));
        Linear two = new Linear(-1e9, 3);
        Position position = new Position(4);
        MemoryDraws draws = new MemoryDraws(2, position.variables());
        Sampling.run(RunSettings.of(2, 50, 3, 4),
                chain -> new DropoutType().method(settings, 50).kit(two,
                        new FixedStart(new double[]{0.1, -0.1, 0.2, 0}),
                        position),
                draws);
        double[][] rates = {draws.findStatistic("dropout_rate").orElseThrow()[0],
                draws.findStatistic("dropout_rate_lowest").orElseThrow()[0],
                draws.findStatistic("dropout_rate_highest").orElseThrow()[0]};
        double low = rates[1][0];
        double high = rates[2][0];
        assertThat(low).isLessThan(high);
        assertThat(Math.min(Math.abs(rates[0][0] - (2 * low + high) / 3), Math.abs(rates[0][0] - (low + 2 * high) / 3)))
                .as("one number of a mask has the one rate, two the other").isLessThan(1e-12);
        Measurement said = new DropoutType().measured(settings, draws).getFirst();
        assertThat(said.numbers().get("dropout_rate_lowest")).isLessThanOrEqualTo(low);
        assertThat(said.sentence()).contains("rates that were learned", "prior that the masks stand for",
                "weights that are not masked are points", "entropy of masks of 0 and 1")
                .doesNotContain("atoms", "(1 - rate))");
        assertThat(new DropoutType().measured(Settings.of(new DropoutType().keys(), Map.of()), draws).getFirst()
                .sentence()).contains("M^2 / (2 s^2 (1 - rate))", "atoms");
        assertThat(said.doubtful()).isFalse();
    }

    @Test
    void valuesThatAreNotFiniteAreNoException() {
        Linear edge = new Linear(-0.9, 1);
        Run run = new Run(edge, settings(500, 0.3, false, 40)).steps(500);
        assertThat(run.diverging).isBetween(1, 21);
        run.fit.finish(run.state);
        for (int draw = 0; draw < 200; draw++) {
            run.fit.draw(run.state, run.rng, run.transition);
            assertThat(run.transition.logDensity()).isFinite();
            assertThat(run.transition.gradients()).isBetween(1, DropoutFit.TRIES);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 40", "true, 12"})
    void aLoadedFitGoesOnWithTheSameBits(boolean learned, int batch) throws IOException {
        DropoutSettings settings = settings(300, 0.3, learned, batch);
        Linear edge = new Linear(-0.9, 1);
        for (int stop : new int[]{0, 1, 47, 299, 300}) {
            Run run = new Run(edge, settings).steps(stop);
            Run loaded = new Run(edge, settings);
            Saved.move(run.fit::save, loaded.fit::load);
            double[][] ends = new double[2][];
            DropoutFit[] fits = {run.fit, loaded.fit};
            for (int i = 0; i < 2; i++) {
                UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(9L);
                ChainState own = new ChainState(4);
                for (int step = stop; step < 300; step++) {
                    fits[i].step(own, same, run.transition);
                }
                fits[i].finish(own);
                fits[i].draw(own, same, run.transition);
                ends[i] = Arrays.copyOf(own.theta(), 6);
                ends[i][4] = run.transition.logDensity();
                ends[i][5] = run.transition.value(DropoutFit.RATE);
            }
            assertThat(ends[1]).containsExactly(ends[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void stepsAndDrawsAllocateNothing(boolean learned) {
        Run run = new Run(LINEAR, settings(1_000_000, 0.001, learned, 10));
        assertThat(Allocation.bytesAStep(run.fit, LINEAR)).isZero();
        run.steps(1);
        assertThat(run.transition.gradients()).isEqualTo(4);
        assertThat(Allocation.bytesADraw(run.fit, LINEAR)).isZero();
    }

    @Test
    void badSettingsAreSaid() {
        DropoutSettings hidden = new DropoutSettings(10, 0.1, 0.1, MaskForm.UNIT, false, false, 1, 10);
        assertThatThrownBy(() -> new DropoutFit(LINEAR, hidden)).hasMessageContaining("sampler.drop_inputs = true");
        assertThatThrownBy(() -> new DropoutFit(new Linear(0, 0), hidden)).hasMessageContaining("tells none");
        assertThatThrownBy(() -> new DropoutSettings(10, 0.1, 0.1, MaskForm.UNIT, false, false, 5, 4))
                .hasMessageContaining("a row for each mask");
        assertThatThrownBy(() -> new DropoutSettings(10, 0.1, 1, MaskForm.UNIT, false, false, 1, 4))
                .hasMessageContaining("the rate must lie");
        DropoutType type = new DropoutType();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("masks", 30, "batch_size", 20)), 100)).isPresent();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("batch_size", 200)), 100)).isPresent();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("batch_size", 20)), 100)).isEmpty();
    }
}
