package ergodic.autodiff.compile.instruction;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** A sum, largest element or cumulative sum along an axis of a dense value: {@code outer} blocks of {@code count} runs. */
public final class AxisInstruction extends Instruction {

    /** What is done along the axis. */
    public enum Function {
        SUM, SHIFT, CUMULATIVE_SUM, REVERSE_CUMULATIVE_SUM
    }

    private final Kernels kernels;
    private final Function function;
    private final Slot out;
    private final Slot a;
    private final int outer;
    private final int count;
    private final int inner;

    public AxisInstruction(Kernels kernels, Function function, TiledValue out, TiledValue a, int axis) {
        this.kernels = kernels;
        this.function = function;
        this.out = out.slot();
        this.a = a.slot();
        int[] dims = a.dims();
        int before = 1;
        for (int i = 0; i < axis; i++) {
            before *= dims[i];
        }
        int after = 1;
        for (int i = axis + 1; i < dims.length; i++) {
            after *= dims[i];
        }
        this.outer = before;
        this.count = dims[axis];
        this.inner = after;
    }

    @Override
    public void execute(MemorySegment m, int width, int rows) {
        int n = a.byRow() ? inner * width : inner;
        boolean reduces = function == Function.SUM || function == Function.SHIFT;
        int outCount = reduces ? 1 : count;
        for (int o = 0; o < outer; o++) {
            long to = out.at(o * outCount * inner, width);
            long from = a.at(o * count * inner, width);
            switch (function) {
                case SUM -> {
                    if (n == 1) {
                        m.set(JAVA_DOUBLE, to, kernels.sum(m, from, count));
                    } else {
                        kernels.sumAxis(m, to, from, count, n);
                    }
                }
                case SHIFT -> kernels.shiftAxis(m, to, from, count, n);
                case CUMULATIVE_SUM -> kernels.cumulativeSum(m, to, from, count, n, false);
                case REVERSE_CUMULATIVE_SUM -> kernels.cumulativeSum(m, to, from, count, n, true);
            }
        }
    }
}
