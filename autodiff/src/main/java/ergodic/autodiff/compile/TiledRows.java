package ergodic.autodiff.compile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Row data as tiles want them: tile after tile, in each tile input after input, in each input element after element, in each
 * element lane after lane. The last tile is only as wide as its rows need, with zeros in lanes that are no rows. Immutable;
 * shared by all forks.
 */
final class TiledRows {

    private final MemorySegment data;
    private final Map<String, Integer> offsets = new LinkedHashMap<>(); // cold: asked once a program
    private final int rows;
    private final Plan plan;
    private final int width;
    private final int bytes;
    private final int numbers;

    TiledRows(Plan plan, RowData source) {
        this.rows = source.rows();
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
        for (Stage stage : plan.stages()) {
            for (Stage.TileSlot input : stage.inputs()) {
                fill(input, offset(input), source.column(input.name(), input.size()));
            }
        }
    }

    private void fill(Stage.TileSlot input, int offset, double[] values) {
        int size = input.size();
        for (int row = 0; row < rows; row++) {
            long lane = laneAddress(row);
            long step = laneStep(row);
            for (int e = 0; e < size; e++) {
                input.slot().set(data, lane + step * (offset + e), values[row * size + e]);
            }
        }
    }

    int rows() {
        return rows;
    }

    /** Rows of a full tile. */
    int width() {
        return width;
    }

    /** The first element of an input among the elements of a row. */
    int offset(Stage.TileSlot input) {
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

    /** Gathers an input's part of a tile from single rows, {@code indices[first .. first + count - 1]}. */
    void gather(int[] indices, int first, int count, int tileWidth, int offset, Stage.TileSlot input,
            MemorySegment arena) {
        long to = input.slot().at(tileWidth);
        for (int lane = 0; lane < tileWidth; lane++) {
            boolean real = lane < count;
            long from = real ? laneAddress(indices[first + lane]) : 0;
            long step = real ? laneStep(indices[first + lane]) : 0;
            for (int e = 0; e < input.size(); e++) {
                double value = real ? input.slot().get(data, from + step * (offset + e)) : 0;
                input.slot().set(arena, to + bytes * ((long) e * tileWidth + lane), value);
            }
        }
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
