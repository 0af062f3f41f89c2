package ergodic.sampler.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.FixedStart;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.testing.OneStep;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class NoiseScalesTest {

    private static final BatchRule RULE = new BatchRule(10, BatchOrder.EPOCHS);
    /** Of gradients whose deviations are as 1, 2, 3, 4. */
    private static final SmileTest.Rows DENSITY = new SmileTest.Rows(400, 4, 12L);

    private static final SmileTest.Rows WIDER = new SmileTest.Rows(400, 6, 13L);

    private static UniformRandomProvider rng() {
        return RandomSource.XO_SHI_RO_256_PP.create(3L);
    }

    @Test
    void unitsAreInverseToTheNoise() {
        NoiseScales scales = new NoiseScales(4);
        UniformRandomProvider rng = rng();
        for (int i = 0; i < 30; i++) {
            scales.learnAt(new double[4], DENSITY, RULE, rng);
        }
        double[] units = scales.units();
        double logs = 0;
        for (int j = 0; j < 4; j++) {
            assertThat(units[0] / units[j]).isCloseTo(j + 1.0, within(0.15 * (j + 1)));
            logs += Math.log(units[j]);
        }
        assertThat(logs).as("geometric mean 1").isCloseTo(0, within(1e-12));
        double[] inverse = scales.metric().inverseDiagonal();
        for (int j = 0; j < 4; j++) {
            assertThat(inverse[j]).isCloseTo(units[j] * units[j], within(1e-12));
        }
    }

    /** A slope in common is not noise, and what is long past weighs little. */
    @Test
    void theMeanIsTakenOffAndThePastForgotten() {
        NoiseScales scales = new NoiseScales(2);
        UniformRandomProvider rng = rng();
        for (int i = 0; i < 4000; i++) {
            double wide = i < 200 ? 10 : 1;
            scales.add(new double[]{1000 + wide * (rng.nextDouble() - 0.5), 3 * (rng.nextDouble() - 0.5)});
        }
        double[] units = scales.units();
        assertThat(units[0] / units[1]).isBetween(2.2, 3.2);
    }

    @Test
    void whereThereIsNoNoiseThereAreNoUnits() {
        NoiseScales scales = new NoiseScales(3);
        for (int i = 0; i < 10; i++) {
            scales.add(new double[]{1, 2, 3});
        }
        assertThat(scales.units()).isEmpty();
        assertThat(scales.metric().inverseDiagonal()).containsExactly(1, 1, 1);
    }

    /** A batch whose gradient is not finite tells nothing; the others tell the units. */
    @Test
    void batchesThatAreNotFiniteAreLeftOut() {
        StochasticLogDensity broken = new StochasticLogDensity() {
            @Override
            public int dimension() {
                return 4;
            }

            @Override
            public int rowCount() {
                return DENSITY.rowCount();
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                return DENSITY.evaluate(theta, gradient);
            }

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                double value = DENSITY.evaluateSubset(theta, rows, count, gradient);
                for (int i = 0; i < count; i++) {
                    if (rows[i] == 17) {
                        gradient[1] = Double.NaN;
                    }
                }
                return value;
            }
        };
        NoiseScales scales = new NoiseScales(4);
        UniformRandomProvider rng = rng();
        for (int i = 0; i < 30; i++) {
            scales.learnAt(new double[4], broken, RULE, rng);
        }
        double[] units = scales.units();
        assertThat(units).hasSize(4);
        assertThat(units[0] / units[3]).isCloseTo(4, within(0.6));
    }

    /** Units learned in the warm-up are held: the tuning does not change while sampling. */
    @Test
    void theWarmUpLearnsAndThenHolds() {
        NoiseWarmup warmup = new NoiseWarmup(DENSITY, RULE, 0.01, 5);
        ChainState state = new ChainState(4);
        state.refresh(DENSITY);
        UniformRandomProvider rng = rng();
        warmup.start(state, rng);
        double[] first = warmup.tuning().metric().inverseDiagonal();
        assertThat(first[0] / first[3]).isBetween(8.0, 32.0);
        Smile kernel = new Smile(DENSITY, RULE);
        for (int i = 0; i < 150; i++) {
            Transition transition = OneStep.of(kernel, state, warmup.tuning(), rng);
            warmup.adapt(state, transition, rng);
        }
        warmup.finishWarmup();
        assertThat(warmup.tuning().metric().inverseDiagonal()).isNotEqualTo(first);
        SmileTuning held = warmup.tuning();
        for (int i = 0; i < 300; i++) {
            OneStep.of(kernel, state, warmup.tuning(), rng);
            warmup.advance();
        }
        assertThat(warmup.tuning()).isSameAs(held);
    }

    /** The step is chosen in the units of the noise; with all rows in plain ones. */
    @Test
    void theStepIsChosenInThoseUnits() {
        double plain = stiffness(Map.of("batch_size", 10, "units", "plain"));
        double noise = stiffness(Map.of("batch_size", 10));
        double[] units = NoiseScales.at(new double[6], WIDER, RULE, rng()).units();
        assertThat(plain).isCloseTo(2401, within(30.0));
        double expected = 0;
        for (int j = 0; j < 6; j++) {
            expected = Math.max(expected, (1 + 400 * (j + 1)) * units[j] * units[j]);
        }
        assertThat(noise).isCloseTo(expected, within(0.25 * expected));
        assertThat(stiffness(Map.of("batch_size", 400))).isCloseTo(2401, within(30.0));
    }

    private static double stiffness(Map<String, Object> given) {
        SmileType type = new SmileType();
        double[] mode = new double[6];
        Arrays.setAll(mode, j -> 0.0);
        return (Double) Objects
                .requireNonNull(type.prepare(Settings.of(type.keys(), given), () -> WIDER, new FixedStart(mode),
                        RandomStreams.ofChain(1L, 0)).orElseThrow().facts().get("largest_curvature"));
    }
}
