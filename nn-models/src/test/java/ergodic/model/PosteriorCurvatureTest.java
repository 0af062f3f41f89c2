package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PosteriorCurvatureTest {

    /** As few passes as 16 seeds need, and in all of them together fewer seeds beyond the outputs than there are passes. */
    @Test
    void passesShareTheOutputs() {
        assertThat(PosteriorCurvature.seeds(17)).isEqualTo(9);
        for (int outputs = 1; outputs <= 100; outputs++) {
            int seeds = PosteriorCurvature.seeds(outputs);
            int passes = Math.ceilDiv(outputs, 16);
            assertThat(seeds).isBetween(1, 16);
            assertThat(Math.ceilDiv(outputs, seeds)).isLessThanOrEqualTo(passes);
            assertThat(passes * seeds - outputs).isBetween(0, passes - 1);
        }
    }
}
