package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Warm starts by L-BFGS and by a path of Pathfinder. */
class WarmStartMethodTest {

    private static final WarmStart.RandomWeights GAUSSIAN = (theta, rng) -> {
        for (int i = 0; i < theta.length; i++) {
            theta[i] = ZigguratSampler.NormalizedGaussian.of(rng).sample();
        }
    };

    private static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /** Gradients counted. */
    private static final class Counted implements LogDensity {
        private final LogDensity density;
        private int count;

        Counted(LogDensity density) {
            this.density = density;
        }

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            count++;
            return density.evaluate(theta, gradient);
        }
    }

    /** Curvatures from 1 to 10^4, tops at 0, 1, 2, ... */
    private static final LogDensity NARROW = new LogDensity() {
        @Override
        public int dimension() {
            return 5;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = 0;
            for (int i = 0; i < 5; i++) {
                double off = theta[i] - i;
                value -= 0.5 * Math.pow(10, i) * off * off;
                gradient[i] = -Math.pow(10, i) * off;
            }
            return value;
        }
    };

    @Test
    void lbfgsClimbsToTheTopInFewGradients() {
        Counted density = new Counted(NARROW);
        ChainState state = new ChainState(5);
        new WarmStart(GAUSSIAN, WarmStartSettings.defaults().withMethod(StartMethod.LBFGS)).findInto(state, density,
                rng(3));
        assertThat(state.logDensity()).isGreaterThan(-0.01);
        assertThat(density.count).isLessThan(100);
        double[] gradient = new double[5];
        assertThat(NARROW.evaluate(state.theta(), gradient)).isEqualTo(state.logDensity());
        assertThat(state.gradient()).isEqualTo(gradient);
    }

    /** Starts by Pathfinder are draws: spread over the posterior, not all at its top; 200 values of chi-square 1 within 6 standard errors. */
    @Test
    void pathfinderStartsAtDrawsOfItsApproximation() {
        double sum = 0;
        for (int chain = 0; chain < 40; chain++) {
            ChainState state = new ChainState(5);
            new WarmStart(GAUSSIAN, WarmStartSettings.defaults().withMethod(StartMethod.PATHFINDER)).findInto(state,
                    NARROW, rng(chain));
            sum -= 2 * state.logDensity();
        }
        assertThat(sum).isCloseTo(200, within(6 * Math.sqrt(400)));
    }

    @Test
    void coordinatesThatAreHeldStayWhereTheyWere() {
        for (StartMethod method : StartMethod.values()) {
            double[] begin = new double[5];
            GAUSSIAN.drawInto(begin, rng(6));
            ChainState state = new ChainState(5);
            new WarmStart(GAUSSIAN, WarmStartSettings.defaults().withMethod(method), false, true, false, false, true)
                    .findInto(state, NARROW, rng(6));
            assertThat(state.theta()[1]).as(method.key()).isEqualTo(begin[1]);
            assertThat(state.theta()[4]).isEqualTo(begin[4]);
            assertThat(state.theta()[3]).isCloseTo(3, within(0.2));
            double[] gradient = new double[5];
            assertThat(NARROW.evaluate(state.theta(), gradient)).isEqualTo(state.logDensity());
            assertThat(state.gradient()).isEqualTo(gradient);
        }
    }

    @Test
    void whatSearchesLinesTakesNoBatches() {
        assertThatThrownBy(() -> WarmStartSettings.defaults().withBatchSize(10).withMethod(StartMethod.LBFGS))
                .hasMessageContaining("takes all rows at each step");
        assertThatThrownBy(() -> StartMethod.of("newton")).hasMessageContaining("[adamw, lbfgs, pathfinder]");
    }
}
