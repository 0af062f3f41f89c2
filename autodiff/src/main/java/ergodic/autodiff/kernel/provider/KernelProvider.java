package ergodic.autodiff.kernel.provider;

import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.NativeAccess;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.generated.VectorKernels;
import ergodic.autodiff.kernel.generated.scalar.ScalarKernels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels once and says why in the log. The system property {@code ergodic.kernels} forces {@code scalar} or
 * {@code vector}; without it vectors are used where the module {@code jdk.incubator.vector} is there and has vectors of at
 * least two doubles. A virtual machine that was started without the flags {@value #FLAGS} gets scalar kernels, and one warning
 * that says so; who forces scalar kernels gets none.
 */
public final class KernelProvider {

    /** The system property that forces a choice. */
    public static final String PROPERTY = "ergodic.kernels";

    /** The flags that {@code java} needs for vector kernels. */
    public static final String FLAGS = "--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED";

    /** Measured on the README's Java lines; see docs/guide/java.md. */
    private static final String SLOWER = "5 to 15";

    private static final class Chosen {
        private static final @Nullable Kernels KERNELS;
        // Kept, since what a static initialiser throws reaches the user as an error that hides its reason.
        private static final @Nullable RuntimeException REFUSAL;

        static {
            Kernels kernels = null;
            RuntimeException refusal = null;
            try {
                kernels = choose(System.getProperty(PROPERTY), moduleIsThere());
            } catch (IllegalArgumentException | IllegalStateException e) {
                refusal = e;
            }
            KERNELS = kernels;
            REFUSAL = refusal;
        }
    }

    private KernelProvider() {}

    /**
     * The kernels of this virtual machine, always the same.
     *
     * @throws IllegalArgumentException
     *             if the system property {@value #PROPERTY} is neither scalar nor vector
     * @throws IllegalStateException
     *             if it asks for vectors that cannot be had
     */
    public static Kernels get() {
        Kernels kernels = Chosen.KERNELS;
        if (kernels == null) {
            throw Objects.requireNonNull(Chosen.REFUSAL);
        }
        return kernels;
    }

    /** The kernels of this virtual machine for numbers of a precision. */
    public static Kernels get(Precision precision) {
        return get().in(precision);
    }

    /** The scalar kernels for numbers of a precision. */
    public static Kernels scalar(Precision precision) {
        return scalar().in(precision);
    }

    /**
     * The vector kernels for numbers of a precision.
     *
     * @throws IllegalStateException
     *             if the module {@code jdk.incubator.vector} is missing, or if this module may not use
     *             native memory
     */
    public static Kernels vector(Precision precision) {
        return vector().in(precision);
    }

    /** The scalar kernels. */
    public static Kernels scalar() {
        return new ScalarKernels();
    }

    /**
     * The vector kernels.
     *
     * @throws IllegalStateException
     *             if the module {@code jdk.incubator.vector} is missing, or if this module may not use
     *             native memory
     */
    public static Kernels vector() {
        if (!moduleIsThere()) {
            throw new IllegalStateException("vector kernels need the module jdk.incubator.vector: start java with "
                    + FLAGS);
        }
        if (!NativeAccess.isAllowed()) {
            throw new IllegalStateException("vector kernels need native memory: start java with " + FLAGS);
        }
        return new VectorKernels();
    }

    static Kernels choose(@Nullable String property, boolean moduleIsThere) {
        if (property != null && !property.equals("scalar") && !property.equals("vector")) {
            throw new IllegalArgumentException(
                    "the system property " + PROPERTY + " is \"" + property + "\"; it must be scalar or vector");
        }
        if ("scalar".equals(property)) {
            log(System.Logger.Level.INFO, "scalar kernels: the property " + PROPERTY + " asks for them");
            return scalar();
        }
        if (!moduleIsThere) {
            if (property != null) {
                return vector();
            }
            warn("the module jdk.incubator.vector is missing");
            return scalar();
        }
        if (property == null && !NativeAccess.isAllowed()) {
            warn("native access is denied");
            return scalar();
        }
        if (property == null && VectorKernels.vectorLength() < 2) {
            log(System.Logger.Level.INFO, "scalar kernels: this machine has no vectors of doubles");
            return scalar();
        }
        return vector();
    }

    private static void warn(String reason) {
        log(System.Logger.Level.WARNING, "SLOW: everything that is computed here takes " + SLOWER
                + " times as long as it could, because " + reason + ". Start java with: " + FLAGS
                + " (in Maven: the argLine of Surefire, the arguments of exec). To stay with scalar kernels and without"
                + " this warning: -D" + PROPERTY + "=scalar");
    }

    /** The logger is asked for only if there is something to say: to start a logging library takes 0.4 s in a cold JVM. */
    private static void log(System.Logger.Level level, String reason) {
        System.getLogger(KernelProvider.class.getName()).log(level, reason);
    }

    private static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
