package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorFused} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatFused {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1.0f);

    private VectorFloatFused() {}

    static void tanh(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromMemorySegment(S, m, y + 4L * i, ORDER);
            FloatVector g = FloatVector.fromMemorySegment(S, m, gradient + 4L * i, ORDER);
            g.mul(ONE.sub(v.mul(v))).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    static void sigmoid(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromMemorySegment(S, m, y + 4L * i, ORDER);
            FloatVector g = FloatVector.fromMemorySegment(S, m, gradient + 4L * i, ORDER);
            g.mul(v.mul(ONE.sub(v))).intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }

    static void step(MemorySegment m, long out, long gradient, long y, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromMemorySegment(S, m, y + 4L * i, ORDER);
            FloatVector g = FloatVector.fromMemorySegment(S, m, gradient + 4L * i, ORDER);
            g.mul(v.blend(ONE, v.compare(VectorOperators.GT, ZERO)).blend(ZERO, v.compare(VectorOperators.LE, ZERO)))
                    .intoMemorySegment(m, out + 4L * i, ORDER);
        }
    }
}
