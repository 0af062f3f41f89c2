package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tables without a column of chain numbers. Whether their columns are chains or quantities is said by the user, or by the
 * header: none, or one that counts, or names of chains, are what tables of one quantity have. Other names are not guessed at.
 */
final class PlainTables {
    /** From so many rows on, whole numbers in some columns and fractions in others tell that they are no chains. */
    private static final int ROWS_THAT_TELL = 10;

    private PlainTables() {}

    static Draws read(List<RawTable> given, @Nullable ColumnMeaning meaning, List<String> remarks) {
        List<RawTable> tables = given.stream().map(table -> inOrder(table, remarks)).toList();
        if ((meaning == null ? told(tables, remarks) : meaning) == ColumnMeaning.QUANTITIES) {
            return quantities(tables, remarks);
        }
        for (RawTable table : tables) {
            if (table.starts().size() > 1) {
                throw new DrawFileException(table.file() + " has its header more than once, so it is several tables put"
                        + " together: give them as files of their own.");
            }
        }
        return chains(tables);
    }

    /** What the headers tell. */
    private static ColumnMeaning told(List<RawTable> tables, List<String> remarks) {
        for (RawTable table : tables) {
            boolean single = table.columns().size() == 1;
            List<String> quantities = ColumnNames.quantities(table.header());
            boolean several = quantities.size() > 1;
            if (!table.header().isEmpty() && !(single && tables.size() == 1)
                    && !ColumnNames.chains(table.header())) {
                throw unclear(table, "has columns " + ColumnNames.some(table.header()), tables.size());
            }
            if (single && tables.size() > 1) {
                throw unclear(table, "has one column, and there are " + tables.size() + " files", tables.size());
            }
            long whole = table.columns().stream().filter(column -> column.whole() && !column.constant()).count();
            boolean fractions = table.columns().stream().anyMatch(column -> !column.whole());
            if (!several && table.rows() >= ROWS_THAT_TELL && whole > 0 && fractions) {
                throw unclear(table, "has whole numbers in " + whole + " of its " + table.columns().size()
                        + " columns and fractions in others, as chains of one quantity do not", tables.size());
            }
            if (several) {
                remarks.add(table.file() + ": its " + table.columns().size() + " columns were read as chains of "
                        + quantities.size() + " quantities, by their names: " + ColumnNames.some(quantities) + ".");
            } else if (!single) {
                remarks.add(table.file() + ": its " + table.columns().size()
                        + " columns were read as chains of one quantity;"
                        + " if they are quantities, say --columns quantities.");
            }
        }
        return ColumnMeaning.CHAINS;
    }

    private static DrawFileException unclear(RawTable table, String what, int files) {
        return new DrawFileException(table.file() + " " + what
                + ", and no column that numbers the chains: say --columns"
                + " chains if each column is a chain of one quantity, or --columns quantities if each is a quantity and "
                + (files > 1 ? "each file" : "the file") + " one chain; or add a column \"chain\". A table of data is"
                + " nothing to diagnose.");
    }

    /** A column a chain, of one quantity or, if the names say so, of several. */
    private static Draws chains(List<RawTable> tables) {
        Map<String, double[][]> values = new LinkedHashMap<>();
        for (RawTable table : tables) {
            Path fileName = table.file().getFileName();
            String quantity = (fileName == null ? "value" : fileName.toString())
                    .replaceFirst("\\.(csv|tsv|txt)(\\.gz)?$", "");
            List<String> named = ColumnNames.quantities(table.header());
            Set<Integer> numbers = null;
            for (String name : named) {
                SortedMap<Integer, double[]> chains = new TreeMap<>();
                for (int column = 0; column < table.columns().size(); column++) {
                    String header = named.size() == 1 ? "" : table.header().get(column);
                    if (named.size() == 1 || ColumnNames.withoutChain(header).equals(name)) {
                        chains.put(named.size() == 1 ? column : ColumnNames.chainNumber(header),
                                table.columns().get(column).copy());
                    }
                }
                if (numbers != null && !numbers.equals(chains.keySet())) {
                    throw new DrawFileException(table.file() + " has chains " + chains.keySet() + " of "
                            + ColumnNames.quoted(name) + " and " + numbers + " of another quantity, by the names of its"
                            + " columns: give each quantity the same chains.");
                }
                numbers = chains.keySet();
                String key = named.size() == 1 ? quantity : name.isEmpty() ? "value" : name;
                if (values.putIfAbsent(key, chains.values().toArray(double[][]::new)) != null) {
                    throw new DrawFileException(
                            "Two files are named " + quantity + ", or hold one quantity: rename one.");
                }
            }
            RawTable first = tables.getFirst();
            if (table.columns().size() != first.columns().size() || table.rows() != first.rows()
                    || named.size() != ColumnNames.quantities(first.header()).size()) {
                throw new DrawFileException(table.file() + " has " + table.columns().size() + " chains (columns) of "
                        + table.rows() + " draws (rows), " + first.file() + " has " + first.columns().size() + " of "
                        + first.rows() + ": they are not of one run.");
            }
        }
        return new ArrayDraws(values, Map.of());
    }

    /** A column a quantity; each file, or each part of one, is a chain. */
    private static Draws quantities(List<RawTable> tables, List<String> remarks) {
        RawTable first = tables.getFirst();
        List<int[]> parts = new ArrayList<>();
        for (int table = 0; table < tables.size(); table++) {
            RawTable here = tables.get(table);
            if (!here.header().equals(first.header()) || here.columns().size() != first.columns().size()) {
                throw new DrawFileException(here.file() + " has other columns than " + first.file()
                        + ": chains of one model have the same.");
            }
            for (int part = 0; part < here.starts().size(); part++) {
                parts.add(new int[]{table, here.starts().get(part), here.end(part)});
            }
        }
        int draws = parts.getFirst()[2] - parts.getFirst()[1];
        for (int[] part : parts) {
            if (part[2] - part[1] != draws) {
                throw new DrawFileException(tables.get(part[0]).file() + " has a chain of " + (part[2] - part[1])
                        + " draws, the first chain has " + draws + "; cut them to the shortest.");
            }
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        Map<String, double[][]> statistics = new LinkedHashMap<>();
        for (int column = 0; column < first.columns().size(); column++) {
            String name = first.header().isEmpty() ? "column " + (column + 1) : first.header().get(column);
            double[][] series = new double[parts.size()][];
            for (int chain = 0; chain < series.length; chain++) {
                int[] part = parts.get(chain);
                series[chain] = tables.get(part[0]).columns().get(column).copy(part[1], part[2]);
            }
            String statistic = ColumnNames.statistic(name);
            if (statistic == null && LongTable.counter(series)) {
                remarks.add(first.file() + ": the column " + ColumnNames.quoted(name)
                        + " counts the draws and is left out.");
                continue;
            }
            (statistic == null ? values : statistics).putIfAbsent(statistic == null ? name : statistic, series);
        }
        return new ArrayDraws(values, statistics);
    }

    /** Rows by the column that numbers iterations, if there is one; without it. */
    private static RawTable inOrder(RawTable table, List<String> remarks) {
        RawTable result = table;
        int order = LongTable.order(result);
        if (order >= 0 && result.starts().size() == 1) {
            int[] rows = IntStream.range(0, result.rows()).toArray();
            int[] sorted = LongTable.inOrder(result.columns().get(order), rows);
            LongTable.requireSteps(result, order, 1, sorted);
            if (!Arrays.equals(sorted, rows)) {
                result = new RawTable(result.file(), result.header(),
                        result.columns().stream().map(column -> column.ordered(sorted)).toList(), result.starts(),
                        result.comments());
                remarks.add(table.file() + ": its rows were sorted by " + table.header().get(order) + ".");
            }
        }
        for (List<String> counters : List.of(ColumnNames.ITERATION, ColumnNames.DRAW)) {
            int column = result.find(counters);
            if (column >= 0 && result.columns().size() > 1) {
                result = result.without(column);
            }
        }
        return result;
    }
}
