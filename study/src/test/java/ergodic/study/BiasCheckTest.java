package ergodic.study;

import ergodic.diagnostics.WidthCheck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.TransitionTotals;
import ergodic.sampler.method.Measurement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Independent draws whose stiff directions are too narrow by a known factor, beside a normal density of two blocks. Seeds are fixed. */
class BiasCheckTest {

    private static final int STIFF = 10;
    private static final int DIMENSION = 30;
    private static final double NARROW = 0.1;
    private static final List<String> NAMES = java.util.stream.IntStream.range(0, DIMENSION)
            .mapToObj(i -> i < STIFF ? "stiff" : "soft").toList();

    /** N(0, 0.1^2) in the first coordinates, N(0, 1) in the others; or nowhere finite. */
    private record Normal(boolean broken) implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 1;
        }

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double sum = broken ? Double.NaN : 0.0;
            for (int i = 0; i < DIMENSION; i++) {
                double precision = i < STIFF ? 1.0 / (NARROW * NARROW) : 1.0;
                gradient[i] = -precision * theta[i];
                sum -= 0.5 * precision * theta[i] * theta[i];
            }
            return sum;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }
    }

    private static WidthCheck.Positions draws(int chains, double stiffVariance, double softVariance) {
        Random random = new Random(1);
        double[][][] theta = new double[chains][50][DIMENSION];
        for (double[][] chain : theta) {
            for (double[] draw : chain) {
                for (int i = 0; i < DIMENSION; i++) {
                    draw[i] = random.nextGaussian()
                            * (i < STIFF ? NARROW * Math.sqrt(stiffVariance) : Math.sqrt(softVariance));
                }
            }
        }
        return new WidthCheck.Positions() {
            @Override
            public int chains() {
                return theta.length;
            }

            @Override
            public int draws() {
                return theta[0].length;
            }

            @Override
            public void readInto(int chain, int draw, double[] into) {
                System.arraycopy(theta[chain][draw], 0, into, 0, DIMENSION);
            }
        };
    }

    private static BiasCheck check(int chains, double stiffVariance) {
        return BiasCheck.measure(NAMES, draws(chains, stiffVariance, 1.0), () -> new Normal(false), 60, 3L,
                Double.POSITIVE_INFINITY);
    }

    /** To four standard errors of some 0.04: nine tests of a t distribution, some 0.003 each, with a fixed seed. */
    @Test
    void theBiasOfABlockIsItsOwn() {
        for (double variance : new double[]{0.5, 1.0, 2.0}) {
            BiasCheck check = check(10, variance);
            BiasCheck.Block stiff = check.blocks().getFirst();
            assertThat(stiff.name()).isEqualTo("stiff");
            assertThat(stiff.relative()).isCloseTo(variance - 1.0, within(0.25 * variance));
            assertThat(Math.abs(stiff.bias() - Math.log(variance))).isLessThan(4.0 * stiff.error());
            assertThat(stiff.error()).isBetween(0.01, 0.1);
            assertThat(check.blocks().getLast().name()).isEqualTo("soft");
            Measurement measurement = check.measurement(0.1, "sampler.bias_tolerance");
            assertThat(measurement.doubtful()).isEqualTo(variance != 1.0);
            assertThat(measurement.numbers().get("bias_of_stiff")).isEqualTo(stiff.relative());
            assertThat(measurement.sentence().contains("more than sampler.bias_tolerance = 0.1 for stiff"))
                    .isEqualTo(variance != 1.0);
            assertThat(check.measurement(1.5, "x").doubtful()).isFalse();
        }
    }

    /** Sixteen starts at least, each of 79 trajectories of 8 steps, a search, and 20 draws. */
    @Test
    void gradientsAreCounted() {
        assertThat(check(1, 1.0).blocks().getFirst().starts()).isEqualTo(16);
        assertThat(check(10, 1.0).blocks().getFirst().starts()).isEqualTo(20);
        assertThat(check(10, 1.0).gradients()).isBetween(20L * (79 * 8 + 20), 20L * (79 * 8 + 20 + 30));
    }

    /** A few starts are from chains all over, and not from the first ones. */
    @Test
    void fewStartsAreSpreadOverTheChains() {
        WidthCheck.Positions all = draws(10, 1.0, 1.0);
        Set<Integer> read = ConcurrentHashMap.newKeySet();
        WidthCheck.Positions watched = new WidthCheck.Positions() {
            @Override
            public int chains() {
                return all.chains();
            }

            @Override
            public int draws() {
                return all.draws();
            }

            @Override
            public void readInto(int chain, int draw, double[] into) {
                read.add(chain);
                all.readInto(chain, draw, into);
            }
        };
        BiasCheck.measure(NAMES, watched, () -> new Normal(false), 60, 3L, 5.5 * 652);
        assertThat(read).containsExactlyInAnyOrder(0, 2, 4, 6, 8);
    }

    /** A fifth of the rows that gradients read, those of the warm-up and of long trajectories included; or five million. */
    @Test
    void gradientsOfTheRunAreThoseCounted() {
        TransitionTotals chain = new TransitionTotals(100, 0, 0, 60_000, 0.8, 1.0, OptionalLong.of(7),
                OptionalLong.of(40_000));
        assertThat(DrawChecks.mostGradients(List.of(chain, chain), 1000, 1000)).isEqualTo(40_000);
        assertThat(DrawChecks.mostGradients(List.of(chain, chain), 100, 1000)).isEqualTo(5000);
        assertThat(DrawChecks.mostGradients(List.of(), 1000, 1000)).isEqualTo(5000);
    }

    @Test
    void drawsWhereNoChainCanBeginSaySo() {
        BiasCheck check = BiasCheck.measure(NAMES, draws(4, 1.0, 1.0), () -> new Normal(true), 10, 3L,
                Double.POSITIVE_INFINITY);
        Measurement measurement = check.measurement(0.1, "x");
        assertThat(measurement.sentence()).contains("could not be measured");
        assertThat(measurement.doubtful()).isFalse();
    }

    /** A start takes 79 trajectories of 8 gradients and 20 draws. */
    @Test
    void fewerStartsWhereGradientsAreFew() {
        BiasCheck six = BiasCheck.measure(NAMES, draws(10, 1.0, 1.0), () -> new Normal(false), 60, 3L, 6.5 * 652);
        assertThat(six.blocks().getFirst().starts()).isEqualTo(6);
        assertThat(six.measurement(0.1, "x").sentence()).contains("from 6 draws only");
        assertThat(BiasCheck.measure(NAMES, draws(2, 1.0, 1.0), () -> new Normal(false), 60, 3L, 6.5 * 652).starts())
                .isEqualTo(6);
        BiasCheck none = BiasCheck.measure(NAMES, draws(10, 1.0, 1.0), () -> new Normal(false), 60, 3L, 3.5 * 652);
        assertThat(none.gradients()).isZero();
        assertThat(none.measurement(0.1, "x").sentence()).contains("was not measured").contains("a fifth");
    }
}
