package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector loops of {@link FusedFunction}. They round as the separate loops do. */
final class VectorFused {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final DoubleVector ONE = DoubleVector.broadcast(S, 1.0);

    private VectorFused() {}

    static void tanh(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, m, y + 8L * i, ORDER);
            DoubleVector g = DoubleVector.fromMemorySegment(S, m, gradient + 8L * i, ORDER);
            g.mul(ONE.sub(v.mul(v))).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    static void sigmoid(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, m, y + 8L * i, ORDER);
            DoubleVector g = DoubleVector.fromMemorySegment(S, m, gradient + 8L * i, ORDER);
            g.mul(v.mul(ONE.sub(v))).intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }

    static void step(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, m, y + 8L * i, ORDER);
            DoubleVector g = DoubleVector.fromMemorySegment(S, m, gradient + 8L * i, ORDER);
            g.mul(v.blend(ONE, v.compare(VectorOperators.GT, ZERO)).blend(ZERO, v.compare(VectorOperators.LE, ZERO)))
                    .intoMemorySegment(m, out + 8L * i, ORDER);
        }
    }
}
