package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Powers against {@code scipy.stats.yeojohnson_llf} of SciPy 1.17, maximised; scales by their formula. */
class PowerScaleTest {

    private static double[] values(IntToDoubleFunction of) {
        return IntStream.range(0, 60).mapToDouble(of).toArray();
    }

    @Test
    void powersAreTheLikeliest() {
        assertThat(PowerScale.likeliestPower(values(i -> Math.exp(0.8 * Math.sin(1.7 * i)) - 1)))
                .isCloseTo(0.1234809, within(1e-6));
        assertThat(PowerScale.likeliestPower(values(i -> Math.sin(1.1 * i)))).isCloseTo(1.0754038, within(1e-6));
        // The likeliest of all is 2.3246: there the density would not integrate to 1.
        assertThat(PowerScale.likeliestPower(values(i -> 0.4 - Math.exp(0.5 * Math.cos(2.3 * i)))))
                .isCloseTo(2, within(1e-6));
    }

    @Test
    void scalesStandardiseAndInvert() {
        double[] x = values(i -> 3 + 2 * Math.sin(i));
        PowerScale scale = PowerScale.fit("x", x, -0.5, 0.25, 0.5);
        double[] g = Arrays.stream(x).map(v -> 2 * (Math.sqrt(1 + (v + 0.5) / 0.25) - 1)).toArray();
        double mean = Arrays.stream(g).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(g).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        for (int i = 0; i < x.length; i++) {
            assertThat(scale.of(x[i])).isCloseTo((g[i] - mean) / sd, within(1e-12));
            assertThat(scale.inverse(scale.of(x[i]))).isCloseTo(x[i], within(1e-12));
        }
    }
}
