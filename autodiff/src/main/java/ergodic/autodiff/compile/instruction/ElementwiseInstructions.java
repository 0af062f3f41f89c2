package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Op;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Runs;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.FusedFunction;
import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instructions that treat each element by itself. */
public final class ElementwiseInstructions {

    private ElementwiseInstructions() {}

    /** The instruction for an operator of one dense operand. */
    public static Instruction unary(Op op, Kernels kernels, TiledValue out, TiledValue a) {
        Slot to = out.slot();
        Slot from = a.slot();
        int size = out.size();
        return switch (op) {
            case Op.Unary(UnaryFunction function) -> new Unary(kernels, function, to, from, size);
            case Op.LeakyRelu(double slope) -> new LeakyRelu(kernels, slope, to, from, size);
            case Op.Elu(double alpha) -> new Elu(kernels, alpha, to, from, size);
            case Op.Polygamma(int order) -> new Polygamma(kernels, order, to, from, size);
            case Op.StirlingRemainder(int order) -> new StirlingRemainder(kernels, order, to, from, size);
            default -> throw new IllegalArgumentException("not a function of one operand: " + op);
        };
    }

    private abstract static class OneOperand extends Instruction {
        final Kernels kernels;
        final Slot out;
        final Slot a;
        final int size;

        OneOperand(Kernels kernels, Slot out, Slot a, int size) {
            this.kernels = kernels;
            this.out = out;
            this.a = a;
            this.size = size;
        }

        final int n(int width) {
            return out.byRow() ? size * width : size;
        }
    }

    private static final class Unary extends OneOperand {
        private final UnaryFunction function;

        Unary(Kernels kernels, UnaryFunction function, Slot out, Slot a, int size) {
            super(kernels, out, a, size);
            this.function = function;
        }

        @Override
        public List<LaneOp> lanes() {
            LaneOp.Kind kind = switch (function) {
                case NEGATE -> LaneOp.Kind.NEGATE;
                case SQUARE -> LaneOp.Kind.SQUARE;
                case RECIPROCAL -> LaneOp.Kind.RECIPROCAL;
                default -> null;
            };
            return kind != null && out.byRow() && LaneOp.suits(kernels)
                    ? List.of(new LaneOp(kind, size, out, a, null))
                    : List.of();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.unary(function, m, out.at(width), a.at(width), n(width));
        }
    }

    private static final class LeakyRelu extends OneOperand {
        private final double slope;

        LeakyRelu(Kernels kernels, double slope, Slot out, Slot a, int size) {
            super(kernels, out, a, size);
            this.slope = slope;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.leakyRelu(slope, m, out.at(width), a.at(width), n(width));
        }
    }

    private static final class Elu extends OneOperand {
        private final double alpha;

        Elu(Kernels kernels, double alpha, Slot out, Slot a, int size) {
            super(kernels, out, a, size);
            this.alpha = alpha;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.elu(alpha, m, out.at(width), a.at(width), n(width));
        }
    }

    private static final class Polygamma extends OneOperand {
        private final int order;

        Polygamma(Kernels kernels, int order, Slot out, Slot a, int size) {
            super(kernels, out, a, size);
            this.order = order;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.polygamma(order, m, out.at(width), a.at(width), n(width));
        }
    }

    private static final class StirlingRemainder extends OneOperand {
        private final int order;

        StirlingRemainder(Kernels kernels, int order, Slot out, Slot a, int size) {
            super(kernels, out, a, size);
            this.order = order;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.stirlingRemainder(order, m, out.at(width), a.at(width), n(width));
        }
    }

    /** A function of two operands, run by run. */
    public static final class Binary extends Instruction {
        private final Kernels kernels;
        private final BinaryFunction function;
        private final Slot out;
        private final Slot a;
        private final Slot b;
        private final Runs runs;
        private final boolean aIsNumber;
        private final boolean bIsNumber;
        private final int count;
        private final int elements;
        /** Of products by row: runs that follow each other while one of the factors stays the same, which is the second; 1 if none. */
        private final int repeats;
        private final boolean firstStays;

        public Binary(Kernels kernels, BinaryFunction function, TiledValue out, TiledValue a, TiledValue b) {
            this.kernels = kernels;
            this.function = function;
            this.out = out.slot();
            this.a = a.slot();
            this.b = b.slot();
            this.runs = Runs.cut(out, a, b);
            this.aIsNumber = runs.isNumber[1];
            this.bIsNumber = runs.isNumber[2];
            this.count = runs.count();
            this.elements = runs.elements;
            boolean plain = function == BinaryFunction.MULTIPLY && out.byRow() && a.byRow() && b.byRow()
                    && elements == 1;
            int second = plain ? runs.repeats(1, 2) : 1;
            this.firstStays = plain && second == 1 && runs.repeats(2, 1) > 1;
            this.repeats = firstStays ? runs.repeats(2, 1) : second;
        }

        @Override
        public List<LaneOp> lanes() {
            LaneOp.Kind kind = switch (function) {
                case ADD -> LaneOp.Kind.ADD;
                case SUBTRACT -> LaneOp.Kind.SUBTRACT;
                case MULTIPLY -> LaneOp.Kind.MULTIPLY;
                case DIVIDE -> LaneOp.Kind.DIVIDE;
                default -> null;
            };
            return kind != null && count == 1 && out.byRow() && LaneOp.suits(kernels)
                    ? List.of(new LaneOp(kind, elements, out, a, b))
                    : List.of();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int n = out.byRow() ? elements * width : elements;
            if (count == 1) {
                // The only run begins at the first element; in a small model, finding that out would take as long as the run.
                run(m, out.at(width), a.at(width), b.at(width), n);
                return;
            }
            for (int i = 0; i < count; i += repeats) {
                long to = out.at(runs.starts[0][i], width);
                long x = a.at(runs.starts[1][i], width);
                long y = b.at(runs.starts[2][i], width);
                if (repeats > 1) {
                    kernels.multiplyEach(m, to, firstStays ? y : x, firstStays ? x : y, n, repeats);
                } else {
                    run(m, to, x, y, n);
                }
            }
        }

        private void run(MemorySegment m, long to, long x, long y, int n) {
            if (aIsNumber) {
                kernels.binaryLeft(function, m, to, x, y, n);
            } else if (bIsNumber) {
                kernels.binaryRight(function, m, to, x, y, n);
            } else {
                kernels.binary(function, m, to, x, y, n);
            }
        }
    }

    /** A sigmoid linear unit and its derivative. */
    public static final class SiluAndDerivative extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot derivative;
        private final Slot a;
        private final int size;

        public SiluAndDerivative(Kernels kernels, TiledValue out, TiledValue derivative, TiledValue a) {
            this.kernels = kernels;
            this.out = out.slot();
            this.derivative = derivative.slot();
            this.a = a.slot();
            this.size = out.size();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int n = out.byRow() ? size * width : size;
            kernels.siluAndDerivative(m, out.at(width), derivative.at(width), a.at(width), n);
        }
    }

    /** A gradient times a derivative. */
    public static final class Fused extends Instruction {
        private final Kernels kernels;
        private final FusedFunction function;
        private final Slot out;
        private final Slot gradient;
        private final Slot y;
        private final int size;

        public Fused(Kernels kernels, FusedFunction function, TiledValue out, TiledValue gradient, TiledValue y) {
            this.kernels = kernels;
            this.function = function;
            this.out = out.slot();
            this.gradient = gradient.slot();
            this.y = y.slot();
            this.size = out.size();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int n = out.byRow() ? size * width : size;
            kernels.fused(function, m, out.at(width), gradient.at(width), y.at(width), n);
        }
    }

    /** A function of three operands, or the choice by the first between the others, run by run. */
    public static final class Ternary extends Instruction {
        private final Kernels kernels;
        /** Null for the choice. */
        private final @Nullable TernaryFunction function;
        private final Slot out;
        private final Slot a;
        private final Slot b;
        private final Slot c;
        private final Runs runs;

        public Ternary(Kernels kernels, Op op, TiledValue out, TiledValue a, TiledValue b, TiledValue c) {
            this.kernels = kernels;
            this.function = op instanceof Op.Ternary(TernaryFunction f) ? f : null;
            this.out = out.slot();
            this.a = a.slot();
            this.b = b.slot();
            this.c = c.slot();
            this.runs = Runs.cut(out, a, b, c);
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int n = out.byRow() ? runs.elements * width : runs.elements;
            int aStep = runs.isNumber[1] ? 0 : 1;
            int bStep = runs.isNumber[2] ? 0 : 1;
            int cStep = runs.isNumber[3] ? 0 : 1;
            for (int i = 0; i < runs.count(); i++) {
                long to = out.at(runs.starts[0][i], width);
                long x = a.at(runs.starts[1][i], width);
                long y = b.at(runs.starts[2][i], width);
                long z = c.at(runs.starts[3][i], width);
                if (function == null) {
                    kernels.select(m, to, x, aStep, y, bStep, z, cStep, n);
                } else {
                    kernels.ternary(function, m, to, x, aStep, y, bStep, z, cStep, n);
                }
            }
        }
    }

    /** Copies a value into another view of the same dimensions, run by run. */
    public static final class Copy extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final Runs runs;

        public Copy(Kernels kernels, TiledValue out, TiledValue a) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.runs = Runs.cut(out, a);
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int n = out.byRow() ? runs.elements * width : runs.elements;
            boolean fill = runs.isNumber[1];
            for (int i = 0; i < runs.count(); i++) {
                long to = out.at(runs.starts[0][i], width);
                long from = a.at(runs.starts[1][i], width);
                if (fill) {
                    kernels.fill(m, to, from, n);
                } else {
                    kernels.copy(m, to, from, n);
                }
            }
        }
    }

    /** Rounds a dense global value to the numbers of values by row. */
    public static final class Round extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final Slot a;
        private final int size;

        public Round(Kernels kernels, TiledValue out, TiledValue a) {
            this.kernels = kernels;
            this.out = out.slot();
            this.a = a.slot();
            this.size = out.size();
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.fromDoubles(m, out.at(0), a.at(0), size);
        }
    }

    /** Sets a dense value to zero. */
    public static final class Zero extends Instruction {
        private final Kernels kernels;
        private final Slot out;
        private final int size;

        public Zero(Kernels kernels, TiledValue out) {
            this(kernels, out.slot(), out.size());
        }

        private Zero(Kernels kernels, Slot out, int size) {
            this.kernels = kernels;
            this.out = out;
            this.size = size;
        }

        @Override
        @Nullable
        public Instruction joined(Instruction next) {
            return next instanceof Zero zero && out.isFollowedBy(size, zero.out)
                    ? new Zero(kernels, out, size + zero.size)
                    : null;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            kernels.zero(m, out.at(width), out.byRow() ? size * width : size);
        }
    }
}
