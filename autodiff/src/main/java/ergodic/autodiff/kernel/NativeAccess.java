package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

/** Whether this module may use native memory as {@link Memory} does; a class of its own, because that one fails where it may not. */
public final class NativeAccess {

    private NativeAccess() {}

    /** Without {@code --enable-native-access} the JDK warns, or is told to refuse. */
    @SuppressWarnings("restricted")
    public static boolean isAllowed() {
        try {
            return MemorySegment.NULL.reinterpret(1).byteSize() == 1;
        } catch (IllegalCallerException e) {
            return false;
        }
    }
}
