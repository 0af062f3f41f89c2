package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.instruction.ScalarOp;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instruction before buffers have places: what it reads and writes, and how to make it.
 *
 * @param inPlace
 *            operands that the result may overwrite if they are not used afterwards
 * @param scalar
 *            what it does if it is an elementwise function of global scalars (such steps are joined in blocks)
 */
record Step(List<Buffer> reads, List<Buffer> writes, List<Buffer> inPlace, Supplier<Instruction> maker,
        @Nullable ScalarOp scalar) {

    static Step of(List<Buffer> reads, List<Buffer> writes, Supplier<Instruction> maker) {
        return new Step(reads, writes, List.of(), maker, null);
    }
}
