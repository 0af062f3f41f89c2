package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in other notations are told from words, dates and numbers. */
class NotationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"12.34% | write it without \"%\"", "-3 % | write it without \"%\"",
            "0,5 | write decimals with a point, not a comma", "0,123 | write decimals with a point, not a comma",
            "1,234 | write decimals with a point, not a comma; or, if it separates thousands, leave it out",
            "5,123,456 | leave out what separates thousands, and write decimals with a point",
            "-8,011.25 | leave out what separates thousands, and write decimals with a point",
            "1.234.567,5 | leave out what separates thousands, and write decimals with a point",
            "12'000 | leave out what separates thousands, and write decimals with a point",
            "12 000 | leave out what separates thousands, and write decimals with a point",
            "$5 | write it without \"$\"", "-$5 | write it without \"$\"", "7.5 \u20ac | write it without \"\u20ac\"",
            "\u00a31,234,567 | write it without \"\u00a3\", leave out what separates thousands, and write decimals with a point"})
    void otherNotations(String cell, String remedy) {
        assertThat(Notation.remedy(cell)).isEqualTo(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "$", "abc", "1.234", "-5e3", "2020-12-31", "31.12.2020", "1,2,3", "12,34,567",
            "1'23",
            "A-1,234", "1$5", "10%-20%", "1.2.3.4", "inf", "nan", "1,234.567.890"})
    void wordsDatesAndNumbers(String cell) {
        assertThat(Notation.remedy(cell)).isNull();
    }
}
