package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tracer records, what it leaves out, and how programs print. */
class TracerTest {

    private final Tracer t = new Tracer();

    @Test
    void programsPrintOneNodeALine() {
        Tensor w = t.parameter("w", 2, 3);
        Tensor x = t.rowInput("x", 3);
        Tensor scale = t.globalInput("scale");
        Tensor h = x.affine(w, t.constant(new double[]{0.5, -0.5}, 2)).tanh();
        t.output("hidden", h);
        t.output("sum", h.slice(0, 1, 1).sum().sumRows().times(scale));
        assertThat(t.build().toString()).isEqualTo("""
                %0 = parameter w : [2, 3]
                %1 = row input x : [rows, 3]
                %2 = global input scale : []
                %3 = constant [0.5, -0.5] : [2]
                %4 = affine(%0, %1, %3) : [rows, 2]
                %5 = tanh(%4) : [rows, 2]
                %6 = slice[axis 0, from 1, length 1](%5) : [rows, 1]
                %7 = reshape(%6) : [rows]
                %8 = sumRows(%7) : []
                %9 = multiply(%8, %2) : []
                output hidden = %5
                output sum = %9
                """);
    }

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void everyOperatorPrintsItsName(OperatorCase operator) {
        String text = operator.program(OperatorCase.Ending.SUM).toString();
        assertThat(text.lines().filter(line -> line.startsWith("%")))
                .allMatch(line -> line.matches("%\\d+ = [a-z][A-Za-z0-9]*.* : \\[.*]"));
        assertThat(text).doesNotContain("Op$", "@");
    }

    @Test
    void equalStepsAreRecordedOnce() {
        Tensor x = t.rowInput("x", 3);
        assertThat(x.exp().plus(x.square()).node()).isSameAs(x.exp().plus(x.square()).node());
        assertThat(t.constant(2).node()).isSameAs(t.constant(2).node());
        assertThat(t.constant(0.0).node()).isNotSameAs(t.constant(-0.0).node());
        assertThat(x.slice(0, 1, 1).node()).isNotSameAs(x.slice(0, 0, 1).node());
        assertThat(t.constant(new double[]{1, 2}, 2).node()).isNotSameAs(t.constant(new double[]{1, 2}, 2, 1).node());
    }

    @Test
    void whatNoOutputNeedsIsLeftOutButInputsStay() {
        Tensor a = t.parameter("a");
        t.rowInput("x");
        a.exp().log1p();
        t.output("square", a.square());
        assertThat(t.build().nodes().stream().map(node -> OpText.of(node.op())).collect(Collectors.toList()))
                .containsExactly("parameter a", "row input x", "square");
        assertThat(t.build().parameterCount()).isEqualTo(1);
    }

    @Test
    void constantsAreCopied() {
        double[] values = {1, 2};
        Tensor constant = t.constant(values, 2);
        values[0] = 7;
        assertThat(constant.node().op()).isEqualTo(new Op.Constant(new double[]{1, 2}));
    }

    @Test
    void namesAreUsedOnce() {
        Tensor a = t.parameter("a");
        assertThatThrownBy(() -> t.rowInput("a")).hasMessageContaining("already an input \"a\"");
        t.output("y", a);
        assertThatThrownBy(() -> t.output("y", a)).hasMessageContaining("already an output \"y\"");
        assertThatThrownBy(() -> t.build().output("z")).hasMessageContaining("no output \"z\"")
                .hasMessageContaining("[y]");
    }

    @Test
    void evaluationNamesTheInputThatIsMissingOrWrong() {
        t.output("y", t.parameter("a").times(t.rowInput("x", 2).sum()));
        Program program = t.build();
        assertThatThrownBy(() -> Interpreter.evaluate(program, java.util.Map.of("a", new double[1]), 3))
                .hasMessage("the input \"x\" of shape [rows, 2] needs 6 values for 3 rows, but has none");
        assertThatThrownBy(() -> Interpreter.evaluate(program,
                java.util.Map.of("a", new double[1], "x", new double[5]), 3)).hasMessageContaining("but has 5");
    }

    @Test
    void onlyOfAGlobalScalarIsThereAGradient() {
        Tensor x = t.rowInput("x");
        t.output("byRow", x);
        t.output("vector", t.parameter("v", 3));
        assertThatThrownBy(() -> ReverseMode.gradient(t.build(), "byRow")).isInstanceOf(ShapeException.class)
                .hasMessageContaining("\"byRow\" has shape [rows]");
        assertThatThrownBy(() -> ReverseMode.gradient(t.build(), "vector")).hasMessageContaining("has shape [3]");
        assertThatThrownBy(() -> ReverseMode.gradient(t.build(), "none")).hasMessageContaining("no output \"none\"");
        assertThat(List.of(t.build().outputs().keySet().toArray())).containsExactly("byRow", "vector");
    }
}
