package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void showsNumbersForPeople() {
        assertThat(Numbers.show(-0.04321)).isEqualTo("−0.0432");
        assertThat(Numbers.show(1234.4)).isEqualTo("1234");
        assertThat(Numbers.show(1e-7)).isEqualTo("1.00e−07");
        assertThat(Numbers.show(0)).isEqualTo("0");
        assertThat(Numbers.show(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.show(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(Numbers.rhat(1.00961)).isEqualTo("1.0096");
        assertThat(Numbers.rhat(1.2)).isEqualTo("1.200");
        assertThat(Numbers.whole(12345.6)).isEqualTo("12\u202f346");
        assertThat(Numbers.percent(0.9)).isEqualTo("90\u202f%");
        assertThat(Numbers.percent(0.0674)).isEqualTo("6.7\u202f%");
    }

    @Test
    void shortensNumbersForThePage() {
        assertThat(Numbers.brief(0.123456789)).isEqualTo(0.12346);
        assertThat(Numbers.brief(-987654.321)).isEqualTo(-987650);
        assertThat(Numbers.brief(1.5e300)).isEqualTo(1.5e300);
        assertThat(Numbers.brief(3e-310)).isEqualTo(3e-310);
        assertThat(Numbers.brief(0)).isZero();
        assertThat(Numbers.brief(Double.NaN)).isNull();
        assertThat(Numbers.brief(Double.POSITIVE_INFINITY)).isNull();
    }

    @Test
    void thinsToAtMostSoMany() {
        for (int length = 0; length < 50; length++) {
            double[] thinned = Numbers.thin(new double[length], Numbers.stride(length, 7));
            assertThat(thinned.length).isLessThanOrEqualTo(7);
            assertThat(thinned.length).isGreaterThanOrEqualTo(Math.min(length, 4));
        }
    }

    @Test
    void writesOrdinals() {
        assertThat(List.of(2, 3, 4, 11, 12, 21, 113)).extracting(ChainFigures::ordinal).containsExactly("2nd", "3rd",
                "4th", "11th", "12th", "21st", "113th");
    }
}
