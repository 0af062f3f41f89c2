package ergodic.study.tune;

import ergodic.diagnostics.PairedDifference;
import ergodic.sampler.words.Counted;
import ergodic.study.RunFolderException;
import ergodic.study.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a search has found: each configuration's cross-validated log density, the best, and the smallest within one standard error of it. */
final class FoldedResult implements TuningResult {

    private final List<TriedConfiguration> tried;
    private final List<PairedDifference> score = new ArrayList<>();
    private final List<PairedDifference> difference = new ArrayList<>();
    private final int best;
    private final int smallest;

    FoldedResult(List<TriedConfiguration> tried) {
        this.tried = List.copyOf(tried);
        List<double[]> densities = tried.stream().map(TriedConfiguration::logDensity).toList();
        for (double[] density : densities) {
            score.add(PairedDifference.ofOne(density));
        }
        this.best = IntStream.range(0, tried.size()).filter(i -> tried.get(i).failure().isEmpty()
                && Double.isFinite(score.get(i).mean())).boxed()
                .max(Comparator.comparingDouble((Integer i) -> score.get(i).mean())
                        .thenComparingInt(i -> -tried.get(i).unknowns()).thenComparingInt(i -> -i))
                .orElseThrow(() -> new RunFolderException("no configuration could be sampled in every fold: "
                        + tried.getFirst().failure()));
        for (double[] density : densities) {
            difference.add(PairedDifference.of(density, densities.get(best)));
        }
        this.smallest = IntStream.range(0, tried.size()).filter(this::isWithinOneError).boxed()
                .min(Comparator.comparingInt((Integer i) -> tried.get(i).unknowns())
                        .thenComparingDouble(i -> -score.get(i).mean()))
                .orElse(best);
    }

    private boolean isWithinOneError(int i) {
        return i == best || tried.get(i).failure().isEmpty()
                && difference.get(i).mean() + difference.get(i).error() >= 0;
    }

    @Override
    public List<String> best() {
        return tried.get(best).settings();
    }

    @Override
    public List<String> smallest() {
        return tried.get(smallest).settings();
    }

    @Override
    public long gradients() {
        return tried.stream().mapToLong(TriedConfiguration::gradients).sum();
    }

    @Override
    public List<String> lines() {
        TextTable table = new TextTable(List.of("configuration", "log density", "error", "to the best", "paired error",
                "unknowns", "divergences", "gradients", "time"));
        for (int i = 0; i < tried.size(); i++) {
            TriedConfiguration each = tried.get(i);
            boolean failed = !each.failure().isEmpty();
            table.add(List.of(each.name(), failed ? "failed" : number(score.get(i).mean()),
                    failed ? "-" : number(score.get(i).error()), failed ? "-" : number(difference.get(i).mean()),
                    failed ? "-" : number(difference.get(i).error()), String.valueOf(each.unknowns()),
                    String.valueOf(each.divergences()), String.format(Locale.ROOT, "%,d", each.gradients()),
                    String.format(Locale.ROOT, "%.1f s", each.seconds())));
        }
        int rows = score.get(best).rows();
        List<String> lines = new ArrayList<>();
        lines.add("Mean log density of " + Counted.of(rows, "training row") + ", each in a fold that was held out ("
                + Counted.of(tried.getFirst().folds().size(), "fold")
                + "), in the units of the data, and the difference to the best, row by row");
        lines.addAll(table.lines());
        tried.stream().filter(each -> !each.failure().isEmpty())
                .forEach(each -> lines.add("  ! " + each.name() + ": " + each.failure()));
        lines.add("");
        lines.add("Best: " + tried.get(best).name());
        lines.add(smallest == best ? "No smaller one is within one standard error of it."
                : "Smallest within one standard error of it: " + tried.get(smallest).name() + " ("
                        + tried.get(smallest).unknowns() + " unknowns in place of " + tried.get(best).unknowns() + ")");
        lines.add(String.format(Locale.ROOT, "%,d gradients in all.", gradients()));
        return lines;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("by", "density");
        document.put("rows", score.get(best).rows());
        document.put("folds", tried.getFirst().folds().size());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            TriedConfiguration each = tried.get(i);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("settings", each.settings());
            line.put("log_density", score.get(i).mean());
            line.put("error", score.get(i).error());
            line.put("difference", difference.get(i).mean());
            line.put("difference_error", difference.get(i).error());
            line.put("unknowns", each.unknowns());
            line.put("divergences", each.divergences());
            line.put("gradients", each.gradients());
            line.put("seconds", each.seconds());
            line.put("failure", each.failure());
            lines.add(line);
        }
        document.put("configurations", lines);
        document.put("best", best());
        document.put("smallest_within_one_error", smallest());
        document.put("gradients", gradients());
        return document;
    }
}
