package ergodic.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Chains of multiply-adds, twelve at a time: more than a core has in flight, fewer than it has registers. */
final class VectorPeak {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;

    private VectorPeak() {}

    /** Multiply-adds of a step. */
    static int multiplyAdds(boolean floats) {
        return CHAINS * (floats ? FLOATS.length() : DOUBLES.length());
    }

    static double doubles(int steps) {
        DoubleVector x = DoubleVector.broadcast(DOUBLES, 0.5);
        DoubleVector y = DoubleVector.broadcast(DOUBLES, 0.25);
        DoubleVector a0 = y;
        DoubleVector a1 = y;
        DoubleVector a2 = y;
        DoubleVector a3 = y;
        DoubleVector a4 = y;
        DoubleVector a5 = y;
        DoubleVector a6 = y;
        DoubleVector a7 = y;
        DoubleVector a8 = y;
        DoubleVector a9 = y;
        DoubleVector a10 = y;
        DoubleVector a11 = y;
        for (int i = 0; i < steps; i++) {
            a0 = a0.fma(x, y);
            a1 = a1.fma(x, y);
            a2 = a2.fma(x, y);
            a3 = a3.fma(x, y);
            a4 = a4.fma(x, y);
            a5 = a5.fma(x, y);
            a6 = a6.fma(x, y);
            a7 = a7.fma(x, y);
            a8 = a8.fma(x, y);
            a9 = a9.fma(x, y);
            a10 = a10.fma(x, y);
            a11 = a11.fma(x, y);
        }
        return a0.lane(0)
                + a1.lane(0)
                + a2.lane(0)
                + a3.lane(0)
                + a4.lane(0)
                + a5.lane(0)
                + a6.lane(0)
                + a7.lane(0)
                + a8.lane(0)
                + a9.lane(0)
                + a10.lane(0)
                + a11.lane(0);
    }

    static double floats(int steps) {
        FloatVector x = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector y = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector a0 = y;
        FloatVector a1 = y;
        FloatVector a2 = y;
        FloatVector a3 = y;
        FloatVector a4 = y;
        FloatVector a5 = y;
        FloatVector a6 = y;
        FloatVector a7 = y;
        FloatVector a8 = y;
        FloatVector a9 = y;
        FloatVector a10 = y;
        FloatVector a11 = y;
        for (int i = 0; i < steps; i++) {
            a0 = a0.fma(x, y);
            a1 = a1.fma(x, y);
            a2 = a2.fma(x, y);
            a3 = a3.fma(x, y);
            a4 = a4.fma(x, y);
            a5 = a5.fma(x, y);
            a6 = a6.fma(x, y);
            a7 = a7.fma(x, y);
            a8 = a8.fma(x, y);
            a9 = a9.fma(x, y);
            a10 = a10.fma(x, y);
            a11 = a11.fma(x, y);
        }
        return a0.lane(0)
                + a1.lane(0)
                + a2.lane(0)
                + a3.lane(0)
                + a4.lane(0)
                + a5.lane(0)
                + a6.lane(0)
                + a7.lane(0)
                + a8.lane(0)
                + a9.lane(0)
                + a10.lane(0)
                + a11.lane(0);
    }
}
