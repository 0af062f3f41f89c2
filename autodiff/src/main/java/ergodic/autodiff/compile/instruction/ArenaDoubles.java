package ergodic.autodiff.compile.instruction;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/**
 * Single doubles of the arena, for generated code: methods that all of it shares are compiled long before it is, so that its first
 * runs, which are interpreted, do not interpret the many layers of a segment's access too.
 *
 * <p>
 * The quick compiler (C1) must not inline them: of some thirty accesses with all of their layers it gives up ("out of virtual
 * registers"), and the method stays as slow as it was. It inlines methods of up to 35 bytes, which the check of the address, done
 * here in one comparison of its own, exceeds. C2 inlines them all the same, and removes one of both checks.
 */
final class ArenaDoubles {

    private ArenaDoubles() {}

    static double get(MemorySegment arena, long address) {
        if (address < 0 || address > arena.byteSize() - Double.BYTES) {
            throw outside(arena, address);
        }
        return arena.get(JAVA_DOUBLE, address);
    }

    static void set(MemorySegment arena, long address, double number) {
        if (address < 0 || address > arena.byteSize() - Double.BYTES) {
            throw outside(arena, address);
        }
        arena.set(JAVA_DOUBLE, address, number);
    }

    private static IndexOutOfBoundsException outside(MemorySegment arena, long address) {
        return new IndexOutOfBoundsException("address " + address + " of an arena of " + arena.byteSize() + " bytes");
    }
}
