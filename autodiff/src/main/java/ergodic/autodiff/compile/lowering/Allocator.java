package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.kernel.Kernels;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives buffers of one region their places, in the order of the steps: a buffer that is no longer used leaves its place to later
 * ones (first fit), and an elementwise step may write over an operand that it is the last to use. Places are in bytes, by row
 * in bytes a lane. Global buffers of more than one number begin and end on a cache line; buffers by row do so because
 * tiles are whole lines wide.
 */
final class Allocator {

    private final boolean byRow;
    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final PriorityQueue<Buffer> active = new PriorityQueue<>(Comparator.comparingInt(b -> b.last));
    private final Set<Buffer> overwritten = new HashSet<>();
    private long end;

    Allocator(boolean byRow) {
        this.byRow = byRow;
        this.end = byRow ? 0 : Kernels.LINE; // the kernels' scratch
    }

    /** A buffer that is there from the beginning. */
    void pin(Buffer buffer) {
        if (buffer.byRow == byRow && buffer.place < 0) {
            place(buffer);
        }
    }

    /** The next step, at its position. */
    void step(Step step, int position) {
        while (!active.isEmpty() && active.peek().last < position) {
            Buffer done = active.remove();
            if (!overwritten.remove(done)) {
                release(done.place, bytes(done));
            }
        }
        for (Buffer buffer : step.writes()) {
            if (buffer.byRow == byRow && buffer.place < 0 && !takeOver(step.inPlace(), buffer, position)) {
                place(buffer);
            }
        }
    }

    /** Length of the region in bytes (by row: to be multiplied by the width). */
    long end() {
        return end;
    }

    private boolean takeOver(List<Buffer> candidates, Buffer buffer, int position) {
        for (Buffer candidate : candidates) {
            boolean fits = candidate.byRow == byRow && candidate.bytes == buffer.bytes && candidate.last == position
                    && candidate.place >= 0
                    && bytes(candidate) == bytes(buffer) && !overwritten.contains(candidate);
            if (fits) {
                buffer.place = candidate.place;
                overwritten.add(candidate);
                active.add(buffer);
                return true;
            }
        }
        return false;
    }

    private long bytes(Buffer buffer) {
        long bytes = (long) buffer.bytes * Math.max(1, buffer.size);
        if (byRow) {
            return bytes;
        }
        return buffer.size <= 1 ? Double.BYTES : up(bytes, Kernels.LINE);
    }

    private void place(Buffer buffer) {
        long bytes = bytes(buffer);
        long align = byRow || buffer.size <= 1 ? 1 : Kernels.LINE;
        active.add(buffer);
        for (Map.Entry<Long, Long> hole : free.entrySet()) {
            long start = up(hole.getKey(), align);
            if (start + bytes <= hole.getKey() + hole.getValue()) {
                buffer.place = start;
                carve(hole.getKey(), start, bytes);
                return;
            }
        }
        buffer.place = up(end, align);
        if (buffer.place > end) {
            release(end, buffer.place - end);
        }
        end = buffer.place + bytes;
    }

    /** Takes {@code bytes} bytes from {@code start} out of a hole. */
    private void carve(long hole, long start, long bytes) {
        Long length = free.remove(hole);
        long holeEnd = hole + (length == null ? 0 : length);
        if (start > hole) {
            free.put(hole, start - hole);
        }
        if (start + bytes < holeEnd) {
            free.put(start + bytes, holeEnd - start - bytes);
        }
    }

    private static long up(long n, long step) {
        return (n + step - 1) / step * step;
    }

    private void release(long start, long length) {
        Map.Entry<Long, Long> before = free.floorEntry(start);
        long from = start;
        long size = length;
        if (before != null && before.getKey() + before.getValue() == start) {
            from = before.getKey();
            size += before.getValue();
        }
        Long after = free.remove(start + length);
        free.put(from, after == null ? size : size + after);
    }
}
