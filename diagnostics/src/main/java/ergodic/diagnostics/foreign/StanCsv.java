package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws in the CSV files of Stan's programs: comments with the settings, a header, draws, and in their midst the comments
 * about the adaptation. Rows before those are warm-up ({@code save_warmup}) and are left out. Columns that end in
 * {@code __} are sampler statistics and get their ArviZ names; the others keep theirs, such as {@code mu.1}.
 */
final class StanCsv {
    static final String LOG_DENSITY = "lp__";

    private static final Map<String, String> STATISTICS = Map.of(LOG_DENSITY, "lp", "accept_stat__", "acceptance_rate",
            "stepsize__", "step_size", "treedepth__", "tree_depth", "n_leapfrog__", "n_steps", "divergent__",
            "diverging",
            "energy__", "energy");
    private static final String TREE_DEPTH = "treedepth__";
    private static final Pattern LARGEST_DEPTH = Pattern.compile("\\s*max_depth\\s*=\\s*(\\d+).*");

    private StanCsv() {}

    /** One chain a file. */
    static Draws draws(List<RawTable> files) {
        List<String> header = files.getFirst().header();
        int draws = Integer.MAX_VALUE;
        for (RawTable file : files) {
            if (!file.header().equals(header)) {
                throw new DrawFileException(file.file() + " has other columns than " + files.getFirst().file()
                        + ": chains of one model have the same.");
            }
            draws = Math.min(draws, sampling(file).size());
        }
        for (RawTable file : files) {
            int found = sampling(file).size();
            if (found == 0) {
                throw new DrawFileException(file.file() + " holds no draws after the warm-up.");
            }
            if (found != draws) {
                System.getLogger(StanCsv.class.getName()).log(System.Logger.Level.WARNING,
                        "{0} has {1} draws, another chain has {2}: the surplus is left out.", file.file(), found,
                        draws);
            }
        }
        Map<String, double[][]> values = new LinkedHashMap<>();
        Map<String, double[][]> statistics = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            double[][] series = new double[files.size()][];
            for (int chain = 0; chain < series.length; chain++) {
                series[chain] = ForeignDraws.column(sampling(files.get(chain)).subList(0, draws), column);
            }
            String name = header.get(column);
            if (!name.endsWith("__")) {
                values.put(name, series);
                continue;
            }
            statistics.put(STATISTICS.getOrDefault(name, name.substring(0, name.length() - 2)), series);
            if (name.equals(TREE_DEPTH)) {
                double[][] saturated = new double[series.length][draws];
                for (int chain = 0; chain < series.length; chain++) {
                    int largest = largestDepth(files.get(chain));
                    for (int draw = 0; draw < draws; draw++) {
                        saturated[chain][draw] = series[chain][draw] >= largest ? 1 : 0;
                    }
                }
                statistics.put("reached_max_treedepth", saturated);
            }
        }
        return new ArrayDraws(values, statistics);
    }

    /** The rows after the warm-up. */
    private static List<double[]> sampling(RawTable file) {
        int start = 0;
        for (RawTable.Comment comment : file.comments()) {
            if (comment.text().contains("Adaptation terminated")) {
                start = comment.rowsBefore();
            }
        }
        return file.rows().subList(start, file.rows().size());
    }

    /** The largest tree depth among the settings in the comments. */
    private static int largestDepth(RawTable file) {
        for (RawTable.Comment comment : file.comments()) {
            Matcher setting = LARGEST_DEPTH.matcher(comment.text());
            if (setting.matches()) {
                return Integer.parseInt(setting.group(1));
            }
        }
        return Integer.MAX_VALUE;
    }
}
