package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.compile.instruction.DenseAccumulators;
import ergodic.autodiff.compile.instruction.RowReductions;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Terms of a sum of outer products, several of which are added at once where the accumulators are many. Accumulators that do
 * not fit the first-level cache would otherwise be read and written from the second for each step of a sequence, which
 * takes longer than the products themselves: for 96 x 33 of them 8.9 us a step where the multiplications take 3. So the
 * runs of some steps are put beside each other, and go through one register tile after another.
 */
final class StepGroup {

    /** So many steps go together: their runs stay in the second-level cache beside the accumulators. */
    private static final int STEPS = 4;
    /** Accumulators of up to so many bytes stay in the first-level cache. */
    private static final int CACHE_BYTES = 16 * 1024;

    private final Lowering lowering;
    private final TiledValue accumulators;
    private final boolean grouped;
    private final boolean dense;
    private int left;
    private int steps;
    private int filled;
    private @Nullable TiledValue wideA;
    private @Nullable TiledValue wideB;

    StepGroup(Lowering lowering, TiledValue accumulators, Node sum) {
        this.lowering = lowering;
        this.accumulators = accumulators;
        this.left = sum.operands().size() / 2;
        this.dense = DenseAccumulators.suits(sum);
        this.grouped = (long) sum.shape().size() * Kernels.LINE > CACHE_BYTES;
    }

    /** Adds the next term, at once or with those after it. */
    void add(TiledValue a, TiledValue b) {
        if (filled == 0) {
            steps = grouped ? Math.min(STEPS, left) : 1;
        }
        left--;
        if (steps == 1) {
            accumulate(a, b);
            return;
        }
        wideA = placed(wideA, a);
        wideB = placed(wideB, b);
        filled++;
        if (filled == steps) {
            accumulate(wideA, wideB);
            filled = 0;
            wideA = null;
            wideB = null;
        }
    }

    private TiledValue placed(@Nullable TiledValue wide, TiledValue part) {
        TiledValue into = wide == null ? lowering.result(new int[]{steps * part.size()}, true) : wide;
        int step = filled;
        int count = steps;
        lowering.emit(List.of(part, into), into,
                () -> new RowReductions.Interleave(lowering.rowKernels, into, part, step, count));
        return into;
    }

    private void accumulate(TiledValue a, TiledValue b) {
        int count = steps;
        if (dense) {
            accumulateDense(a, b, count);
            return;
        }
        lowering.emit(List.of(a, b, accumulators), accumulators,
                () -> new RowReductions.AccumulateOuter(lowering.rowKernels, accumulators, a, b, count));
    }

    private void accumulateDense(TiledValue a, TiledValue b, int count) {
        TiledValue scratch = lowering.result(new int[]{4 * count * lowering.rowKernels.lanes()}, true);
        lowering.stage().body.add(Step.of(Lowering.buffers(List.of(a, b, accumulators)),
                List.of(accumulators.buffer(), scratch.buffer()),
                () -> new RowReductions.AccumulateDense(lowering.rowKernels, accumulators, a, b, scratch, count)));
    }
}
