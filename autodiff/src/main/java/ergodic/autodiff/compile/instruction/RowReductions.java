package ergodic.autodiff.compile.instruction;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums over rows. A tile adds to accumulators of a cache line each, which are added up after the last tile, always
 * in the same order. Padding lanes, which may hold anything, are set to zero before they are summed.
 */
public final class RowReductions {

    /** Of an accumulator's line, as doubles. */
    private static final int PLACES = Kernels.LINE / Double.BYTES;

    private RowReductions() {}

    /** Zeros the lanes of a dense value that are no rows. */
    public static final class ClearPadding extends Instruction {
        private final Slot a;
        private final int size;
        private final boolean joins;

        public ClearPadding(Kernels kernels, TiledValue a) {
            this.joins = a.size() == 1 && LaneOp.suits(kernels);
            this.a = a.slot();
            this.size = a.size();
        }

        @Override
        public List<LaneOp> lanes() {
            return joins ? List.of(new LaneOp(LaneOp.Kind.CLEAR, 1, a, a, null)) : List.of();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            if (rows < width) {
                for (int e = 0; e < size; e++) {
                    long run = a.at(e, width);
                    for (int lane = rows; lane < width; lane++) {
                        a.set(m, run + a.laneStep() * lane, 0.0);
                    }
                }
            }
        }
    }

    /** Adds a tile's sums to accumulators. */
    public static final class AccumulateSums extends Instruction {
        private final Kernels kernels;
        private final Slot accumulators;
        private final Slot a;
        private final int size;

        public AccumulateSums(Kernels kernels, TiledValue accumulators, TiledValue a) {
            this.kernels = kernels;
            this.accumulators = accumulators.slot();
            this.a = a.slot();
            this.size = a.size();
        }

        @Override
        public List<LaneOp> lanes() {
            return size == 1 && LaneOp.suits(kernels)
                    ? List.of(new LaneOp(LaneOp.Kind.SUM, 1, accumulators, a, null))
                    : List.of();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.accumulateSums(m, accumulators.at(width), a.at(width), size, width);
        }
    }

    /**
     * Puts the runs of a value beside those of other steps of a sequence: run e becomes part {@code step} of a run that is
     * {@code steps} times as long.
     */
    public static final class Interleave extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final int size;
        private final int step;
        private final int steps;

        public Interleave(Kernels kernels, TiledValue out, TiledValue a, int step, int steps) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.size = a.size();
            this.step = step;
            this.steps = steps;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            long from = a.at(width);
            long to = out.at(step, width);
            long run = a.step(width);
            for (int e = 0; e < size; e++) {
                kernels.copy(m, to, from, width);
                from += run;
                to += steps * run;
            }
        }
    }

    /** Adds a tile's sum of outer products to accumulators, of runs that hold one or several steps of a sequence. */
    public static final class AccumulateOuter extends Instruction {
        private final Kernels kernels;
        private final Slot accumulators;
        private final Slot a;
        private final int as;
        private final Slot b;
        private final int bs;
        private final int steps;

        public AccumulateOuter(Kernels kernels, TiledValue accumulators, TiledValue a, TiledValue b, int steps) {
            this.kernels = kernels;
            this.accumulators = accumulators.slot();
            this.a = a.slot();
            this.as = a.size() / steps;
            this.b = b.slot();
            this.bs = b.size() / steps;
            this.steps = steps;
        }

        @Override
        public List<LaneOp> lanes() {
            List<LaneOp> ops = new ArrayList<>();
            for (int k = 0; steps == 1 && as * bs <= LaneOp.MOST_TERMS && k < as * bs && LaneOp.suits(kernels); k++) {
                ops.add(new LaneOp(LaneOp.Kind.SUM_PRODUCT, 1, accumulators.element(PLACES * k), a.element(k / bs),
                        b.element(k % bs)));
            }
            return ops;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.accumulateOuter(m, accumulators.at(width), a.at(width), as, b.at(width), bs, steps * width);
        }
    }

    /** Adds a tile's sum of outer products to accumulators of one number each. */
    public static final class AccumulateDense extends Instruction {
        private final Kernels kernels;
        private final Slot accumulators;
        private final Slot a;
        private final int as;
        private final Slot b;
        private final int bs;
        private final Slot scratch;
        private final int steps;

        public AccumulateDense(Kernels kernels, TiledValue accumulators, TiledValue a, TiledValue b, TiledValue scratch,
                int steps) {
            this.kernels = kernels;
            this.accumulators = accumulators.slot();
            this.a = a.slot();
            this.as = a.size() / steps;
            this.b = b.slot();
            this.bs = b.size() / steps;
            this.scratch = scratch.slot();
            this.steps = steps;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.accumulateOuterDense(m, accumulators.at(width), a.at(width), as, b.at(width), bs,
                    scratch.at(width), steps * width);
        }
    }

    /** Turns accumulators of one number each, in runs of whole lines, into doubles. */
    public static final class ReduceDense extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot accumulators;
        private final int as;
        private final int bs;

        public ReduceDense(Kernels kernels, TiledValue out, TiledValue accumulators, int as, int bs) {
            this.kernels = kernels;
            this.out = out.slot();
            this.accumulators = accumulators.slot();
            this.as = as;
            this.bs = bs;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            long from = accumulators.at(width);
            long step = (long) DenseAccumulators.stride(bs, kernels.lanes()) * kernels.bytes();
            for (int o = 0; o < as; o++) {
                kernels.toDoubles(m, out.at(o * bs, width), from, bs);
                from += step;
            }
        }
    }

    /** Adds up the places of accumulators. */
    public static final class ReduceLanes extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot accumulators;
        private final int size;

        public ReduceLanes(Kernels kernels, TiledValue out, TiledValue accumulators) {
            this(kernels, out.slot(), accumulators.slot(), out.size());
        }

        private ReduceLanes(Kernels kernels, Slot out, Slot accumulators, int size) {
            this.kernels = kernels;
            this.out = out;
            this.accumulators = accumulators;
            this.size = size;
        }

        @Override
        @Nullable
        public Instruction joined(Instruction next) {
            boolean follows = next instanceof ReduceLanes reduce && kernels.equals(reduce.kernels)
                    && out.isFollowedBy(size, reduce.out)
                    && accumulators.isFollowedBy(size * PLACES, reduce.accumulators);
            return follows ? new ReduceLanes(kernels, out, accumulators, size + ((ReduceLanes) next).size) : null;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.reduceLanes(m, out.at(width), accumulators.at(width), size);
        }
    }

    /** The sum over rows of a value that is the same for all: its product with their number. */
    public static final class TimesRows extends Instruction {
        private final Slot out;
        private final Slot a;
        private final int size;

        public TimesRows(TiledValue out, TiledValue a) {
            this.out = out.slot();
            this.a = a.slot();
            this.size = a.size();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            for (int i = 0; i < size; i++) {
                double x = m.get(JAVA_DOUBLE, a.at(i, 0));
                m.set(JAVA_DOUBLE, out.at(i, 0), rows == 0 ? 0 : rows * x);
            }
        }
    }
}
