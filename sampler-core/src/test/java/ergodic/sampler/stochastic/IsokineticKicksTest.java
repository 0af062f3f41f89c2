package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.batches.BatchOrder;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class IsokineticKicksTest {

    /** No noise leaves, to third order, the bias of the splitting of minimal norm, whose stationary variance is known. */
    @Test
    void withoutNoiseTheyAreThoseOfHamiltonianDynamics() {
        DoubleFunction<KineticMoments> directions = KineticScheme.SMILE.directions(0.3, 3, new KineticNoise(4, 0, 1));
        assertThat(directions.apply(4).independent(0)).isCloseTo(1, within(0.01));
    }

    /** Noise that is alike in all directions turns the velocity and does no more. */
    @Test
    void equalNoiseLeavesNoBiasAsTheStepVanishes() {
        double before = Double.POSITIVE_INFINITY;
        for (double h : new double[]{0.08, 0.04, 0.02, 0.01}) {
            double bias = KineticScheme.SMILE.directions(h, 0.5, new KineticNoise(1, 20, 1e9)).apply(1)
                    .independent(20) - 1;
            assertThat(Math.abs(bias)).isLessThan(before / 1.8);
            before = Math.abs(bias);
        }
        assertThat(before).isLessThan(2e-3);
    }

    /** Without a refresh the width of a direction is in proportion to its noise, however small the step. */
    @Test
    void unequalNoiseLeavesABiasThatNoStepTakesAway() {
        DoubleFunction<KineticMoments> directions = KineticScheme.SMILE.directions(0.002, 1e-9,
                new KineticNoise(1, 20, 1e9));
        assertThat(directions.apply(1).independent(40)).isCloseTo(2, within(0.02));
        assertThat(directions.apply(1).independent(5)).isCloseTo(0.25, within(0.01));
        DoubleFunction<KineticMoments> refreshed = KineticScheme.SMILE.directions(0.002, 2,
                new KineticNoise(1, 20, 1e9));
        assertThat(refreshed.apply(1).independent(40)).isCloseTo(1.01, within(0.002));
    }

    /** The moments over an epoch against those of the steps of many simulated epochs, drawn with their exact covariance. */
    @Test
    void epochsAreThoseOfTheRecursion() {
        KineticMoments moments = KineticScheme.SMILE.directions(0.2, 2, new KineticNoise(2, 8, 5)).apply(2);
        double epochs = moments.variance(8, 5, BatchOrder.EPOCHS);
        double independent = moments.independent(8);
        assertThat(epochs).isLessThan(independent);
        // Of an epoch of endless batches nothing is correlated.
        assertThat(moments.variance(8, 4999, BatchOrder.EPOCHS)).isCloseTo(independent, within(0.01));
    }
}
