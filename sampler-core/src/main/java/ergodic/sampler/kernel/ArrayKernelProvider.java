package ergodic.sampler.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels of this virtual machine once: vectors where the module {@code jdk.incubator.vector} is there and has
 * vectors of at least two doubles; otherwise scalars, and a line in the log says why. The system property
 * {@code ergodic.kernels=scalar} asks for scalars. Draws have the same bits with either.
 */
public final class ArrayKernelProvider {

    /** The system property that asks for scalar kernels; that of the compiler of programs, which knows more values. */
    public static final String PROPERTY = "ergodic.kernels";

    private static final ArrayKernels KERNELS = choose(System.getProperty(PROPERTY), moduleIsThere());

    private ArrayKernelProvider() {}

    /** The kernels of this virtual machine, always the same. */
    public static ArrayKernels get() {
        return KERNELS;
    }

    /** The scalar kernels. */
    public static ArrayKernels scalar() {
        return new ScalarArrayKernels();
    }

    /**
     * The vector kernels.
     *
     * @throws IllegalStateException
     *             if the module {@code jdk.incubator.vector} is missing
     */
    public static ArrayKernels vector() {
        if (!moduleIsThere()) {
            throw new IllegalStateException("vector kernels need the module jdk.incubator.vector: start java with "
                    + "--add-modules jdk.incubator.vector");
        }
        return new VectorArrayKernels();
    }

    static ArrayKernels choose(@Nullable String property, boolean moduleIsThere) {
        if ("scalar".equals(property)) {
            return because("the property " + PROPERTY + " asks for them");
        }
        if (!moduleIsThere) {
            return because("the module jdk.incubator.vector is missing; start java with "
                    + "--add-modules jdk.incubator.vector");
        }
        if (VectorArrayKernels.lanes() < 2) {
            return because("this machine has no vectors of doubles");
        }
        return vector();
    }

    private static ArrayKernels because(String reason) {
        System.getLogger(ArrayKernelProvider.class.getName()).log(System.Logger.Level.INFO,
                "metrics and trees of samplers use scalar kernels: " + reason);
        return scalar();
    }

    private static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
