package ergodic.autodiff.kernel;

import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.scalar.ScalarMath;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Locale;

/** A function of one number with its kernel, its scalar twin and its reference. */
sealed interface MeasuredFunction {

    /** A function of the programs' operator of one operand. */
    record Unary(UnaryFunction function) implements MeasuredFunction {

        @Override
        public BigDecimal reference(double x) {
            return HighPrecision.of(function, x);
        }

        @Override
        public double scalar(double x) {
            return ScalarMath.unary(function, x);
        }

        @Override
        public void kernel(Kernels kernels, MemorySegment m, long out, long a, int n) {
            kernels.unary(function, m, out, a, n);
        }

        @Override
        public boolean inRange(double x) {
            return switch (function) {
                case EXP, EXPM1 -> x < 709.7827;
                case LOG -> x > 0;
                case LOG1P -> x > -1;
                case LGAMMA -> x > 0 && x < 1e300;
                default -> true;
            };
        }

        @Override
        public boolean positive() {
            return function == UnaryFunction.LOG || function == UnaryFunction.LGAMMA;
        }

        @Override
        public String toString() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A polygamma function: order 0 is digamma, 1 trigamma. */
    record Polygamma(int order) implements MeasuredFunction {

        @Override
        public BigDecimal reference(double x) {
            return HighPrecision.polygamma(order, x);
        }

        @Override
        public double scalar(double x) {
            return SpecialFunctions.polygamma(order, x);
        }

        @Override
        public void kernel(Kernels kernels, MemorySegment m, long out, long a, int n) {
            kernels.polygamma(order, m, out, a, n);
        }

        @Override
        public boolean inRange(double x) {
            return x > (order == 0 ? 6e-309 : 8e-155) && x < 1e300;
        }

        @Override
        public boolean positive() {
            return true;
        }

        @Override
        public String toString() {
            return order == 0 ? "digamma" : order == 1 ? "trigamma" : "polygamma " + order;
        }
    }

    /** The value to many digits. */
    BigDecimal reference(double x);

    /** The value by the function of single doubles. */
    double scalar(double x);

    /** Runs the kernel. */
    void kernel(Kernels kernels, MemorySegment m, long out, long a, int n);

    /** Whether the true value is a finite number, and the reference knows it. */
    boolean inRange(double x);

    /** Whether only positive arguments are of interest. */
    boolean positive();
}
