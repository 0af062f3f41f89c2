package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Tables with a column that numbers the chains and a column a variable, one row a draw. Rows are sorted by chain and
 * iteration; where there is no iteration, the order of the file is that of the draws.
 */
final class LongTable {
    /** One chain: its table and rows in the order of the draws. */
    private record Chain(RawTable table, int[] rows) {}

    /** So many numbers do not follow each other by chance. */
    private static final int DRAWS_THAT_COUNT = 10;

    private LongTable() {}

    /** Tables with the same columns, each with chains of its own. */
    static Draws read(List<RawTable> tables, List<String> remarks) {
        RawTable first = tables.getFirst();
        Map<Double, Chain> chains = new TreeMap<>();
        for (RawTable table : tables) {
            if (!table.header().equals(first.header())) {
                throw new DrawFileException(table.file() + " has other columns than " + first.file()
                        + ": chains of one model have the same; if one of them holds all chains, give it alone.");
            }
            chains(table, remarks).forEach((number, rows) -> {
                Chain before = chains.put(number, new Chain(table, rows));
                if (before != null) {
                    throw new DrawFileException("Chain " + number(number) + " is in " + before.table.file() + " and in "
                            + table.file() + ": give each chain once, under a number of its own.");
                }
            });
        }
        int draws = chains.values().iterator().next().rows.length;
        for (Map.Entry<Double, Chain> chain : chains.entrySet()) {
            if (chain.getValue().rows.length != draws) {
                throw new DrawFileException(chain.getValue().table.file() + ": chain "
                        + number(chains.keySet().iterator().next()) + " has " + draws + " draws, chain "
                        + number(chain.getKey()) + " has " + chain.getValue().rows.length
                        + "; cut them to the shortest.");
            }
        }
        if (draws == 1 && chains.size() > 1) {
            throw new DrawFileException(first.file() + ": every row has another number in its column "
                    + first.header().get(first.find(ColumnNames.CHAIN)) + ", so that column does not number chains.");
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        Map<String, double[][]> statistics = new LinkedHashMap<>();
        for (int column = 0; column < first.header().size(); column++) {
            String name = first.header().get(column);
            if (counts(name)) {
                continue;
            }
            double[][] series = new double[chains.size()][draws];
            int chain = 0;
            for (Chain rows : chains.values()) {
                DoubleColumn numbers = rows.table.columns().get(column);
                for (int draw = 0; draw < draws; draw++) {
                    series[chain][draw] = numbers.get(rows.rows[draw]);
                }
                chain++;
            }
            String statistic = ColumnNames.statistic(name);
            if (statistic == null && counter(series)) {
                remarks.add(first.file() + ": the column " + ColumnNames.quoted(name)
                        + " counts the draws and is left out.");
                continue;
            }
            (statistic == null ? values : statistics).putIfAbsent(statistic == null ? name : statistic, series);
        }
        return new ArrayDraws(values, statistics);
    }

    /** Whether whole numbers rise by one step in all chains: {@code step} or {@code sample}, which no quantity does. */
    static boolean counter(double[][] series) {
        if (series.length == 0 || series[0].length < DRAWS_THAT_COUNT) {
            return false;
        }
        double step = series[0][1] - series[0][0];
        for (double[] chain : series) {
            for (int draw = 1; draw < chain.length; draw++) {
                if (chain[draw] != Math.rint(chain[draw]) || chain[draw] - chain[draw - 1] != step) {
                    return false;
                }
            }
        }
        return step >= 1;
    }

    private static boolean counts(String name) {
        return ColumnNames.among(name, ColumnNames.CHAIN) || ColumnNames.among(name, ColumnNames.ITERATION)
                || ColumnNames.among(name, ColumnNames.DRAW);
    }

    /** The rows of each chain, in the order of its draws. */
    private static Map<Double, int[]> chains(RawTable table, List<String> remarks) {
        DoubleColumn chain = table.columns().get(table.find(ColumnNames.CHAIN));
        Map<Double, IntStream.Builder> found = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            found.computeIfAbsent(chain.get(row), number -> IntStream.builder()).add(row);
        }
        Map<Double, int[]> chains = new TreeMap<>();
        boolean sorted = false;
        for (Map.Entry<Double, IntStream.Builder> entry : found.entrySet()) {
            int[] rows = entry.getValue().build().toArray();
            int order = order(table);
            if (order >= 0) {
                DoubleColumn numbers = table.columns().get(order);
                int[] inOrder = inOrder(numbers, rows);
                sorted |= !Arrays.equals(inOrder, rows);
                rows = inOrder;
                requireSteps(table, order, entry.getKey(), rows);
            }
            chains.put(entry.getKey(), rows);
        }
        if (sorted) {
            remarks.add(table.file() + ": its rows were sorted by " + table.header().get(order(table)) + ".");
        }
        return chains;
    }

    /** The column that orders the draws of a chain, or -1. */
    static int order(RawTable table) {
        int iteration = table.find(ColumnNames.ITERATION);
        return iteration >= 0 ? iteration : table.find(ColumnNames.DRAW);
    }

    /** Rows by their number; the same array if they are so already. */
    static int[] inOrder(DoubleColumn numbers, int[] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (!(numbers.get(rows[i]) >= numbers.get(rows[i - 1]))) {
                return IntStream.of(rows).boxed().sorted(Comparator.comparingDouble(numbers::get))
                        .mapToInt(Integer::intValue).toArray();
            }
        }
        return rows;
    }

    /** Iterations must differ by the same number throughout: 1, or more of thinned chains. */
    static void requireSteps(RawTable table, int order, double chain, int[] rows) {
        DoubleColumn numbers = table.columns().get(order);
        String name = table.header().get(order);
        double step = rows.length < 2 ? 1 : numbers.get(rows[1]) - numbers.get(rows[0]);
        for (int i = 1; i < rows.length; i++) {
            double here = numbers.get(rows[i]);
            double before = numbers.get(rows[i - 1]);
            String where = table.file() + ": chain " + number(chain);
            if (here == before) {
                throw new DrawFileException(where + " has " + name + " " + number(here) + " twice"
                        + (table.header().stream().anyMatch(column -> column.matches(".*_dim_\\d+"))
                                ? "; a table with a row an element cannot be read, write a row a draw (ArviZ: to_dataframe)."
                                : ": one row a draw is wanted; were two tables put together?"));
            }
            if (here - before != step) {
                throw new DrawFileException(where + " goes from " + name + " " + number(before) + " to " + number(here)
                        + ", elsewhere by steps of " + number(step)
                        + ": rows are missing, and how draws follow each other"
                        + " is what is judged; give all rows, or none of the column " + name + ".");
            }
        }
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
