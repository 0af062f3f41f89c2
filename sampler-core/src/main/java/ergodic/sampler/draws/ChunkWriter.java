package ergodic.sampler.draws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The chunks of one chain in a set of arrays that share their draws to a chunk. The chunk that is being filled lies in
 * memory; it is written when it is full, and as often as somebody flushes before.
 */
final class ChunkWriter {

    private final Path root;
    private final List<ZarrArray> arrays;
    private final int[] widths;
    /** Where the values of each array begin among those of a draw. */
    private final int[] offsets;
    private final int chain;
    private final int chunkDraws;
    private final boolean resuming;
    private ByteBuffer[] buffers = new ByteBuffer[0];
    private final ChunkSums sums;
    private int chunk = -1;
    /** Draws of the chunk in memory. */
    private int rows;
    private boolean dirty;
    private boolean sumsDirty;

    /** A writer of {@code arrays}, at least one, whose values follow one another; on a resumed store it goes on with chunks that are there. */
    ChunkWriter(Path root, List<ZarrArray> arrays, int chain, boolean resuming) {
        this(root, arrays, following(arrays), chain, resuming);
    }

    /** The same of arrays whose values begin at these offsets. */
    ChunkWriter(Path root, List<ZarrArray> arrays, int[] offsets, int chain, boolean resuming) {
        this.offsets = offsets.clone();
        this.root = root;
        this.arrays = List.copyOf(arrays);
        this.chain = chain;
        this.chunkDraws = arrays.getFirst().chunkDraws();
        this.resuming = resuming;
        this.sums = resuming ? ChunkSums.read(root, group(), chain, arrays.size()) : new ChunkSums(arrays.size());
        this.widths = new int[arrays.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = arrays.get(i).width();
        }
    }

    private static int[] following(List<ZarrArray> arrays) {
        int[] offsets = new int[arrays.size()];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = offsets[i - 1] + arrays.get(i - 1).width();
        }
        return offsets;
    }

    /** Values of one draw, all arrays together. */
    int width() {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    /** Takes the values of one draw. */
    void put(int draw, double[] values) throws IOException {
        int row = draw % chunkDraws;
        if (draw / chunkDraws != chunk) {
            open(draw / chunkDraws, row);
        }
        for (int i = 0; i < buffers.length; i++) {
            arrays.get(i).type().put(buffers[i], row * widths[i], values, offsets[i], widths[i]);
        }
        rows = Math.max(rows, row + 1);
        dirty = true;
        if (row == chunkDraws - 1) {
            writeChunk();
        }
    }

    /** Writes the chunk in memory if it has changed, and the check sums of all that were written. */
    void flush() throws IOException {
        writeChunk();
        if (sumsDirty) {
            sums.write(root, group(), chain);
            sumsDirty = false;
        }
    }

    private void writeChunk() throws IOException {
        if (!dirty) {
            return;
        }
        sums.begin(chunk, rows);
        for (int i = 0; i < buffers.length; i++) {
            StoreFiles.write(file(arrays.get(i), chunk), buffers[i].duplicate().clear());
            sums.set(i, chunk, buffers[i], arrays.get(i).drawBytes());
        }
        dirty = false;
        sumsDirty = true;
    }

    private String group() {
        return arrays.getFirst().group();
    }

    /** Checks that the chunks of the first {@code draws} draws are there as a whole. */
    void requireDraws(int draws) throws IOException {
        for (int number = 0; number * chunkDraws < draws; number++) {
            for (ZarrArray array : arrays) {
                requireWhole(array, file(array, number));
            }
        }
    }

    private void open(int next, int row) throws IOException {
        writeChunk();
        if (buffers.length == 0) {
            allocate();
        }
        rows = sums.draws(next);
        for (int i = 0; i < buffers.length; i++) {
            ZarrArray array = arrays.get(i);
            Path file = file(array, next);
            if (resuming && Files.exists(file)) {
                load(array, file, buffers[i]);
                if (!sums.hold(i, next, buffers[i], array.drawBytes())) {
                    throw missing(file, "does not hold what was written");
                }
            } else if (row > 0) {
                throw missing(file, "is missing");
            } else {
                clear(array, buffers[i]);
            }
        }
        chunk = next;
    }

    private void allocate() {
        buffers = new ByteBuffer[arrays.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = ByteBuffer.allocateDirect(Math.toIntExact(arrays.get(i).chunkBytes()))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static void clear(ZarrArray array, ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            switch (array.type()) {
                case FLOAT64 -> buffer.putDouble(Double.NaN);
                case FLOAT32 -> buffer.putFloat(Float.NaN);
                case INT64 -> buffer.putLong(0);
                case BOOL -> buffer.put((byte) 0);
            }
        }
        buffer.clear();
    }

    private static void load(ZarrArray array, Path file, ByteBuffer buffer) throws IOException {
        requireWhole(array, file);
        try (FileChannel channel = FileChannel.open(file)) {
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    private static void requireWhole(ZarrArray array, Path file) throws IOException {
        if (!Files.exists(file)) {
            throw missing(file, "is missing");
        }
        if (Files.size(file) != array.chunkBytes()) {
            throw missing(file, "has " + Files.size(file) + " bytes, not " + array.chunkBytes());
        }
    }

    private static StoreException missing(Path file, String what) {
        return new StoreException("the store lacks draws that the run has made: " + file + " " + what
                + "; restore the store from a copy, or begin a new run");
    }

    private Path file(ZarrArray array, int number) {
        return root.resolve(array.chunkPath(chain, number));
    }
}
