package ergodic.autodiff.compile;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/**
 * Single doubles of the arena, for generated code: methods that all of it shares are compiled long before it is, so that its first
 * runs, which are interpreted, do not interpret the many layers of a segment's access too.
 */
final class ArenaDoubles {

    private ArenaDoubles() {}

    static double get(MemorySegment arena, long address) {
        return arena.get(JAVA_DOUBLE, address);
    }

    static void set(MemorySegment arena, long address, double number) {
        arena.set(JAVA_DOUBLE, address, number);
    }
}
