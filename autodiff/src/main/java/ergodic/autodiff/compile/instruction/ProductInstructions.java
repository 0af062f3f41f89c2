package ergodic.autodiff.compile.instruction;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Epilogue;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.SmallProducts;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products of matrices and vectors. */
public final class ProductInstructions {

    private ProductInstructions() {}

    /**
     * Global weights times values by row, {@code batch} times: for batch j the result's output o is element
     * {@code j outStep + o outStride}, the operand's input i is element {@code j xStep + i xStride}, each a run of
     * {@code run} elements; the weight of output o and input i is element {@code o wOut + i wIn}.
     */
    public record Geometry(int outs, int ins, int run, int batch, int wOut, int wIn, int outStride, int outStep,
            int xStride,
            int xStep) {}

    /**
     * What is done with the results of a product before they are stored.
     *
     * @param function
     *            null for nothing
     * @param y
     *            what a derivative is written by: dense, by row, of the result's dimensions
     */
    public record Then(@Nullable Epilogue function, @Nullable TiledValue y) {

        public static final Then NOTHING = new Then(null, null);
    }

    /** An affine map of values by row, and what is done with its results before they are stored. */
    public static final class Affine extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot weights;
        private final @Nullable Slot bias;
        private final Slot x;
        private final Geometry g;
        private final @Nullable Epilogue then;
        private final @Nullable Slot y;

        public Affine(Kernels kernels, TiledValue out, TiledValue weights, @Nullable TiledValue bias, TiledValue x,
                Geometry geometry,
                Then then) {
            this.kernels = kernels;
            this.out = out.slot();
            this.weights = weights.slot();
            this.bias = bias == null ? null : bias.slot();
            this.x = x.slot();
            this.g = geometry;
            this.then = then.function();
            this.y = then.y() == null ? null : then.y().slot();
        }

        @Override
        public List<LaneOp> lanes() {
            List<LaneOp> ops = new ArrayList<>();
            boolean few = bias == null && then == null && g.batch == 1 && g.run == 1
                    && g.outs * g.ins <= LaneOp.MOST_TERMS;
            for (int k = 0; few && k < g.outs * g.ins && LaneOp.suits(kernels); k++) {
                int o = k / g.ins;
                int i = k % g.ins;
                ops.add(new LaneOp(i == 0 ? LaneOp.Kind.PRODUCT : LaneOp.Kind.MULTIPLY_ADD, 1,
                        out.element(o * g.outStride), x.element(i * g.xStride),
                        weights.element(o * g.wOut + i * g.wIn)));
            }
            return ops;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            long b = bias == null ? -1 : bias.at(width);
            for (int j = 0; j < g.batch; j++) {
                long to = out.at(j * g.outStep, width);
                long from = x.at(j * g.xStep, width);
                if (then == null) {
                    kernels.affine(m, to, g.outStride * width, weights.at(width), g.wOut, g.wIn, b, from,
                            g.xStride * width, g.outs, g.ins, g.run * width);
                } else {
                    kernels.affineThen(then, y == null ? -1 : y.at(j * g.outStep, width), m, to, g.outStride * width,
                            weights.at(width), g.wOut, g.wIn, b, from, g.xStride * width, g.outs, g.ins,
                            g.run * width);
                }
            }
        }
    }

    /**
     * Product of two matrices by row, lane by lane: element (i, j) of the result is the sum over k of a's element
     * {@code i aRow + k aColumn} and b's element {@code k bRow + j bColumn}.
     */
    public static final class ByRow extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final Slot b;
        private final MatrixShape s;

        public ByRow(Kernels kernels, TiledValue out, TiledValue a, TiledValue b, MatrixShape shape) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.b = b.slot();
            this.s = shape;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            for (int i = 0; i < s.rows(); i++) {
                for (int j = 0; j < s.columns(); j++) {
                    kernels.dotRuns(m, out.at(i * s.columns() + j, width), a.at(i * s.aRow(), width),
                            s.aColumn() * width,
                            b.at(j * s.bColumn(), width), s.bRow() * width, s.inner(), width);
                }
            }
        }
    }

    /** Product of two global matrices, or of a matrix and a vector plus a bias. Plain loops; small sizes. */
    public static final class Global extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final Slot b;
        private final @Nullable Slot bias;
        private final MatrixShape s;

        public Global(Kernels kernels, TiledValue out, TiledValue a, TiledValue b, @Nullable TiledValue bias,
                MatrixShape shape) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.b = b.slot();
            this.bias = bias == null ? null : bias.slot();
            this.s = shape;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            if (s.aColumn() == 1 && s.bRow() == 1) {
                for (int i = 0; i < s.rows(); i++) {
                    for (int j = 0; j < s.columns(); j++) {
                        m.set(JAVA_DOUBLE, out.at(i * s.columns() + j, 0), kernels.dot(m, a.at(0) + 8L * i * s.aRow(),
                                b.at(0) + 8L * j * s.bColumn(), s.inner()));
                    }
                }
            } else {
                SmallProducts.multiply(m, out.at(0), a.at(0), s.aRow(), s.aColumn(), b.at(0), s.bRow(), s.bColumn(),
                        s.rows(), s.inner(), s.columns());
            }
            if (bias != null) {
                addBias(m, bias);
            }
        }

        private void addBias(MemorySegment m, Slot each) {
            for (int i = 0; i < s.rows(); i++) {
                double start = m.get(JAVA_DOUBLE, each.at(i, 0));
                for (int j = 0; j < s.columns(); j++) {
                    long place = out.at(i * s.columns() + j, 0);
                    m.set(JAVA_DOUBLE, place, start + m.get(JAVA_DOUBLE, place));
                }
            }
        }
    }

    /** Sum of products of two global values. */
    public static final class Dot extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final Slot b;
        private final int size;

        public Dot(Kernels kernels, TiledValue out, TiledValue a, TiledValue b) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.b = b.slot();
            this.size = a.size();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            m.set(JAVA_DOUBLE, out.at(0), kernels.dot(m, a.at(0), b.at(0), size));
        }
    }
}
