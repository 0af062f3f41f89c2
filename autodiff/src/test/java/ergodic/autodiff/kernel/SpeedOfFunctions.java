package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Nanoseconds an element, the best of many short runs over 512 numbers in the first-level cache. */
final class SpeedOfFunctions {

    private static final int N = 512;
    private static final int LOOPS = 60;
    private static final int REPEATS = 300;
    private static final MemorySegment M = Arena.ofAuto().allocate(16L * N, 64);

    private SpeedOfFunctions() {}

    static double kernel(MeasuredFunction function, Precision precision) {
        Kernels kernels = KernelProvider.vector(precision);
        fill(function, precision == Precision.FLOAT32);
        return best(() -> function.kernel(kernels, M, 8L * N, 0, N));
    }

    /** {@link Math}, or the scalar function of this library. */
    static double scalar(MeasuredFunction function) {
        fill(function, false);
        return best(() -> function.kernel(KernelProvider.scalar(), M, 8L * N, 0, N));
    }

    /** The Vector API's own operator, whose results differ between interpreter and compiler. */
    static String operators(MeasuredFunction measured) {
        if (!(measured instanceof MeasuredFunction.Unary unary)) {
            return "";
        }
        UnaryFunction function = unary.function();
        VectorOperators.Unary operator = switch (function) {
            case EXP -> VectorOperators.EXP;
            case EXPM1 -> VectorOperators.EXPM1;
            case LOG -> VectorOperators.LOG;
            case LOG1P -> VectorOperators.LOG1P;
            case TANH -> VectorOperators.TANH;
            default -> null;
        };
        if (operator == null) {
            return "";
        }
        fill(measured, false);
        double wide = switch (function) {
            case EXP -> best(SpeedOfFunctions::exp);
            case EXPM1 -> best(SpeedOfFunctions::expm1);
            case LOG -> best(SpeedOfFunctions::log);
            case LOG1P -> best(SpeedOfFunctions::log1p);
            default -> best(SpeedOfFunctions::tanh);
        };
        fill(measured, true);
        double narrow = switch (function) {
            case EXP -> best(SpeedOfFunctions::expFloat);
            case LOG -> best(SpeedOfFunctions::logFloat);
            case TANH -> best(SpeedOfFunctions::tanhFloat);
            default -> Double.NaN;
        };
        return Double.isNaN(narrow) ? String.format("%.2f", wide) : String.format("%.2f / %.2f", wide, narrow);
    }

    private static void fill(MeasuredFunction function, boolean floats) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < N; i++) {
            double x = function.positive() ? random.nextDouble(0.1, 9) : random.nextDouble(-0.9, 3);
            if (floats) {
                M.setAtIndex(JAVA_FLOAT, i, (float) x);
            } else {
                M.setAtIndex(JAVA_DOUBLE, i, x);
            }
        }
    }

    private static double best(Runnable run) {
        double best = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = System.nanoTime();
            for (int i = 0; i < LOOPS; i++) {
                run.run();
            }
            best = Math.min(best, (double) (System.nanoTime() - start) / LOOPS / N);
        }
        return best;
    }

    private static DoubleVector load(int i) {
        return DoubleVector.fromMemorySegment(DoubleVector.SPECIES_PREFERRED, M, 8L * i,
                java.nio.ByteOrder.nativeOrder());
    }

    private static void store(DoubleVector x, int i) {
        x.intoMemorySegment(M, 8L * N + 8L * i, java.nio.ByteOrder.nativeOrder());
    }

    private static FloatVector loadFloat(int i) {
        return FloatVector.fromMemorySegment(FloatVector.SPECIES_PREFERRED, M, 4L * i,
                java.nio.ByteOrder.nativeOrder());
    }

    private static void store(FloatVector x, int i) {
        x.intoMemorySegment(M, 8L * N + 4L * i, java.nio.ByteOrder.nativeOrder());
    }

    private static void exp() {
        for (int i = 0; i < N; i += DoubleVector.SPECIES_PREFERRED.length()) {
            store(load(i).lanewise(VectorOperators.EXP), i);
        }
    }

    private static void expm1() {
        for (int i = 0; i < N; i += DoubleVector.SPECIES_PREFERRED.length()) {
            store(load(i).lanewise(VectorOperators.EXPM1), i);
        }
    }

    private static void log() {
        for (int i = 0; i < N; i += DoubleVector.SPECIES_PREFERRED.length()) {
            store(load(i).lanewise(VectorOperators.LOG), i);
        }
    }

    private static void log1p() {
        for (int i = 0; i < N; i += DoubleVector.SPECIES_PREFERRED.length()) {
            store(load(i).lanewise(VectorOperators.LOG1P), i);
        }
    }

    private static void tanh() {
        for (int i = 0; i < N; i += DoubleVector.SPECIES_PREFERRED.length()) {
            store(load(i).lanewise(VectorOperators.TANH), i);
        }
    }

    private static void expFloat() {
        for (int i = 0; i < N; i += FloatVector.SPECIES_PREFERRED.length()) {
            store(loadFloat(i).lanewise(VectorOperators.EXP), i);
        }
    }

    private static void logFloat() {
        for (int i = 0; i < N; i += FloatVector.SPECIES_PREFERRED.length()) {
            store(loadFloat(i).lanewise(VectorOperators.LOG), i);
        }
    }

    private static void tanhFloat() {
        for (int i = 0; i < N; i += FloatVector.SPECIES_PREFERRED.length()) {
            store(loadFloat(i).lanewise(VectorOperators.TANH), i);
        }
    }
}
