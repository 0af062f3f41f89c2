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
import org.jspecify.annotations.Nullable;

/**
 * Row data as tiles want them: tile after tile, in each tile input after input, in each input element after element, in each
 * element lane after lane. The last tile is only as wide as its rows need, with zeros in lanes that are no rows. Shared by all
 * forks.
 */
public final class TiledRows {

    private final MemorySegment data;
    private volatile @Nullable MemorySegment rowMajor;
    private final Map<String, Integer> offsets = new LinkedHashMap<>(); // cold: asked once a program
    private final int rows;
    private final Plan plan;
    private final int width;
    private final int bytes;
    private final int numbers;

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
        for (Stage stage : plan.stages()) {
            for (Stage.TileSlot input : stage.inputs()) {
                if (offsets.putIfAbsent(input.name(), total) == null) {
                    total += input.size();
                }
            }
        }
        this.numbers = total;
        long padded = rows == 0 ? 0 : (long) (rows - 1) / width * width + plan.lanes(rows - (rows - 1) / width * width);
        this.data = Arena.ofAuto().allocate(Math.max(1, padded * total) * bytes, 64);
        refill(columns);
    }

    /** Puts other rows, as many, in the place of these; nobody may be reading them. */
    public void refill(Map<String, RowNumbers> columns) {
        rowMajor = null;
        for (Stage stage : plan.stages()) {
            for (Stage.TileSlot input : stage.inputs()) {
                fill(input, offset(input), column(columns, input.name(), input.size()));
            }
        }
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

    private void fill(Stage.TileSlot input, int offset, RowNumbers numbers) {
        int size = input.size();
        double[] values = new double[size];
        for (int row = 0; row < rows; row++) {
            numbers.readInto(row, values, 0);
            long lane = laneAddress(row);
            long step = laneStep(row);
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

    /** The first element of an input among the elements of a row. */
    public int offset(Stage.TileSlot input) {
        Integer offset = offsets.get(input.name()); // cold: once a program
        if (offset == null) {
            throw new IllegalStateException("no such row input: " + input.name());
        }
        return offset;
    }

    /** Copies an input's part of a tile into an arena. */
    void load(int tile, int tileWidth, int offset, Stage.TileSlot input, MemorySegment arena) {
        long from = bytes * ((long) tile * width * numbers + (long) offset * tileWidth);
        MemorySegment.copy(data, from, arena, input.slot().at(tileWidth),
                (long) bytes * input.size() * tileWidth);
    }

    /** Copies an input's part of a tile that begins with any row, {@code first .. first + count - 1}. */
    public void range(int first, int count, int tileWidth, int offset, Stage.TileSlot input, MemorySegment arena) {
        int tile = first / width;
        int lane = first - tile * width;
        if (lane == 0 && count == Math.min(width, rows - first)) {
            load(tile, tileWidth, offset, input, arena);
            return;
        }
        int head = Math.min(count, width - lane);
        long to = input.slot().at(tileWidth);
        long run = (long) bytes * tileWidth;
        copyLanes(first, head, offset, input.size(), arena, to, run);
        copyLanes(first + head, count - head, offset, input.size(), arena, to + (long) bytes * head, run);
        for (int e = 0; e < input.size(); e++) {
            for (int padding = count; padding < tileWidth; padding++) {
                input.slot().set(arena, to + run * e + (long) bytes * padding, 0);
            }
        }
    }

    /** Copies so many lanes of one tile, from a row on. */
    private void copyLanes(int first, int count, int offset, int size, MemorySegment arena, long to, long run) {
        if (count > 0) {
            long step = laneStep(first);
            long from = laneAddress(first) + step * offset;
            for (int e = 0; e < size; e++) {
                MemorySegment.copy(data, from + step * e, arena, to + run * e, (long) bytes * count);
            }
        }
    }

    /** Gathers an input's part of a tile from single rows, {@code indices[first .. first + count - 1]}. */
    void gather(int[] indices, int first, int count, int tileWidth, int offset, Stage.TileSlot input,
            MemorySegment arena) {
        long to = input.slot().at(tileWidth);
        if (bytes == Double.BYTES) {
            RowTranspose.doubles(rowMajor(), numbers, offset, input.size(), indices, first, count, arena, to,
                    tileWidth);
        } else {
            RowTranspose.floats(rowMajor(), numbers, offset, input.size(), indices, first, count, arena, to, tileWidth);
        }
    }

    /** The data with a row's numbers together; made when single rows are first asked for. */
    private MemorySegment rowMajor() {
        MemorySegment ready = rowMajor;
        return ready == null ? makeRowMajor() : ready;
    }

    private synchronized MemorySegment makeRowMajor() {
        MemorySegment ready = rowMajor;
        if (ready == null) {
            ready = Arena.ofAuto().allocate(Math.max(1, (long) rows * numbers) * bytes, 64);
            for (int row = 0; row < rows; row++) {
                long lane = laneAddress(row);
                long step = laneStep(row);
                long to = bytes * (long) row * numbers;
                for (int e = 0; e < numbers; e++) {
                    if (bytes == Double.BYTES) {
                        ready.set(JAVA_DOUBLE, to + 8L * e, data.get(JAVA_DOUBLE, lane + step * e));
                    } else {
                        ready.set(JAVA_FLOAT, to + 4L * e, data.get(JAVA_FLOAT, lane + step * e));
                    }
                }
            }
            rowMajor = ready;
        }
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
