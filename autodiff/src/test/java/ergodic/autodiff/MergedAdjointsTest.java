package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the gradient of an unrolled recurrence consists of. */
class MergedAdjointsTest {

    private static Program recurrence(int steps) {
        return recurrence(steps, 3);
    }

    private static Program recurrence(int steps, int units) {
        Tracer t = new Tracer();
        Tensor weights = t.parameter("weights", 2 * units, units);
        Tensor bias = t.parameter("bias", 2 * units);
        Tensor x = t.rowInput("x", steps, units);
        Tensor h = x.get(0);
        for (int i = 1; i < steps; i++) {
            Tensor sums = h.affine(weights, bias);
            h = sums.slice(0, 0, units).sigmoid().times(sums.slice(0, units, units).tanh()).plus(x.get(i));
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

    /** Accumulators too many for the first-level cache: four steps are added at once, then the two that are left. */
    @Test
    void manyAccumulatorsAreAddedToBySeveralSteps() {
        Program program = recurrence(7, 20);
        SplittableRandom random = new SplittableRandom(9);
        for (int rows : new int[]{1, 8, 21}) {
            Map<String, double[]> inputs = Map.of("weights", random.doubles(800, -0.4, 0.4).toArray(), "bias",
                    random.doubles(40, -1, 1).toArray(), "x", random.doubles(rows * 140L, -1, 1).toArray());
            Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
            for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
                CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, kernels, 8);
                compiled.run(CompiledAgainstOracle.theta(program, inputs));
                CompiledAgainstOracle.assertSame(rows + " rows, " + kernels.name(), compiled, expected);
            }
        }
    }
}
