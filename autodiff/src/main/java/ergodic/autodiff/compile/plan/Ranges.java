package ergodic.autodiff.compile.plan;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Some global buffers, as few stretches of the arena. */
public final class Ranges {

    private final long[] addresses;
    private final long[] bytes;
    private final int numbers;

    private Ranges(long[] addresses, long[] bytes) {
        this.addresses = addresses;
        this.bytes = bytes;
        long total = 0;
        for (long length : bytes) {
            total += length;
        }
        this.numbers = Math.toIntExact(total / Double.BYTES);
    }

    /** The buffers in the order of their places; those that touch are one stretch. */
    public static Ranges of(Collection<Buffer> buffers) {
        List<Buffer> sorted = new ArrayList<>(buffers);
        sorted.removeIf(buffer -> buffer.size == 0);
        sorted.sort(Comparator.comparingLong(Ranges::address));
        List<long[]> stretches = new ArrayList<>();
        for (Buffer buffer : sorted) {
            long length = (long) buffer.bytes * buffer.size;
            long[] last = stretches.isEmpty() ? new long[2] : stretches.getLast();
            if (!stretches.isEmpty() && last[0] + last[1] == address(buffer)) {
                last[1] += length;
            } else {
                stretches.add(new long[]{address(buffer), length});
            }
        }
        return new Ranges(stretches.stream().mapToLong(s -> s[0]).toArray(),
                stretches.stream().mapToLong(s -> s[1]).toArray());
    }

    private static long address(Buffer buffer) {
        return TiledValue.whole(buffer, new int[]{buffer.size}).slot().at(0);
    }

    /** How many doubles they hold. */
    public int numbers() {
        return numbers;
    }

    /** Copies them from one arena to another. */
    public void copy(MemorySegment from, MemorySegment to) {
        for (int i = 0; i < addresses.length; i++) {
            MemorySegment.copy(from, addresses[i], to, addresses[i], bytes[i]);
        }
    }

    /** Copies their numbers one after another into an array, from an index. */
    public void get(MemorySegment arena, double[] into, int at) {
        int index = at;
        for (int i = 0; i < addresses.length; i++) {
            int count = (int) (bytes[i] / Double.BYTES);
            MemorySegment.copy(arena, JAVA_DOUBLE, addresses[i], into, index, count);
            index += count;
        }
    }

    /** The opposite of {@link #get}. */
    public void set(MemorySegment arena, double[] from, int at) {
        int index = at;
        for (int i = 0; i < addresses.length; i++) {
            int count = (int) (bytes[i] / Double.BYTES);
            MemorySegment.copy(from, index, arena, JAVA_DOUBLE, addresses[i], count);
            index += count;
        }
    }
}
