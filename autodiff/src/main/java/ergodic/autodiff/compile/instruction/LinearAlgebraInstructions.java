package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import java.lang.foreign.MemorySegment;

/** Factorisation and triangular solves of small matrices, one lane after another. */
public final class LinearAlgebraInstructions {

    private LinearAlgebraInstructions() {}

    /** Lower Cholesky factor, row by row (Cholesky-Banachiewicz); all NaN if a pivot is not positive. */
    public static final class Cholesky extends Instruction {
        private final Slot out;
        private final Slot a;
        private final int n;

        public Cholesky(TiledValue out, TiledValue a) {
            this.out = out.slot();
            this.a = a.slot();
            this.n = out.dims()[0];
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int lanes = out.byRow() ? width : 1;
            for (int lane = 0; lane < lanes; lane++) {
                long to = out.at(width) + out.laneStep() * lane;
                long from = a.at(width) + a.laneStep() * lane;
                if (!factor(m, to, out.step(width), from, a.step(width))) {
                    for (int e = 0; e < n * n; e++) {
                        out.set(m, to + out.step(width) * e, Double.NaN);
                    }
                }
            }
        }

        private boolean factor(MemorySegment m, long to, long toStep, long from, long fromStep) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = a.get(m, from + fromStep * (i * n + j));
                    for (int k = 0; k < j; k++) {
                        sum -= out.get(m, to + toStep * (i * n + k))
                                * out.get(m, to + toStep * (j * n + k));
                    }
                    if (i == j) {
                        if (!(sum > 0)) {
                            return false;
                        }
                        out.set(m, to + toStep * (i * n + i), Math.sqrt(sum));
                    } else {
                        out.set(m, to + toStep * (i * n + j),
                                sum / out.get(m, to + toStep * (j * n + j)));
                    }
                }
                for (int j = i + 1; j < n; j++) {
                    out.set(m, to + toStep * (i * n + j), 0.0);
                }
            }
            return true;
        }
    }

    /** Forward substitution, or backward with the transposed matrix. */
    public static final class TriangularSolve extends Instruction {
        private final Slot out;
        private final Slot lower;
        private final Slot b;
        private final boolean transposed;
        private final int n;
        private final int columns;

        public TriangularSolve(TiledValue out, TiledValue lower, TiledValue b, boolean transposed) {
            this.out = out.slot();
            this.lower = lower.slot();
            this.b = b.slot();
            this.transposed = transposed;
            this.n = lower.dims()[0];
            this.columns = b.dims().length == 2 ? b.dims()[1] : 1;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int lanes = out.byRow() ? width : 1;
            for (int lane = 0; lane < lanes; lane++) {
                for (int c = 0; c < columns; c++) {
                    solve(m, width, lane, c);
                }
            }
        }

        private void solve(MemorySegment m, int width, int lane, int column) {
            long to = out.at(column, width) + out.laneStep() * lane;
            long toStep = out.step(width) * columns;
            long from = b.at(column, width) + b.laneStep() * lane;
            long fromStep = b.step(width) * columns;
            long l = lower.at(width) + lower.laneStep() * lane;
            long lStep = lower.step(width);
            for (int step = 0; step < n; step++) {
                int i = transposed ? n - 1 - step : step;
                double sum = b.get(m, from + fromStep * i);
                for (int k = transposed ? i + 1 : 0; k < (transposed ? n : i); k++) {
                    int entry = transposed ? k * n + i : i * n + k;
                    sum -= lower.get(m, l + lStep * entry) * out.get(m, to + toStep * k);
                }
                out.set(m, to + toStep * i, sum / lower.get(m, l + lStep * (i * n + i)));
            }
        }
    }
}
