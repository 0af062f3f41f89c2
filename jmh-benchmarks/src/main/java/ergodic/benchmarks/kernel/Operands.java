package ergodic.benchmarks.kernel;

import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Memory of one kernel's call: operands one after another, each at a cache line, filled with random numbers. */
final class Operands {

    private final Kernels kernels;
    private final MemorySegment memory;
    private final SplittableRandom random = new SplittableRandom(1);
    private long used = Kernels.LINE; // the first line is scratch

    /** @param numbers room for so many numbers of the kernels' precision in all operands */
    Operands(Kernels kernels, long numbers) {
        this.kernels = kernels;
        this.memory = Arena.ofAuto().allocate(Kernels.LINE * 64L + numbers * kernels.bytes(), Kernels.LINE);
    }

    MemorySegment memory() {
        return memory;
    }

    /** The address of so many numbers in (-1, 1). */
    long take(long numbers) {
        return take(numbers, -1, 1);
    }

    /** The address of so many numbers between two bounds. */
    long take(long numbers, double low, double high) {
        long at = room(numbers * kernels.bytes());
        for (long i = 0; i < numbers; i++) {
            double x = random.nextDouble(low, high);
            if (kernels.bytes() == Double.BYTES) {
                memory.set(ValueLayout.JAVA_DOUBLE, at + Double.BYTES * i, x);
            } else {
                memory.set(ValueLayout.JAVA_FLOAT, at + Float.BYTES * i, (float) x);
            }
        }
        return at;
    }

    /** The address of so many doubles in (-1, 1), whatever the precision. */
    long takeDoubles(long numbers) {
        long at = room(numbers * Double.BYTES);
        for (long i = 0; i < numbers; i++) {
            memory.set(ValueLayout.JAVA_DOUBLE, at + Double.BYTES * i, random.nextDouble(-1, 1));
        }
        return at;
    }

    /** The address of so many sums over rows, zero. */
    long accumulators(long count) {
        return room(count * Kernels.LINE);
    }

    private long room(long bytes) {
        long at = used;
        used = (at + bytes + Kernels.LINE - 1) / Kernels.LINE * Kernels.LINE;
        if (used > memory.byteSize()) {
            throw new IllegalStateException("operands need " + used + " bytes, there are " + memory.byteSize()
                    + ": ask for more when making them");
        }
        return at;
    }
}
