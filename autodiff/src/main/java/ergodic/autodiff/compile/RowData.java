package ergodic.autodiff.compile;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.running.TiledRows;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of a program's row inputs: for each input by name a row-major array {@code [rows][elements]}, or {@link RowNumbers}. They
 * are read when a program is compiled (or given other rows) and not kept by it, but for those that are
 * {@linkplain RowNumbers#readAnew read anew}.
 */
public final class RowData {

    private static final RowData NONE = new RowData(0, Map.of());

    private final int rows;
    private final Map<String, RowNumbers> columns;

    private RowData(int rows, Map<String, RowNumbers> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Data of so many rows.
     *
     * @throws IllegalArgumentException
     *             if an array's length is not a multiple of the number of rows
     */
    public static RowData of(int rows, Map<String, double[]> rowMajorColumns) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows is " + rows + "; it cannot be negative");
        }
        Map<String, RowNumbers> columns = new LinkedHashMap<>();
        rowMajorColumns.forEach((name, values) -> {
            if (rows == 0 ? values.length != 0 : values.length % rows != 0) {
                throw new IllegalArgumentException(
                        "row input \"" + name + "\" has " + values.length + " numbers, which " + rows
                                + " rows do not divide");
            }
            columns.put(name, RowNumbers.of(values, rows == 0 ? 0 : values.length / rows));
        });
        return new RowData(rows, columns);
    }

    /** The same with the numbers of another row input. */
    public RowData with(String name, RowNumbers numbers) {
        Map<String, RowNumbers> more = new LinkedHashMap<>(columns);
        more.put(name, numbers);
        return new RowData(rows, more);
    }

    /** No rows: for programs without row inputs. */
    public static RowData none() {
        return NONE;
    }

    /** Each row so many times, one copy after another: row i is row {@code i / times} of these, and read when it is needed. */
    public RowData repeated(int times) {
        Map<String, RowNumbers> more = new LinkedHashMap<>();
        columns.forEach((name, numbers) -> more.put(name, numbers.repeated(times)));
        return new RowData(Math.multiplyExact(rows, times), more);
    }

    /** The rows at these positions, in this order. */
    public RowData select(int... positions) {
        Map<String, RowNumbers> some = new LinkedHashMap<>();
        columns.forEach((name, numbers) -> some.put(name, numbers.select(positions)));
        return new RowData(positions.length, some);
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Puts these rows in the place of as many others. */
    void into(TiledRows tiles) {
        if (tiles.rows() != rows) {
            throw new IllegalArgumentException(rows + " rows cannot take the place of " + tiles.rows());
        }
        tiles.refill(columns);
    }

    /** These rows as a plan's tiles want them. */
    TiledRows tiled(Plan plan) {
        return new TiledRows(plan, rows, columns);
    }
}
