package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads draws from CSV files that other programs wrote. Three kinds are told apart by their header:
 *
 * <ul>
 * <li>Stan's: a column {@code lp__}; one file a chain, a column a variable (see {@link StanCsv}).
 * <li>Tables of several variables, as R's {@code posterior} writes them: a column {@code chain}; the columns
 * {@code iteration} and {@code draw} are left out.
 * <li>Everything else: one quantity a file, named after the file; a column a chain, a row a draw, with or without a
 * header.
 * </ul>
 *
 * <p>Separators are commas, semicolons or tabs; {@code NA} and {@code nan} are read as NaN; a file may be packed by gzip.
 */
public final class ForeignDraws {
    private static final List<String> CHAIN = List.of("chain", ".chain");
    private static final List<String> COUNTERS = List.of("chain", ".chain", "iteration", ".iteration", "draw", ".draw");
    /** Columns that are sampler statistics in a table of several variables. */
    private static final List<String> STATISTICS = List.of("lp", "energy", "diverging", "tree_depth", "acceptance_rate",
            "step_size", "n_steps", "reached_max_treedepth");

    private ForeignDraws() {}

    /**
     * Reads files of one kind.
     *
     * @param files
     *            at least one; several Stan files are several chains, several tables with a column a chain are several
     *            quantities
     * @throws DrawFileException
     *             if a file cannot be read, with one sentence that says why
     */
    public static Draws read(List<Path> files) {
        if (files.isEmpty()) {
            throw new DrawFileException("Name at least one file of draws.");
        }
        List<RawTable> tables = files.stream().map(RawTable::read).toList();
        for (RawTable table : tables) {
            if (table.rows().isEmpty()) {
                throw new DrawFileException(table.file() + " holds no draws.");
            }
        }
        List<RawTable> stan = tables.stream().filter(table -> table.header().contains(StanCsv.LOG_DENSITY)).toList();
        if (stan.size() == tables.size()) {
            return StanCsv.draws(tables);
        }
        if (!stan.isEmpty()) {
            throw new DrawFileException(stan.getFirst().file() + " is a Stan CSV file (it has a column "
                    + StanCsv.LOG_DENSITY + "), the others are not: read them one kind at a time.");
        }
        if (tables.stream().anyMatch(table -> chainColumn(table) >= 0)) {
            if (tables.size() > 1) {
                throw new DrawFileException(
                        files.getFirst() + " has a column of chain numbers, so it holds all chains: "
                                + "give it alone.");
            }
            return longTable(tables.getFirst());
        }
        return columns(tables);
    }

    private static int chainColumn(RawTable table) {
        return IntStream.range(0, table.header().size()).filter(column -> CHAIN.contains(table.header().get(column)))
                .findFirst().orElse(-1);
    }

    /** A column a chain. */
    private static Draws columns(List<RawTable> tables) {
        Map<String, double[][]> values = new LinkedHashMap<>();
        for (RawTable table : tables) {
            Path name = table.file().getFileName();
            String quantity = (name == null ? "value" : name.toString()).replaceFirst("\\.(csv|tsv|txt)(\\.gz)?$", "");
            double[][] chains = new double[table.rows().getFirst().length][];
            for (int chain = 0; chain < chains.length; chain++) {
                chains[chain] = column(table.rows(), chain);
            }
            if (values.putIfAbsent(quantity, chains) != null) {
                throw new DrawFileException("Two files are named " + quantity + ": rename one.");
            }
            double[][] first = values.values().iterator().next();
            if (chains.length != first.length || chains[0].length != first[0].length) {
                throw new DrawFileException(table.file() + " has " + chains.length + " chains (columns) of "
                        + chains[0].length + " draws (rows), " + tables.getFirst().file() + " has " + first.length
                        + " of "
                        + first[0].length + ": they are not of one run.");
            }
        }
        return new ArrayDraws(values, Map.of());
    }

    /** A column a variable, and one that numbers the chains. */
    private static Draws longTable(RawTable table) {
        int chainColumn = chainColumn(table);
        Map<Double, List<double[]>> byChain = new TreeMap<>();
        for (double[] row : table.rows()) {
            byChain.computeIfAbsent(row[chainColumn], chain -> new ArrayList<>()).add(row);
        }
        List<List<double[]>> chains = List.copyOf(byChain.values());
        for (List<double[]> chain : chains) {
            if (chain.size() != chains.getFirst().size()) {
                throw new DrawFileException(
                        table.file() + ": chain " + number(byChain.keySet().iterator().next()) + " has "
                                + chains.getFirst().size() + " draws, another has " + chain.size()
                                + "; cut them to the shortest.");
            }
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        Map<String, double[][]> statistics = new LinkedHashMap<>();
        for (int column = 0; column < table.header().size(); column++) {
            String name = table.header().get(column);
            if (COUNTERS.contains(name)) {
                continue;
            }
            double[][] series = new double[chains.size()][];
            for (int chain = 0; chain < series.length; chain++) {
                series[chain] = column(chains.get(chain), column);
            }
            (STATISTICS.contains(name) ? statistics : values).put(name, series);
        }
        return new ArrayDraws(values, statistics);
    }

    private static String number(double chain) {
        return chain == Math.rint(chain) ? Long.toString((long) chain) : Double.toString(chain);
    }

    static double[] column(List<double[]> rows, int column) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = rows.get(row)[column];
        }
        return values;
    }
}
