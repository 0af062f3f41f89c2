package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Measures kernels of one argument: the largest error in units in the last place of the true value. Results below the
 * smallest normal number (for x sigmoid(x) and x Phi(x), x times that) count as right when they are within that number of
 * the truth, because kernels give 0 there; in floats, where a function has an exponential, those below 2^-63.
 */
final class AccuracyOfFunctions {

    /** An error in ulp and the argument where it arose. */
    record Worst(double ulps, double at) {}

    private static final int BLOCK = 1 << 12;

    private AccuracyOfFunctions() {}

    /** Numbers over the whole range and about the places where something changes. */
    static double[] arguments(MeasuredFunction function, int each, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] widths = {1e-3, 0.2, 1, 3, 10, 45, 750};
        double[] places = {0, 1, Math.sqrt(2), Math.sqrt(0.5), 0.25 * Math.log(2), 0.5 * Math.log(2),
                0.75 * Math.log(2),
                1.5 * Math.log(2), 2, 2.5, 1.5, 0.5, 8, 19.06, 20, 36.7, 37.6, 40, 708.396, 709.78, 5.9, 1e-8, 1e-16, 5,
                6,
                1.4616321449683622};
        double[] x = new double[each * (widths.length + places.length + 2)];
        int n = 0;
        for (int i = 0; i < each; i++) {
            for (double width : widths) {
                x[n++] = random.nextDouble(-width, width);
            }
            for (double place : places) {
                double sign = random.nextBoolean() ? 1 : -1;
                x[n++] = sign * (place + random.nextInt(-500, 500) * Math.ulp(Math.max(place, 1e-10)));
            }
            x[n++] = Double.longBitsToDouble(random.nextLong());
            x[n++] = Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 11)) * (random.nextBoolean() ? 1 : -1);
        }
        for (int i = 0; i < n; i++) {
            double v = function.positive() ? Math.abs(x[i]) : x[i];
            x[i] = Double.isFinite(v) && function.inRange(v) ? v : 0.75;
        }
        return x;
    }

    /** The largest error of a kernel of doubles. */
    static Worst inDoubles(MeasuredFunction function, double[] x) {
        double[] y = doubles(function, x);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < x.length; i++) {
            BigDecimal truth = function.reference(x[i]);
            double error = Double.isFinite(y[i])
                    ? new BigDecimal(y[i]).subtract(truth).abs().doubleValue()
                    : Double.POSITIVE_INFINITY;
            double value = Math.abs(truth.doubleValue());
            double tiny = tiny(function, x[i], Double.MIN_NORMAL);
            double ulps = value <= tiny && error <= tiny ? 0 : error / Math.ulp(value);
            if (ulps > worst) {
                worst = ulps;
                at = x[i];
            }
        }
        return new Worst(worst, at);
    }

    /** The largest error of a kernel of floats over all floats, or one in so many; doubles are the truth. */
    static Worst inFloats(MeasuredFunction function, int stride) {
        double worst = 0;
        double at = 0;
        float[] x = new float[BLOCK];
        int n = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8L * BLOCK, 64);
            for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += stride) {
                float v = Float.intBitsToFloat((int) bits);
                if (Float.isFinite(v)) {
                    x[n++] = v;
                }
                if (n == BLOCK || bits + stride > Integer.MAX_VALUE) {
                    Arrays.fill(x, n, BLOCK, 0.75f);
                    MemorySegment.copy(x, 0, m, JAVA_FLOAT, 0, BLOCK);
                    function.kernel(KernelProvider.vector(Precision.FLOAT32), m, 4L * BLOCK, 0, BLOCK);
                    for (int i = 0; i < BLOCK; i++) {
                        double ulps = error(function.scalar(x[i]), m.getAtIndex(JAVA_FLOAT, BLOCK + i),
                                tiny(function, x[i], exponential(function) ? 0x1p-63 : Float.MIN_NORMAL));
                        if (ulps > worst) {
                            worst = ulps;
                            at = x[i];
                        }
                    }
                    n = 0;
                }
            }
        }
        return new Worst(worst, at);
    }

    /** Whether a function is 0 in floats where its exponential is below 2^-63 (decision 0210). */
    private static boolean exponential(MeasuredFunction function) {
        return function instanceof MeasuredFunction.Unary(var unary) && switch (unary) {
            case EXP, SIGMOID, SILU, SOFTPLUS, GELU -> true;
            default -> false;
        };
    }

    /** Below it a kernel may give 0: the smallest normal number, times x where that multiplies an exponential. */
    private static double tiny(MeasuredFunction function, double x, double normal) {
        boolean product = function instanceof MeasuredFunction.Unary(var unary)
                && (unary == UnaryFunction.SILU || unary == UnaryFunction.GELU);
        return product ? normal * Math.max(1, Math.abs(x)) : normal;
    }

    private static double error(double truth, float y, double tiny) {
        if (Float.compare((float) truth, y) == 0 || Double.isNaN(truth) && Float.isNaN(y)) {
            return Double.isFinite(truth) && Double.isFinite(y) ? Math.abs(y - truth) / Math.ulp((float) truth) : 0;
        }
        double value = Math.min(Math.abs(truth), Float.MAX_VALUE);
        double error = Math.abs(y - truth);
        return value <= tiny && error <= tiny ? 0
                : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / Math.ulp((float) value);
    }

    static double[] doubles(MeasuredFunction function, double[] x) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(16L * x.length + 128, 64);
            MemorySegment.copy(x, 0, m, JAVA_DOUBLE, 0, x.length);
            long out = 8L * (x.length + 7) / 64 * 64 + 64;
            function.kernel(KernelProvider.vector(), m, out, 0, x.length / 8 * 8);
            double[] y = m.asSlice(out, 8L * x.length).toArray(JAVA_DOUBLE);
            for (int i = x.length / 8 * 8; i < x.length; i++) {
                y[i] = function.scalar(x[i]);
            }
            return y;
        }
    }

    /**
     * Prints the table of docs/validation.md: function, precision, largest error, where, and nanoseconds an element.
     */
    public static void main(String[] arguments) {
        UnaryFunction[] functions = {UnaryFunction.EXP, UnaryFunction.EXPM1, UnaryFunction.LOG, UnaryFunction.LOG1P,
                UnaryFunction.TANH, UnaryFunction.SIGMOID, UnaryFunction.SILU, UnaryFunction.SOFTPLUS,
                UnaryFunction.ERF,
                UnaryFunction.GELU, UnaryFunction.LGAMMA};
        int each = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int stride = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 997;
        StringBuilder table = new StringBuilder(
                "| function | float64: largest error, ulp | at | ns an element | float32:"
                        + " largest error, ulp | at | ns an element | Java's Math, ns | Vector API's operator, f64 / f32, ns |\n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        List<MeasuredFunction> measured = new ArrayList<>();
        for (UnaryFunction f : functions) {
            measured.add(new MeasuredFunction.Unary(f));
        }
        measured.add(new MeasuredFunction.Polygamma(0));
        measured.add(new MeasuredFunction.Polygamma(1));
        for (MeasuredFunction f : measured) {
            Worst d = inDoubles(f, arguments(f, each, 1));
            Worst s = inFloats(f, stride);
            table.append(String.format("| %s | %.2f | %.6g | %.2f | %.2f | %.6g | %.2f | %.2f | %s |%n",
                    f, d.ulps(), d.at(), SpeedOfFunctions.kernel(f,
                            Precision.FLOAT64),
                    s.ulps(), s.at(), SpeedOfFunctions.kernel(f, Precision.FLOAT32), SpeedOfFunctions.scalar(f),
                    SpeedOfFunctions.operators(f)));
        }
        System.out.println(table);
    }
}
