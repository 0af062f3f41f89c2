package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels once and says why in the log. The system property {@code ergodic.kernels} forces {@code scalar} or
 * {@code vector}; without it vectors are used where the module {@code jdk.incubator.vector} is there and has vectors of at
 * least two doubles.
 */
public final class KernelProvider {

    /** The system property that forces a choice. */
    public static final String PROPERTY = "ergodic.kernels";

    private static final class Chosen {
        private static final Kernels KERNELS = choose(System.getProperty(PROPERTY), moduleIsThere());
    }

    private KernelProvider() {}

    /** The kernels of this virtual machine, always the same. */
    public static Kernels get() {
        return Chosen.KERNELS;
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
     * @throws IllegalStateException if the module {@code jdk.incubator.vector} is missing, or if this module may not use
     *                               native memory
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
     * @throws IllegalStateException if the module {@code jdk.incubator.vector} is missing, or if this module may not use
     *                               native memory
     */
    public static Kernels vector() {
        if (!moduleIsThere()) {
            throw new IllegalStateException("vector kernels need the module jdk.incubator.vector:"
                    + " start java with --add-modules jdk.incubator.vector");
        }
        if (!memoryIsAllowed()) {
            throw new IllegalStateException("vector kernels need native memory:"
                    + " start java with --enable-native-access=ALL-UNNAMED");
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
            log(System.Logger.Level.WARNING, "scalar kernels, several times slower: the module"
                    + " jdk.incubator.vector is missing; start java with --add-modules jdk.incubator.vector");
            return scalar();
        }
        if (property == null && !memoryIsAllowed()) {
            log(System.Logger.Level.WARNING, "scalar kernels, several times slower: native access is denied;"
                    + " start java with --enable-native-access=ALL-UNNAMED");
            return scalar();
        }
        if (property == null && VectorKernels.vectorLength() < 2) {
            log(System.Logger.Level.INFO, "scalar kernels: this machine has no vectors of doubles");
            return scalar();
        }
        return vector();
    }

    /** The logger is asked for only if there is something to say: to start a logging library takes 0.4 s in a cold JVM. */
    private static void log(System.Logger.Level level, String reason) {
        System.getLogger(KernelProvider.class.getName()).log(level, reason);
    }

    private static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** What {@link Memory} does; without {@code --enable-native-access} the JDK warns, or is told to refuse. */
    @SuppressWarnings("restricted")
    static boolean memoryIsAllowed() {
        try {
            return MemorySegment.NULL.reinterpret(1).byteSize() == 1;
        } catch (IllegalCallerException e) {
            return false;
        }
    }
}
