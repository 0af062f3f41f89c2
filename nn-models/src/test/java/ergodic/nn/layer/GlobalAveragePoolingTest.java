package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Tracer;
import ergodic.nn.data.RowShape;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GlobalAveragePoolingTest {

    private static double[] means(RowShape shape, double... rows) {
        Tracer t = new Tracer();
        RowTensor x = RowTensor.ofData(t.rowInput("x", shape.inputs()), shape);
        t.output("y", new GlobalAveragePooling().apply(x, p -> t.parameter(p.name())).value());
        return Objects.requireNonNull(
                Interpreter.evaluate(t.build(), Map.of("x", rows), rows.length / shape.inputs()).get("y"));
    }

    @Test
    void featuresAndChannelsAreMeansOverTheirPlaces() {
        assertThat(means(new RowShape.Sequence(3, 2), 1, 10, 2, 20, 6, 60)).containsExactly(new double[]{3, 30},
                within(1e-15));
        assertThat(means(new RowShape.Image(2, 1, 2), 1, 2, 5, 7)).containsExactly(1.5, 6);
    }

    @Test
    void stepsThatAreNotThereDoNotCount() {
        double gap = Double.NaN;
        assertThat(means(new RowShape.Sequence(2, 1, true), 4, gap, 1, 4, 6, 2, gap, gap, 0)).containsExactly(4, 5, 0);
    }

    @Test
    void numbersHaveNoPlaces() {
        assertThatThrownBy(() -> new GlobalAveragePooling().output(new RowShape.Numbers(3)))
                .hasMessage(
                        "the global_average_pooling layer needs images or sequences, but the data give 3 numbers: say"
                                + " by data.shape what the numbers are, or leave it out");
    }
}
