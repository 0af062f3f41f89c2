package ergodic.sampler.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.WholePosition;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** A part of a normal distribution given the rest, which is the normal distribution of the textbooks. */
class PartMethodTest {

    private static final int CHAINS = 4;
    private static final int DRAWS = 2000;
    private static final double[][] PRECISION = {{2, 0.5, 0.3, 0}, {0.5, 1.5, 0.2, 0.4}, {0.3, 0.2, 1, 0.6},
            {0, 0.4, 0.6, 3}};
    private static final Part MIDDLE = Part.of("b, c");

    /** Mean 0, rows whose sum is all of it. */
    private static final class Normal implements StochasticLogDensity {

        @Override
        public int dimension() {
            return 4;
        }

        @Override
        public String coordinateName(int coordinate) {
            return "abcd".charAt(coordinate) + "[0]";
        }

        @Override
        public int rowCount() {
            return 5;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                gradient[i] = 0;
                for (int k = 0; k < 4; k++) {
                    gradient[i] -= PRECISION[i][k] * theta[k];
                }
                sum += 0.5 * theta[i] * gradient[i];
            }
            return sum;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double factor = rows[0] + 1.0;
            double value = factor * evaluate(theta, gradient);
            for (int i = 0; i < 4; i++) {
                gradient[i] *= factor;
            }
            return value;
        }
    }

    private static SamplingMethod method(long seed) {
        return new PartMethod(NutsMethod.of(300), MIDDLE, seed);
    }

    private static MemoryDraws run(long seed, int chains) {
        MemoryDraws draws = new MemoryDraws(chains, new WholePosition(4).variables());
        RunResult result = Sampling.run(RunSettings.of(chains, 300, DRAWS, seed),
                chain -> method(seed).kit(EvaluationClock.over(new Normal()), new UniformStart(),
                        new WholePosition(4)),
                draws);
        assertThat(result.transitions()).isEqualTo(chains * (300L + DRAWS));
        return draws;
    }

    private static double[] column(MemoryDraws draws, int chain, int element) {
        return draws.series("theta", element)[chain];
    }

    /**
     * Given a and d the mean of (b, c) is {@code -P_ff^-1 P_fh (a, d)} and the covariance P_ff^-1 (Bishop 2006, equations 2.73 and 2.75). 8000 draws of NUTS are
     * at least 4000 effective ones here: means within 5 standard errors of 0.019, variances within 5 of 2.3 %; a false alarm in 1e-5 of the runs.
     */
    @Test
    void chainsFollowTheConditionalDistribution() {
        MemoryDraws draws = run(3, CHAINS);
        double a = column(draws, 0, 0)[0];
        double d = column(draws, 0, 3)[0];
        double determinant = PRECISION[1][1] * PRECISION[2][2] - PRECISION[1][2] * PRECISION[1][2];
        double pullB = PRECISION[1][0] * a + PRECISION[1][3] * d;
        double pullC = PRECISION[2][0] * a + PRECISION[2][3] * d;
        double meanB = -(PRECISION[2][2] * pullB - PRECISION[1][2] * pullC) / determinant;
        double meanC = -(PRECISION[1][1] * pullC - PRECISION[1][2] * pullB) / determinant;
        double[] sums = new double[5];
        for (int chain = 0; chain < CHAINS; chain++) {
            double[] b = column(draws, chain, 1);
            double[] c = column(draws, chain, 2);
            assertThat(column(draws, chain, 0)).as("a is held, at one point for all chains").containsOnly(a);
            assertThat(column(draws, chain, 3)).containsOnly(d);
            for (int i = 0; i < DRAWS; i++) {
                sums[0] += b[i];
                sums[1] += c[i];
                sums[2] += (b[i] - meanB) * (b[i] - meanB);
                sums[3] += (c[i] - meanC) * (c[i] - meanC);
                sums[4] += (b[i] - meanB) * (c[i] - meanC);
            }
        }
        int count = CHAINS * DRAWS;
        assertThat(sums[0] / count).isCloseTo(meanB, within(0.07));
        assertThat(sums[1] / count).isCloseTo(meanC, within(0.09));
        assertThat(sums[2] / count).isCloseTo(PRECISION[2][2] / determinant, within(0.09));
        assertThat(sums[3] / count).isCloseTo(PRECISION[1][1] / determinant, within(0.13));
        assertThat(sums[4] / count).isCloseTo(-PRECISION[1][2] / determinant, within(0.07));
    }

    /** The others are held where the seed says, whichever chain is asked; another seed holds them elsewhere. */
    @Test
    void aChainAloneIsThatOfTheRun() {
        MemoryDraws all = run(3, 2);
        MemoryDraws one = run(3, 1);
        assertThat(column(one, 0, 2)).isEqualTo(column(all, 0, 2));
        assertThat(column(run(4, 1), 0, 0)[0]).isNotEqualTo(column(all, 0, 0)[0]);
    }

    /** Chains begin apart, and every evaluation of the search is one of the density that the run watches. */
    @Test
    void evaluationsOfTheSearchAreCounted() {
        StochasticLogDensity counted = EvaluationClock.over(new Normal());
        BoundPart bound = BoundPart.of(MIDDLE, 1, counted, new UniformStart());
        ChainState first = new ChainState(2);
        bound.start().findInto(first, bound.density(), RandomStreams.ofChain(1, 0));
        ChainState second = new ChainState(2);
        bound.start().findInto(second, bound.density(), RandomStreams.ofChain(1, 1));
        assertThat(first.theta()).isNotEqualTo(second.theta());
        assertThat(EvaluationClock.of(bound.density()).evaluations()).isEqualTo(3);
        double[] gradient = new double[2];
        assertThat(bound.density().evaluate(first.theta(), gradient)).isEqualTo(first.logDensity());
        assertThat(gradient).isEqualTo(first.gradient());
        assertThat(bound.density().evaluateSubset(first.theta(), new int[]{2}, 1, gradient))
                .isCloseTo(3 * first.logDensity(), within(1e-12));
        assertThat(gradient[1]).isCloseTo(3 * first.gradient()[1], within(1e-12));
        assertThat(bound.density().coordinateName(1)).isEqualTo("c[0]");
    }

    /** Steps up the slope of all rows, then of one: fewer than would arrive. */
    private static final class Climb implements StartingPoint {

        private static final int STEPS = 7;
        private int stopAfter = Integer.MAX_VALUE;

        @Override
        public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
            for (int i = 0; i < state.theta().length; i++) {
                state.theta()[i] = rng.nextDouble() - 0.5;
            }
            double[] slope = new double[state.theta().length];
            for (int step = 0; step < STEPS; step++) {
                if (stopAfter-- == 0) {
                    throw new IllegalStateException("stopped");
                }
                if (step % 2 == 0) {
                    density.evaluate(state.theta(), slope);
                } else {
                    ((StochasticLogDensity) density).evaluateSubset(state.theta(), new int[]{1}, 1, slope);
                }
                for (int i = 0; i < slope.length; i++) {
                    state.theta()[i] += 0.1 * slope[i];
                }
            }
            state.refresh(density);
        }

        @Override
        public double mostRows(int rows) {
            return STEPS * rows;
        }
    }

    /** By hand: all coordinates climb by the common numbers; then b and c alone, by the chain's, with the slope of the whole where the others are 0. */
    private static double[] climbed(UniformRandomProvider rng, double[] held) {
        double[] theta = new double[4];
        for (int i = 0; i < 4; i++) {
            theta[i] = rng.nextDouble() - 0.5;
        }
        boolean all = held.length == 0;
        for (int step = 0; step < Climb.STEPS; step++) {
            double[] at = all ? theta.clone() : new double[]{held[0], theta[1], theta[2], held[3]};
            for (int i = all ? 0 : 1; i < (all ? 4 : 3); i++) {
                double slope = 0;
                for (int k = 0; k < 4; k++) {
                    slope -= PRECISION[i][k] * at[k];
                }
                theta[i] += 0.1 * slope * (step % 2 == 0 ? 1 : 2);
            }
        }
        return theta;
    }

    @Test
    void aClimbMovesAllAndThenThePart() {
        Climb climb = new Climb();
        BoundPart bound = BoundPart.of(MIDDLE, 1, new Normal(), climb);
        assertThat(bound.start().mostRows(5)).isEqualTo(2 * climb.mostRows(5));
        climb.stopAfter = 3;
        ChainState state = new ChainState(2);
        assertThatThrownBy(() -> bound.start().findInto(state, bound.density(), RandomStreams.ofChain(1, 0)))
                .hasMessage("stopped");
        assertThat(bound.density().isHeld()).as("a search that was stopped holds nothing").isFalse();
        climb.stopAfter = Integer.MAX_VALUE;
        bound.start().findInto(state, bound.density(), RandomStreams.ofChain(1, 0));
        assertThat(bound.start().mostRows(5)).isEqualTo(climb.mostRows(5));
        double[] whole = new double[4];
        bound.density().expandInto(state.theta(), whole);
        double[] held = climbed(RandomStreams.ofChain(1 ^ 0x9E3779B97F4A7C15L, 0), new double[0]);
        double[] part = climbed(RandomStreams.ofChain(1, 0), held);
        assertThat(whole).containsExactly(new double[]{held[0], part[1], part[2], held[3]}, within(1e-14));
    }

    @Test
    void aPartThatIsNoneIsRefused() {
        assertThatThrownBy(() -> BoundPart.of(Part.of("a, b, c, d"), 1, new Normal(), new UniformStart()))
                .hasMessageContaining("names all unknowns of this model");

        assertThatThrownBy(() -> BoundPart.of(Part.of("e"), 1, new Normal(), new UniformStart()))
                .hasMessageContaining("sampler.part = \"e\" is no part of this model");
    }
}
