package ergodic.autodiff.compile.running;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Row data as tiles want them: tile after tile, in each tile input after input, in each input element after element, in each
 * element lane after lane. The last tile is only as wide as its rows need, with zeros in lanes that are no rows. Shared by all
 * forks.
 *
 * <p>
 * Single rows are gathered from a second layout, with a row's numbers together, made when they are first asked for. Data that
 * are large are not kept in both: the second takes the place of the first, and tiles are from then on gathered too. Inputs that are
 * {@linkplain RowNumbers#readAnew read anew} are kept in neither.
 */
public final class TiledRows {

    /** Data of more bytes are kept once. */
    private static final long MOST_TWICE = 32L << 20;

    private volatile Laid laid;
    private final Map<String, Integer> offsets = new LinkedHashMap<>(); // cold: asked once a program
    private final int rows;
    private final Plan plan;
    private final int width;
    private final int bytes;
    private final int numbers;
    private final RowNumbers[] anew;

    /**
     * The data: by tiles, with a row's numbers together, or both.
     *
     * @param rows
     *            row-major
     */
    private record Laid(@Nullable MemorySegment tiles, @Nullable MemorySegment rows) {}

    /**
     * Tiles of the row inputs.
     *
     * @throws IllegalArgumentException
     *             if a needed row input has no data or data of another size
     */
    public TiledRows(Plan plan, int rows, Map<String, RowNumbers> columns) {
        this.rows = rows;
        this.plan = plan;
        this.width = plan.width();
        this.bytes = plan.precision().bytes();
        int total = 0;
        int reads = 0;
        for (Stage stage : plan.stages()) {
            for (Stage.TileSlot input : stage.inputs()) {
                boolean reading = column(columns, input.name(), input.size()).readAnew();
                if (offsets.putIfAbsent(input.name(), reading ? -1 - reads : total) == null) {
                    total += reading ? 0 : input.size();
                    reads += reading ? 1 : 0;
                }
            }
        }
        this.numbers = total;
        this.anew = new RowNumbers[reads];
        long padded = rows == 0 ? 0 : (long) (rows - 1) / width * width + plan.lanes(rows - (rows - 1) / width * width);
        this.laid = new Laid(allocate(padded), null);
        refill(columns);
    }

    private MemorySegment allocate(long lanes) {
        return Arena.ofAuto().allocate(Math.max(1, lanes * numbers) * bytes, 64);
    }

    /** Puts other rows, as many, in the place of these; nobody may be reading them. */
    public void refill(Map<String, RowNumbers> columns) {
        Laid old = laid;
        Laid filled = old.tiles() == null ? old : new Laid(old.tiles(), null);
        for (Stage stage : plan.stages()) {
            for (Stage.TileSlot input : stage.inputs()) {
                int offset = offset(input);
                RowNumbers column = column(columns, input.name(), input.size());
                if (offset < 0) {
                    anew[-1 - offset] = column;
                } else {
                    fill(filled, input, offset, column);
                }
            }
        }
        laid = filled;
    }

    /** The numbers of an input. */
    private RowNumbers column(Map<String, RowNumbers> columns, String name, int size) {
        RowNumbers numbers = columns.get(name);
        if (numbers == null) {
            throw new IllegalArgumentException(
                    "no data for the row input \"" + name + "\"; there are data for " + columns.keySet());
        }
        if (rows > 0 && numbers.size() != size) {
            throw new IllegalArgumentException("row input \"" + name + "\" needs " + size + " numbers a row, "
                    + (long) rows * size + " in all, not " + (long) rows * numbers.size());
        }
        return numbers;
    }

    private void fill(Laid into, Stage.TileSlot input, int offset, RowNumbers from) {
        int size = input.size();
        double[] values = new double[size];
        MemorySegment tiles = into.tiles();
        MemorySegment data = tiles == null ? Objects.requireNonNull(into.rows()) : tiles;
        for (int row = 0; row < rows; row++) {
            from.readInto(row, values, 0);
            long lane = tiles == null ? bytes * (long) row * numbers : laneAddress(row);
            long step = tiles == null ? bytes : laneStep(row);
            for (int e = 0; e < size; e++) {
                input.slot().set(data, lane + step * (offset + e), values[e]);
            }
        }
    }

    public int rows() {
        return rows;
    }

    /** Rows of a full tile. */
    int width() {
        return width;
    }

    /** Where an input is found: its first element among the elements of a row that are kept, or a negative number if it is read anew. */
    public int offset(Stage.TileSlot input) {
        Integer offset = offsets.get(input.name()); // cold: once a program
        if (offset == null) {
            throw new IllegalStateException("no such row input: " + input.name());
        }
        return offset;
    }

    /** Numbers that reading needs for a while, of each thread: {@link ReadRows#ROWS} rows of the largest input that is read anew. */
    public double[] newSpace() {
        int most = 0;
        for (RowNumbers read : anew) {
            most = Math.max(most, read.size());
        }
        return new double[ReadRows.ROWS * most];
    }

    /**
     * Brings an input's part of a tile that begins with any row, {@code first .. first + count - 1}, into an arena.
     *
     * @param space
     *            see {@link #newSpace}
     */
    public void range(int first, int count, int tileWidth, int offset, Stage.TileSlot input, MemorySegment arena,
            double[] space) {
        Laid now = laid;
        MemorySegment tiles = now.tiles();
        if (offset < 0 || tiles == null) {
            bring(offset < 0 ? null : now.rows(), null, first, count, tileWidth, offset, input, arena, space);
            return;
        }
        int tile = first / width;
        int lane = first - tile * width;
        long to = input.slot().at(tileWidth);
        if (lane == 0 && count == Math.min(width, rows - first)) {
            long from = bytes * ((long) tile * width * numbers + (long) offset * tileWidth);
            MemorySegment.copy(tiles, from, arena, to, (long) bytes * input.size() * tileWidth);
            return;
        }
        int head = Math.min(count, width - lane);
        long run = (long) bytes * tileWidth;
        copyLanes(tiles, first, head, offset, input.size(), arena, to, run);
        copyLanes(tiles, first + head, count - head, offset, input.size(), arena, to + (long) bytes * head, run);
        for (int e = 0; e < input.size(); e++) {
            for (int padding = count; padding < tileWidth; padding++) {
                input.slot().set(arena, to + run * e + (long) bytes * padding, 0);
            }
        }
    }

    /** Copies so many lanes of one tile, from a row on. */
    private void copyLanes(MemorySegment tiles, int first, int count, int offset, int size, MemorySegment arena,
            long to, long run) {
        if (count > 0) {
            long step = laneStep(first);
            long from = laneAddress(first) + step * offset;
            for (int e = 0; e < size; e++) {
                MemorySegment.copy(tiles, from + step * e, arena, to + run * e, (long) bytes * count);
            }
        }
    }

    /** Gathers an input's part of a tile from single rows, {@code indices[first .. first + count - 1]}. */
    void gather(int[] indices, int first, int count, int tileWidth, int offset, Stage.TileSlot input,
            MemorySegment arena, double[] space) {
        bring(offset < 0 ? null : rowMajor(), indices, first, count, tileWidth, offset, input, arena, space);
    }

    /** Single rows, or those from the first on where no indices are given. */
    private void bring(@Nullable MemorySegment table, int @Nullable [] indices, int first, int count, int tileWidth,
            int offset, Stage.TileSlot input, MemorySegment arena, double[] space) {
        long to = input.slot().at(tileWidth);
        if (table == null) {
            ReadRows.into(anew[-1 - offset], indices, first, count, space, input.slot(), arena, to, tileWidth);
        } else if (bytes == Double.BYTES) {
            RowTranspose.doubles(table, numbers, offset, input.size(), indices, first, count, arena, to, tileWidth);
        } else {
            RowTranspose.floats(table, numbers, offset, input.size(), indices, first, count, arena, to, tileWidth);
        }
    }

    /** The data with a row's numbers together; made when single rows are first asked for. */
    private MemorySegment rowMajor() {
        MemorySegment ready = laid.rows();
        return ready == null ? makeRowMajor() : ready;
    }

    private synchronized MemorySegment makeRowMajor() {
        Laid now = laid;
        MemorySegment tiles = now.tiles();
        if (now.rows() != null || tiles == null) {
            return Objects.requireNonNull(now.rows());
        }
        MemorySegment ready = allocate(rows);
        for (int row = 0; row < rows; row++) {
            long lane = laneAddress(row);
            long step = laneStep(row);
            long to = bytes * (long) row * numbers;
            for (int e = 0; e < numbers; e++) {
                if (bytes == Double.BYTES) {
                    ready.set(JAVA_DOUBLE, to + 8L * e, tiles.get(JAVA_DOUBLE, lane + step * e));
                } else {
                    ready.set(JAVA_FLOAT, to + 4L * e, tiles.get(JAVA_FLOAT, lane + step * e));
                }
            }
        }
        laid = new Laid(tiles.byteSize() > MOST_TWICE ? null : tiles, ready);
        return ready;
    }

    private long laneAddress(int row) {
        int tile = row / width;
        return bytes * ((long) tile * width * numbers + (row - tile * width));
    }

    private long laneStep(int row) {
        int first = row / width * width;
        return (long) bytes * (first + width <= rows ? width : plan.lanes(rows - first));
    }
}
