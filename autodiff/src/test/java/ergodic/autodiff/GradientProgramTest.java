package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradient programs of networks hold what backpropagation by hand would compute, and nothing else. */
class GradientProgramTest {

    @Test
    void aNetworkHasNoWastefulStep() {
        Program gradient = ReverseMode.gradient(TracedNetworks.gaussian(8, 50), "logDensity");
        List<String> wide = gradient.nodes().stream()
                .filter(node -> node.shape().isByRow() && node.shape().size() >= 50)
                .map(node -> OpText.of(node.op())).toList();
        // Forward: affine, tanh. Backward: the error through the weights, and 1 - h^2.
        assertThat(wide).as("%s", gradient).containsExactly("affine", "tanh", "matMul[a^T]", "square", "subtract",
                "multiply");
        List<String> narrow = gradient.nodes().stream()
                .filter(node -> node.shape().isByRow() && node.shape().size() == 1 && !node.operands().isEmpty())
                .map(node -> OpText.of(node.op())).toList();
        assertThat(narrow).as("%s", gradient).containsExactlyInAnyOrder("affine", "reshape", "subtract", "divide",
                "square", "broadcastTo", "multiply", "reshape");
        List<String> overRows = gradient.nodes().stream()
                .filter(node -> !node.shape().isByRow() && node.operands().stream().anyMatch(x -> x.shape().isByRow()))
                .map(node -> OpText.of(node.op()) + node.shape()).toList();
        assertThat(overRows).as("%s", gradient).containsExactlyInAnyOrder("sumRows[]", "sumRows[]",
                "outerSumRows[1, 50]",
                "sumRows[1]", "outerSumRows[50, 8]", "sumRows[50]");
    }

    @Test
    void reluNeedsOneStepAndNoSelect() {
        Tracer t = new Tracer();
        Tensor h = t.rowInput("x", 5).affine(t.parameter("w", 16, 5), t.parameter("b", 16)).relu();
        t.output("value", h.dot(t.parameter("v", 16)).tanh().sumRows());
        Program gradient = ReverseMode.gradient(t.build(), "value");
        List<String> wide = gradient.nodes().stream()
                .filter(node -> node.shape().isByRow() && node.shape().size() == 16)
                .map(node -> OpText.of(node.op())).toList();
        assertThat(wide).as("%s", gradient).containsExactlyInAnyOrder("affine", "relu", "multiply", "step", "multiply");
    }

    @Test
    void aLinearModelSumsOverRowsWithoutStoringProducts() {
        Tracer t = new Tracer();
        Tensor mean = t.rowInput("x", 40).dot(t.parameter("beta", 40)).plus(t.parameter("alpha"));
        t.output("value", t.rowInput("y").minus(mean).square().sumRows().times(-0.5));
        Program gradient = ReverseMode.gradient(t.build(), "value");
        assertThat(gradient.nodes()).as("%s", gradient)
                .filteredOn(node -> node.shape().isByRow() && node.shape().size() == 40).hasSize(1);
    }

    @Test
    void aSumOverRowsOfSomethingGlobalCountsTheRows() {
        Tracer t = new Tracer();
        Tensor a = t.parameter("a");
        t.output("value", a.square().broadcastTo(Shape.rows()).sumRows());
        Program gradient = ReverseMode.gradient(t.build(), "value");
        assertThat(GradientCheck.in(Interpreter.evaluate(gradient, java.util.Map.of("a", new double[]{3}), 5), "d a"))
                .containsExactly(30);
    }
}
