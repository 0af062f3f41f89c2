package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageNumbersTest {

    @Test
    void showsNumbersForPeople() {
        assertThat(PageNumbers.show(-0.04321)).isEqualTo("−0.0432");
        assertThat(PageNumbers.show(1234.4)).isEqualTo("1234");
        assertThat(PageNumbers.show(1e-7)).isEqualTo("1.00e−07");
        assertThat(PageNumbers.show(0)).isEqualTo("0");
        assertThat(PageNumbers.show(Double.NaN)).isEqualTo("–");
        assertThat(PageNumbers.show(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
        assertThat(PageNumbers.rhat(1.00961)).isEqualTo("1.0096");
        assertThat(PageNumbers.rhat(1.2)).isEqualTo("1.200");
        assertThat(PageNumbers.whole(12345.6)).isEqualTo("12\u202f346");
        assertThat(PageNumbers.percent(0.9)).isEqualTo("90\u202f%");
        assertThat(PageNumbers.percent(0.0674)).isEqualTo("6.7\u202f%");
    }

    @Test
    void shortensNumbersForThePage() {
        assertThat(PageNumbers.brief(0.123456789)).isEqualTo(0.12346);
        assertThat(PageNumbers.brief(-987654.321)).isEqualTo(-987650);
        assertThat(PageNumbers.brief(1.5e300)).isEqualTo(1.5e300);
        assertThat(PageNumbers.brief(3e-310)).isEqualTo(3e-310);
        assertThat(PageNumbers.brief(0)).isZero();
        assertThat(PageNumbers.brief(Double.NaN)).isNull();
        assertThat(PageNumbers.brief(Double.POSITIVE_INFINITY)).isNull();
    }

    @Test
    void thinsToAtMostSoMany() {
        for (int length = 0; length < 50; length++) {
            double[] thinned = PageNumbers.thin(new double[length], PageNumbers.stride(length, 7));
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
