package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the gradient of an unrolled recurrence consists of. */
class MergedAdjointsTest {

    private static Program recurrence(int steps) {
        Tracer t = new Tracer();
        Tensor weights = t.parameter("weights", 6, 3);
        Tensor bias = t.parameter("bias", 6);
        Tensor x = t.rowInput("x", steps, 3);
        Tensor h = x.get(0);
        for (int i = 1; i < steps; i++) {
            Tensor sums = h.affine(weights, bias);
            h = sums.slice(0, 0, 3).sigmoid().times(sums.slice(0, 3, 3).tanh()).plus(x.get(i));
        }
        t.output("value", h.square().sum().sumRows());
        return ReverseMode.gradient(t.build(), "value");
    }

    private static long count(Program program, Class<? extends Op> operator) {
        return program.nodes().stream().filter(node -> operator.isInstance(node.op())).count();
    }

    @Test
    void weightsOfAllStepsHaveOneSumOverRows() {
        Program gradient = recurrence(10);
        assertThat(count(gradient, Op.OuterSumRows.class)).isEqualTo(1);
        assertThat(gradient.output("d weights").operands()).hasSize(2 * 9);
        assertThat(gradient.output("d bias").op()).isEqualTo(new Op.SumRows());
        assertThat(gradient.output("d bias").operands()).hasSize(9);
    }

    @Test
    void slicesOfAValueAreConcatenatedNotPadded() {
        Program gradient = recurrence(10);
        assertThat(count(gradient, Op.Pad.class)).isZero();
        assertThat(count(gradient, Op.Concat.class)).isEqualTo(9);
    }

    @Test
    void stepsGrowWithTheLengthOnly() {
        int ten = recurrence(10).nodes().size();
        int twenty = recurrence(20).nodes().size();
        int thirty = recurrence(30).nodes().size();
        assertThat(thirty - twenty).isEqualTo(twenty - ten);
    }
}
