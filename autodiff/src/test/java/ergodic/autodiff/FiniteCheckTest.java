package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteCheckTest {

    @Test
    void finiteNumbersGiveZero() {
        for (int n = 0; n < 12; n++) {
            double[] numbers = new double[n];
            Arrays.fill(numbers, n % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
            assertThat(1 + FiniteCheck.zeroIfFinite(numbers)).isEqualTo(1);
        }
    }

    @Test
    void oneNumberThatIsNotFiniteGivesNaNWhereverItStands() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int n = 1; n < 12; n++) {
                for (int at = 0; at < n; at++) {
                    double[] numbers = new double[n];
                    numbers[at] = bad;
                    assertThat(FiniteCheck.zeroIfFinite(numbers)).isNaN();
                }
            }
        }
    }
}
