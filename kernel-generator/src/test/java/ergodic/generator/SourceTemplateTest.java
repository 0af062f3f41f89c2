package ergodic.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourceTemplateTest {

    @Test
    void holesAreFilledByPrecision() {
        SourceTemplate text = new SourceTemplate("t", "$Number$Vector x = 1.0$f$; at + $24$L; (($round$y))");
        assertThat(text.filled(NumberKind.DOUBLE::filling)).isEqualTo("DoubleVector x = 1.0; at + 24L; ((y))");
        assertThat(text.filled(NumberKind.FLOAT::filling)).isEqualTo("FloatVector x = 1.0f; at + 12L; (((float) y))");
    }

    @Test
    void aHoleThatMeansNothingOrDoesNotEndIsRefused() {
        assertThatThrownBy(() -> new SourceTemplate("t", "$Nmber$").filled(NumberKind.DOUBLE::filling))
                .hasMessage("a hole without a meaning: $Nmber$");
        assertThatThrownBy(() -> new SourceTemplate("t", "$12$").filled(NumberKind.FLOAT::filling))
                .hasMessage("12 is no number of bytes of doubles");
        assertThatThrownBy(() -> new SourceTemplate("t", "a $Number\nb $").filled(NumberKind.DOUBLE::filling))
                .hasMessage("template t: a hole is not closed: $Number");
        assertThatThrownBy(() -> SourceTemplate.named("None")).hasMessage("there is no template None.java.txt");
    }

    @Test
    void anEpilogueNamesTheSumAndTheValueOfItsPlace() {
        assertThat(TileEpilogue.SIGMOID_DERIVATIVE.of(1, 3))
                .isEqualTo("s13.fma(y13.fma(MINUS_ONE, ONE).fma(y13, MINUS_ZERO), MINUS_ZERO)");
        assertThat(TileEpilogue.RELU.of(0, 0)).isEqualTo("s00.blend(ZERO, s00.compare(VectorOperators.LE, ZERO))");
        assertThat(TileEpilogue.RELU.uses("ZERO")).isTrue();
        assertThat(TileEpilogue.TANH_DERIVATIVE.uses("ZERO")).as("MINUS_ZERO is another word").isFalse();
    }
}
