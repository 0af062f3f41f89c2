package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws in the CSV files of Stan's programs: comments with the settings, a header, draws, and in their midst the comments
 * about the adaptation. One chain a file, or several, a header each, in files put together. Warm-up that was saved is left
 * out (see {@link StanWarmup}). Columns that end in {@code __} are sampler statistics and get their ArviZ names; the others
 * keep theirs, such as {@code mu.1}.
 */
final class StanCsv {
    static final String LOG_DENSITY = "lp__";

    private static final String TREE_DEPTH = "treedepth__";

    /** The rows of one chain. */
    private record Chain(RawTable file, StanSettings settings, int from, int to) {}

    private StanCsv() {}

    /** Whether one of Stan's programs wrote it. */
    static boolean wrote(RawTable table) {
        return table.header().contains(LOG_DENSITY) || StanSettings.of(table).byStan();
    }

    static Draws read(List<RawTable> files, List<String> remarks) {
        List<String> header = files.getFirst().header();
        List<Chain> chains = new ArrayList<>();
        for (RawTable file : files) {
            StanSettings settings = StanSettings.of(file);
            String noChain = settings.noChain(file);
            if (noChain != null) {
                throw new DrawFileException(file.file() + " holds " + noChain + ", which is no Markov chain: R-hat and"
                        + " effective sample sizes say nothing of it; give the output of method = sample.");
            }
            if (!file.header().equals(header)) {
                throw new DrawFileException(file.file() + " has other columns than " + files.getFirst().file()
                        + ": chains of one model have the same.");
            }
            for (int part = 0; part < file.starts().size(); part++) {
                int from = StanWarmup.end(file, part, settings, remarks);
                if (from == file.end(part)) {
                    throw new DrawFileException(file.file() + " holds no draws after the warm-up.");
                }
                chains.add(new Chain(file, settings, from, file.end(part)));
            }
        }
        int draws = chains.stream().mapToInt(chain -> chain.to - chain.from).min().orElse(0);
        for (Chain chain : chains) {
            if (chain.to - chain.from > draws) {
                remarks.add(chain.file.file() + " has " + (chain.to - chain.from) + " draws, another chain has " + draws
                        + ": the surplus is left out.");
            }
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        Map<String, double[][]> statistics = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            double[][] series = new double[chains.size()][];
            for (int chain = 0; chain < series.length; chain++) {
                Chain rows = chains.get(chain);
                series[chain] = rows.file.columns().get(column).copy(rows.from, rows.from + draws);
            }
            String name = header.get(column);
            String statistic = name.endsWith("__") ? ColumnNames.statistic(name) : null;
            if (statistic == null) {
                values.put(name, series);
                continue;
            }
            statistics.putIfAbsent(statistic, series);
            if (name.equals(TREE_DEPTH)) {
                statistics.put("reached_max_treedepth", cut(chains, series));
            }
        }
        return new ArrayDraws(values, statistics);
    }

    /** Which trees have the largest depth. */
    private static double[][] cut(List<Chain> chains, double[][] depths) {
        double[][] cut = new double[depths.length][depths[0].length];
        for (int chain = 0; chain < depths.length; chain++) {
            int largest = chains.get(chain).settings.largestDepth();
            for (int draw = 0; draw < depths[chain].length; draw++) {
                cut[chain][draw] = depths[chain][draw] >= largest ? 1 : 0;
            }
        }
        return cut;
    }
}
