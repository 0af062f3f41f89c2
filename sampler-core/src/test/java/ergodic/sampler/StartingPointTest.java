package ergodic.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class StartingPointTest {

    /** Computes the density of a test's model. */
    private interface Model {

        double evaluate(double[] theta, double[] gradient);
    }

    private static LogDensity density(Model model) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                Arrays.fill(gradient, 1.0);
                return model.evaluate(theta, gradient);
            }

            @Override
            public String coordinateName(int coordinate) {
                return new String[]{"alpha", "beta", "layer1.weight[0,2]"}[coordinate];
            }
        };
    }

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);

    private void start(Model model) {
        new UniformStart().findInto(new ChainState(3), density(model), rng);
    }

    @Test
    void liesInTheCubeAndKnowsItsDensity() {
        double least = 0.0;
        double most = 0.0;
        for (int i = 0; i < 300; i++) {
            ChainState state = new ChainState(3);
            new UniformStart().findInto(state, density((theta, gradient) -> theta[0]), rng);
            assertThat(state.logDensity()).isEqualTo(state.theta()[0]);
            assertThat(state.gradient()).containsOnly(1.0);
            for (double value : state.theta()) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        assertThat(least).isBetween(-2.0, -1.9);
        assertThat(most).isBetween(1.9, 2.0);
    }

    @Test
    void triesUntilDensityAndGradientAreFinite() {
        for (int i = 0; i < 20; i++) {
            ChainState state = new ChainState(3);
            new UniformStart().findInto(state, density((theta, gradient) -> {
                gradient[1] = theta[1] > 0.0 ? 1.0 : Double.NaN;
                return theta[2] > 0.0 ? 0.0 : Double.NEGATIVE_INFINITY;
            }), rng);
            assertThat(state.theta()[1]).isPositive();
            assertThat(state.theta()[2]).isPositive();
        }
    }

    @Test
    void givesUpAfterItsTries() {
        int[] count = new int[1];
        assertThatThrownBy(() -> new UniformStart(2.0, 7).findInto(new ChainState(3), density((theta, gradient) -> {
            count[0]++;
            gradient[0] = Double.NaN;
            return 0.0;
        }), rng)).isInstanceOf(InitialPointException.class).hasMessageContaining("all 7 points");
        assertThat(count[0]).isEqualTo(7);
    }

    @Test
    void namesTheParameterWhoseGradientIsNotFinite() {
        assertThatThrownBy(() -> start((theta, gradient) -> {
            gradient[1] = Double.POSITIVE_INFINITY;
            return 0.0;
        })).isInstanceOf(InitialPointException.class).hasMessageContaining("gradient with respect to beta = ")
                .hasMessageContaining("Infinity");
    }

    @Test
    void namesTheParameterWhoseChangeMendsTheDensity() {
        assertThatThrownBy(() -> start((theta, gradient) -> theta[2] != 0.0 ? Double.NEGATIVE_INFINITY : 0.0))
                .isInstanceOf(InitialPointException.class).hasMessageContaining("log density is -Infinity")
                .hasMessageContaining("because of layer1.weight[0,2] = ");
    }

    @Test
    void saysWhenNoSingleParameterIsTheCause() {
        assertThatThrownBy(() -> start((theta, gradient) -> Double.NaN)).isInstanceOf(InitialPointException.class)
                .hasMessageContaining("log density is NaN").hasMessageContaining("check the data");
    }

    @Test
    void startsAtAGivenPoint() {
        ChainState state = new ChainState(3);
        new FixedStart(new double[]{1.0, 2.0, 3.0}).findInto(state, density((theta, gradient) -> theta[2]), rng);
        assertThat(state.theta()).containsExactly(1.0, 2.0, 3.0);
        assertThat(state.logDensity()).isEqualTo(3.0);
    }

    @Test
    void refusesAGivenPointThatCannotBe() {
        LogDensity density = density((theta, gradient) -> theta[1]);
        assertThatThrownBy(
                () -> new FixedStart(new double[]{1.0, Double.NaN, 0.0}).findInto(new ChainState(3), density, rng))
                .isInstanceOf(InitialPointException.class).hasMessageContaining("the value of beta is NaN");
        assertThatThrownBy(() -> new FixedStart(new double[2]).findInto(new ChainState(3), density, rng))
                .isInstanceOf(InitialPointException.class).hasMessageContaining("2 coordinates")
                .hasMessageContaining("3");
    }

    @Test
    void aRadiusOfZeroTriesTheOriginOnce() {
        int[] count = new int[1];
        ChainState state = new ChainState(3);
        new UniformStart(0.0, 100).findInto(state, density((theta, gradient) -> count[0]++), rng);
        for (double value : state.theta()) {
            assertThat(Math.abs(value)).isZero();
        }
        assertThatThrownBy(() -> new UniformStart(-1.0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UniformStart(1.0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
