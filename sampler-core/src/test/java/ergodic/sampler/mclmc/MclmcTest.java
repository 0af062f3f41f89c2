package ergodic.sampler.mclmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.Allocation;
import ergodic.testing.OneStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MclmcTest {

    /** With a metric as without one on whitened coordinates, refreshes and all: the same numbers to rounding. */
    @Test
    void aMetricIsAChangeOfCoordinates() {
        double[] scale = {0.5, 2.0, 8.0};
        LogDensity density = Targets.normal(1.0, 3.0, 5.0);
        LogDensity white = new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] y, double[] gradient) {
                double[] x = {scale[0] * y[0], scale[1] * y[1], scale[2] * y[2]};
                double value = density.evaluate(x, gradient);
                for (int i = 0; i < 3; i++) {
                    gradient[i] *= scale[i];
                }
                return value;
            }
        };
        ChainState x = new ChainState(3);
        ChainState y = new ChainState(3);
        x.theta()[0] = 0.5;
        y.theta()[0] = 1.0;
        x.refresh(density);
        y.refresh(white);
        Mclmc plain = new Mclmc(density, SplittingScheme.MINIMAL_NORM);
        Mclmc whitened = new Mclmc(white, SplittingScheme.MINIMAL_NORM);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(3L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(3L);
        MclmcTuning tuning = new MclmcTuning(0.7, 1.7, new DiagonalMetric(new double[]{0.25, 4.0, 64.0}), 0,
                MclmcTuning.DIVERGENCE);
        for (int i = 0; i < 50; i++) {
            Transition a = OneStep.of(plain, x, tuning, one);
            Transition b = OneStep.of(whitened, y,
                    new MclmcTuning(0.7, 1.7, new UnitMetric(3), 0, MclmcTuning.DIVERGENCE), other);
            assertThat(a.value(Statistic.ENERGY_ERROR)).isCloseTo(b.value(Statistic.ENERGY_ERROR), within(1e-10));
            for (int k = 0; k < 3; k++) {
                assertThat(x.theta()[k]).isCloseTo(scale[k] * y.theta()[k], within(1e-10));
            }
        }
    }

    /** Where density or gradient are not finite, or the energy jumps, the step is taken back and the velocity drawn anew. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1e9})
    void aStepToNowhereIsTakenBack(double value) {
        LogDensity normal = Targets.normal(1.0, 1.0);
        LogDensity density = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double inside = normal.evaluate(theta, gradient);
                return theta[0] > 0.5 ? value : inside;
            }
        };
        Mclmc kernel = new Mclmc(density, SplittingScheme.MINIMAL_NORM);
        ChainState state = new ChainState(2);
        state.refresh(density);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        int taken = 0;
        for (int i = 0; i < 500; i++) {
            double before = state.theta()[0];
            Transition transition = OneStep.of(kernel, state,
                    new MclmcTuning(0.4, 1.4, new UnitMetric(2), 0, MclmcTuning.DIVERGENCE), rng);
            double pieces = transition.value(EnergyVariance.PIECES);
            assertThat((double) transition.gradients()).isEqualTo(2 * (2 * pieces - 1));
            assertThat(state.theta()[0]).isLessThanOrEqualTo(0.5);
            assertThat(state.logDensity()).isFinite();
            if (transition.diverging()) {
                taken++;
                assertThat(state.theta()[0]).isEqualTo(before);
                assertThat(transition.moved()).isFalse();
                assertThat(pieces).isEqualTo(Mclmc.MOST_PIECES);
                assertThat(transition.value(EnergyVariance.STATISTIC)).isNaN();
            } else {
                double error = transition.value(Statistic.ENERGY_ERROR);
                assertThat(transition.value(EnergyVariance.STATISTIC)).isEqualTo(error * error / 2);
            }
        }
        assertThat(taken).isBetween(10, 300);
    }

    /** Where the sums are long enough for vectors. */
    @Test
    void manyUnknownsAllocateNothing() {
        double[] scales = new double[50];
        Arrays.setAll(scales, i -> 1.0 + i);
        LogDensity density = Targets.normal(scales);
        assertThat(Allocation.bytesATransition(new Mclmc(density, SplittingScheme.MINIMAL_NORM), density,
                new MclmcTuning(0.5, 7.0, new UnitMetric(50), 0, MclmcTuning.DIVERGENCE))).isZero();
    }

    @Test
    void oneUnknownIsRefused() {
        assertThatThrownBy(() -> new Mclmc(Targets.normal(1.0), SplittingScheme.LEAPFROG))
                .hasMessageContaining("at least two unknowns");
    }

    private static List<Measurement> measured(Map<String, ?> given, double... energyVariances) {
        MemoryDraws draws = new MemoryDraws(1, List.of(Variable.of("theta")));
        Transition transition = new Transition(Mclmc.STATISTICS);
        for (int i = 0; i < energyVariances.length; i++) {
            transition.report(-1.0, 2, false, true, false);
            transition.set(Mclmc.STATISTICS.indexOf(EnergyVariance.STATISTIC), energyVariances[i]);
            transition.set(Mclmc.STATISTICS.indexOf(EnergyVariance.PIECES), Double.isNaN(energyVariances[i]) ? 16 : 1);
            draws.accept(0, Phase.SAMPLING, i, new double[1], transition);
        }
        MclmcType type = new MclmcType();
        return type.measured(Settings.of(type.keys(), given), draws);
    }

    @Test
    void theBiasIsToldAndDoubtedAboveItsTolerance() {
        assertThat(measured(Map.of(), 1e-3, Double.NaN)).singleElement().satisfies(measurement -> {
            assertThat(measurement.sentence()).contains("about 0.968 times",
                    "mean square 0.0010 a step and unknown, above the 0.00050 asked for; median 0.0010; 50 % of the steps in pieces");
            assertThat(measurement.doubtful()).isFalse();
        });
        assertThat(measured(Map.of("bias_tolerance", 0.03), 1e-3)).singleElement().satisfies(measurement -> {
            assertThat(measurement.doubtful()).isTrue();
            assertThat(measurement.sentence()).contains("above sampler.bias_tolerance = 0.03");
        });
        assertThat(measured(Map.of("integrator", "leapfrog"), 1e-3)).singleElement()
                .extracting(Measurement::sentence).asString().contains("about 1.07 times");
        assertThat(measured(Map.of(), 0.3)).singleElement().extracting(Measurement::doubtful).isEqualTo(true);
        assertThat(measured(Map.of(), Double.NaN)).isEmpty();
    }
}
