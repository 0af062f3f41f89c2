package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.foreign.ArrayDraws;
import ergodic.sampler.DrawKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Modes in function space of chains whose modes, weights and changes of mode are known. */
class FunctionModesTest {

    private static final int FUNCTIONS = 4;
    private static final int DRAWS = 800;

    /** Chains of autoregressive functions, apart by {@code distance} in every function where their mode differs by one. */
    private static final class Made {
        private final Random random;
        private final int[][] mode;
        private final double distance;
        private final double rho;

        Made(long seed, int chains, double distance, double rho) {
            this.random = new Random(seed);
            this.mode = new int[chains][DRAWS];
            this.distance = distance;
            this.rho = rho;
        }

        /** Chain by chain: leaves its mode with this probability, for another by the weights. */
        Made hopping(double leaves, double... weights) {
            for (int[] chain : mode) {
                int at = draw(weights);
                for (int t = 0; t < DRAWS; t++) {
                    at = t > 0 && random.nextDouble() < leaves ? draw(weights) : at;
                    chain[t] = at;
                }
            }
            return this;
        }

        private int draw(double... weights) {
            double left = random.nextDouble();
            int at = 0;
            while (at + 1 < weights.length && left > weights[at]) {
                left -= weights[at++];
            }
            return at;
        }

        Made stay(int... modes) {
            for (int chain = 0; chain < mode.length; chain++) {
                Arrays.fill(mode[chain], modes[chain]);
            }
            return this;
        }

        int changes() {
            int changes = 0;
            for (int[] chain : mode) {
                for (int t = 1; t < DRAWS; t++) {
                    changes += chain[t] == chain[t - 1] ? 0 : 1;
                }
            }
            return changes;
        }

        double share(int of) {
            double share = 0;
            for (int[] chain : mode) {
                for (int at : chain) {
                    share += at == of ? 1.0 / (DRAWS * mode.length) : 0;
                }
            }
            return share;
        }

        ArrayDraws draws() {
            Map<String, double[][]> values = new LinkedHashMap<>();
            double sd = Math.sqrt(1 - rho * rho);
            for (int k = 0; k < FUNCTIONS; k++) {
                double[][] series = new double[mode.length][DRAWS];
                for (int chain = 0; chain < mode.length; chain++) {
                    double noise = random.nextGaussian();
                    for (int t = 0; t < DRAWS; t++) {
                        noise = rho * noise + sd * random.nextGaussian();
                        // Units and signs differ: a distance in all functions together, half of it in each.
                        series[chain][t] = Math.pow(-10, k) * (noise + distance / 2 * mode[chain][t]) + 100;
                    }
                }
                values.put("f" + k, series);
            }
            return new ArrayDraws(values, Map.of());
        }

        FunctionModes modes() {
            return FunctionModes.of(draws(), variable -> true).orElseThrow();
        }
    }

    @Test
    void chainsThatStayAreModesWithTheWeightsOfTheirStarts() {
        FunctionModes found = new Made(1, 5, 8, 0).stay(0, 1, 0, 2, 0).modes();
        assertThat(found.modes()).hasSize(3);
        assertThat(found.modes().getFirst().weight()).isCloseTo(0.6, within(1e-12));
        assertThat(found.modes().getFirst().began()).containsExactly(0, 2, 4);
        assertThat(found.totalCrossings()).isZero();
        assertThat(found.shareMoved()).isZero();
        assertThat(found.nearest()).isCloseTo(8, within(0.5));
        assertThat(found.notExchanged()).isTrue();
        assertThat(found.sentence())
                .contains("modes were not exchanged: their weights are those of the starts, not of the posterior");
        assertThat(found.columns()).containsEntry("exchanged", false).containsEntry("count", 3);
    }

    /** The tails of modes three standard deviations apart reach into each other; no visit is made of them. */
    @Test
    void tailsAreNoCrossings() {
        for (double rho : new double[]{0, 0.9}) {
            FunctionModes found = new Made(2, 4, rho == 0 ? 3 : 5, rho).stay(0, 1, 1, 0).modes();
            assertThat(found.modes()).as("autocorrelation %s", rho).hasSize(2);
            assertThat(found.totalCrossings()).as("autocorrelation %s", rho).isZero();
            assertThat(found.modes().getFirst().weight()).isCloseTo(0.5, within(1e-12));
        }
    }

    @Test
    void oneChainElsewhereIsAMode() {
        FunctionModes found = new Made(3, 10, 5, 0.95).stay(0, 0, 0, 0, 1, 0, 0, 0, 0, 0).modes();
        assertThat(found.modes()).hasSize(2);
        assertThat(found.modes().getLast().began()).containsExactly(4);
        assertThat(found.modes().getLast().weight()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void crossingsAreCountedFromTheRarestToTheMostFrequent() {
        for (double leaves : new double[]{0.005, 0.02, 0.2, 1}) {
            Made made = new Made(4, 4, 7, 0).hopping(leaves, 0.7, 0.3);
            FunctionModes found = made.modes();
            assertThat(found.modes()).as("leaves %s", leaves).hasSize(2);
            assertThat(found.totalCrossings()).as("leaves %s", leaves)
                    .isBetween((int) (0.97 * made.changes()), (int) Math.ceil(1.03 * made.changes()));
            assertThat(found.modes().getFirst().weight()).isCloseTo(Math.max(made.share(0), made.share(1)),
                    within(0.01));
            assertThat(found.notExchanged()).isFalse();
        }
    }

    @Test
    void threeModesWithAnErrorOfTheirWeights() {
        Made made = new Made(5, 8, 8, 0).hopping(0.1, 0.5, 0.3, 0.2);
        FunctionModes found = made.modes();
        assertThat(found.modes()).hasSize(3);
        double[] truth = {0.5, 0.3, 0.2};
        for (FunctionMode mode : found.modes()) {
            assertThat(mode.error()).isBetween(0.005, 0.05);
            assertThat(mode.weight()).isCloseTo(truth[mode.number()], within(4 * mode.error()));
        }
        assertThat(found.finding().severity()).isEqualTo(Finding.Severity.GOOD);
        assertThat(found.shareMoved()).isCloseTo(1 - 0.25 - 0.09 - 0.04, within(0.15));
    }

    /**
     * Chains of one distribution are one mode. A right program fails for 1 % of such runs at most, each of the 60 here: more than 5
     * with a probability of 3e-5.
     */
    @Test
    void equalChainsAreOneMode() {
        int several = 0;
        for (int seed = 0; seed < 60; seed++) {
            double rho = seed % 3 == 0 ? 0 : seed % 3 == 1 ? 0.8 : 0.95;
            several += new Made(100 + seed, 4, 0, rho).stay(0, 0, 0, 0).modes().modes().size() > 1 ? 1 : 0;
        }
        assertThat(several).isLessThanOrEqualTo(5);
    }

    /** Particles have no order: what each population holds of a mode tells the error of its weight. */
    @Test
    void populationsWeighTheModes() {
        Made made = new Made(6, 6, 7, 0).hopping(1, 0.7, 0.3);
        FunctionModes found = FunctionModes.of(new OfKind(DrawKind.POPULATION, made.draws()), variable -> true)
                .orElseThrow();
        assertThat(found.modes()).hasSize(2);
        assertThat(found.totalCrossings()).isZero();
        assertThat(found.notExchanged()).isFalse();
        assertThat(found.modes().getFirst().weight()).isCloseTo(made.share(0), within(0.005));
        assertThat(found.modes().getFirst().error()).isCloseTo(Math.sqrt(0.21 / DRAWS / 6), within(0.006));
        assertThat(found.sentence()).contains("by itself");
    }

    /** Of svgd a particle is a draw again and again: 25 of them that come 20 times are not 25 modes. */
    @Test
    void particlesThatComeAgainAreNoModes() {
        int particles = 25;
        for (double apart : new double[]{0, 12}) {
            Random random = new Random(3);
            double[][] series = new double[4][20 * particles];
            double[][] numbers = new double[4][20 * particles];
            for (int chain = 0; chain < 4; chain++) {
                for (int i = 0; i < series[chain].length; i++) {
                    series[chain][i] = i < particles ? random.nextGaussian() + (i % 5 == 0 ? apart : 0)
                            : series[chain][i - particles];
                    numbers[chain][i] = i % particles;
                }
            }
            FunctionModes found = FunctionModes.of(
                    OfKind.of(DrawKind.POPULATION, Map.of("f", series), Map.of("particle", numbers)), variable -> true)
                    .orElseThrow();
            assertThat(found.modes()).hasSize(apart == 0 ? 1 : 2);
            assertThat(found.sentence()).doesNotContain("prior");
            if (apart > 0) {
                assertThat(found.modes().getFirst().weight()).isCloseTo(0.8, within(1e-12));
                assertThat(found.sentence()).contains("Nothing weighs them");
            }
        }
    }

    @Test
    void whatHasNoModesSaysNothing() {
        ArrayDraws draws = new Made(7, 2, 0, 0).stay(0, 0).draws();
        assertThat(FunctionModes.of(draws, variable -> false)).isEmpty();
        assertThat(FunctionModes.of(new OfKind(DrawKind.INDEPENDENT, draws), variable -> true)).isEmpty();
        Map<String, double[][]> constant = Map.of("f", new double[2][20]);
        assertThat(FunctionModes.of(new ArrayDraws(constant, Map.of()), variable -> true)).isEmpty();
    }

    /** The verdict of a mixture says in its headline that weights are those of the starts, and has the numbers. */
    @Test
    void theVerdictSaysIt() {
        Assessment stuck = new SyntheticRun(4, 1000, 3).modes(1).noise(3).assessNetwork();
        FunctionModes modes = stuck.modes();
        assertThat(modes).isNotNull();
        assertThat(stuck.verdict().numbers()).containsEntry("modes", 4.0).containsEntry("mode_crossings", 0.0)
                .containsEntry("mode_share_moved", 0.0);
        assertThat(stuck.verdict().headline()).contains("Modes were not exchanged");
        Assessment equal = new SyntheticRun(4, 1000, 1).assessNetwork();
        assertThat(equal.verdict().numbers()).containsEntry("modes", 1.0);
        assertThat(equal.verdict().headline()).doesNotContain("exchanged");
    }
}
