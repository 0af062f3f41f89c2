package ergodic.study.compare;

import ergodic.diagnostics.PairedDifference;
import ergodic.diagnostics.report.TablePart;
import ergodic.study.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a comparison: as text, and for its page. */
final class ComparisonTables {

    private static final List<String> CALIBRATION = List.of("rmse", "accuracy", "crps", "brier", "coverage50",
            "coverage90", "calibration_error", "ece");

    private final Comparison comparison;

    ComparisonTables(Comparison comparison) {
        this.comparison = comparison;
    }

    /** All of them, as text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(comparison.title());
        comparison.notes().forEach(note -> lines.add("  ? " + note));
        for (TablePart part : all()) {
            lines.add("");
            lines.add(part.caption());
            TextTable table = new TextTable(part.header());
            part.rows().forEach(table::add);
            lines.addAll(table.lines());
        }
        return lines;
    }

    private List<TablePart> all() {
        List<TablePart> parts = new ArrayList<>();
        parts.add(draws());
        if (comparison.runs().getFirst().heldOut()) {
            parts.add(densities());
            parts.add(calibration());
        }
        parts.addAll(leftOut());
        comparison.byHeldOut().ifPresent(weights -> parts.add(weights(weights)));
        comparison.byLeftOut().ifPresent(weights -> parts.add(weights(weights)));
        comparison.distances().ifPresent(found -> parts.addAll(distances(found)));
        return parts;
    }

    /** What the draws are, whether they can be trusted, and what they cost. */
    TablePart draws() {
        List<List<String>> rows = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            rows.add(List.of(run.name(), run.run().study().plan().sampler().method(), run.draws(),
                    run.findings().assessment().verdict().words(),
                    Double.isNaN(run.seconds()) ? "-" : String.format(Locale.ROOT, "%.1f s", run.seconds()),
                    run.gradients() < 0 ? "-" : String.format(Locale.ROOT, "%,d", run.gradients())));
        }
        return new TablePart("Runs", List.of("run", "method", "draws", "verdict", "time", "gradients"), rows);
    }

    /** Held-out log densities. */
    TablePart densities() {
        return densities("Mean log density of a held-out row, in the units of the data, and its difference to the best,"
                + " each with its standard error over rows", false);
    }

    private TablePart densities(String caption, boolean leftOut) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < comparison.runs().size(); i++) {
            ComparedRun run = comparison.runs().get(i);
            double[] density = leftOut ? Comparison.leftOutDensity(run) : Comparison.heldOutDensity(run);
            if (density == null) {
                continue;
            }
            List<String> cells = new ArrayList<>(List.of(run.name()));
            add(cells, PairedDifference.ofOne(density));
            add(cells, comparison.difference(i, leftOut ? Comparison::leftOutDensity : Comparison::heldOutDensity)
                    .orElseThrow());
            LeftOutDensity loo = run.leftOut();
            if (leftOut && loo != null) {
                cells.add(TextTable.number(loo.largestShape()));
                cells.add(TextTable.number(loo.limit()));
                cells.add(percent(loo.shareAbove()));
            }
            rows.add(cells);
        }
        List<String> header = new ArrayList<>(List.of("run", "log density", "error", "to the best", "paired error"));
        if (leftOut) {
            header.addAll(List.of("largest k-hat", "limit", "k-hat above it"));
        }
        return new TablePart(caption, header, rows);
    }

    private static void add(List<String> cells, PairedDifference difference) {
        cells.add(String.format(Locale.ROOT, "%.4f", difference.mean()));
        cells.add(Double.isNaN(difference.error()) ? TextTable.number(Double.NaN)
                : String.format(Locale.ROOT, "%.4f", difference.error()));
    }

    /** Training rows, each left out; nothing where no run can say it. */
    List<TablePart> leftOut() {
        TablePart table = densities(
                "Mean log density of a training row that is left out (PSIS-LOO), and its difference to"
                        + " the best; not to be trusted where k-hat is above its limit for more than a few rows",
                true);
        return table.rows().isEmpty() ? List.of() : List.of(table);
    }

    /** Calibration and errors of the held-out rows. */
    TablePart calibration() {
        List<String> names = CALIBRATION.stream()
                .filter(name -> comparison.runs().stream().anyMatch(run -> run.metrics().containsKey(name))).toList();
        List<List<String>> rows = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            Map<String, Double> metrics = run.metrics();
            List<String> cells = new ArrayList<>(List.of(run.name()));
            names.forEach(name -> cells.add(TextTable.number(metrics.getOrDefault(name, Double.NaN))));
            rows.add(cells);
        }
        List<String> header = new ArrayList<>(List.of("run"));
        names.forEach(name -> header.add(name.replace('_', ' ')));
        return new TablePart("Errors and calibration of held-out rows, in the units of the data", header, rows);
    }

    /** Weights of runs. */
    TablePart weights(RunWeights weights) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < comparison.runs().size(); i++) {
            List<String> cells = new ArrayList<>(List.of(comparison.runs().get(i).name()));
            weights.of(i).forEach(weight -> cells.add(String.format(Locale.ROOT, "%.3f", weight)));
            rows.add(cells);
        }
        return new TablePart(String.format(Locale.ROOT,
                "Weights by the %s; log density %.4f with equal weights%s", weights.by(), weights.stacking().equal(),
                Double.isNaN(weights.crossFitted()) ? ""
                        : String.format(Locale.ROOT, ", %.4f with stacking weights from other rows",
                                weights.crossFitted())),
                List.of("run", "stacking", "pseudo-BMA", "pseudo-BMA+"), rows);
    }

    /** Mean distances to the reference, and the rows that are farthest from it. */
    List<TablePart> distances(ReferenceDistances found) {
        RowDistances some = found.runs().get(found.reference());
        if (some == null) {
            return List.of();
        }
        Map<String, String> heads = heads(some);
        List<List<String>> means = new ArrayList<>();
        List<List<String>> worst = new ArrayList<>();
        for (int i = 0; i < comparison.runs().size(); i++) {
            RowDistances distances = found.runs().get(i);
            if (distances == null || i == found.reference()) {
                continue;
            }
            String name = comparison.runs().get(i).name();
            List<String> line = cells(name, distances, heads);
            if (found.halves() != null) {
                line.add(TextTable.number(found.timesHalves(distances)));
            }
            means.add(line);
            for (int position : distances.worst(ReferenceDistances.WORST)) {
                List<String> cells = new ArrayList<>(List.of(name, String.valueOf(found.rows()[position])));
                distances.measures().forEach((measure, values) -> cells.add(measure.equals(RowDistances.DISAGREE)
                        ? values[position] == 0 ? "yes" : "no"
                        : TextTable.number(values[position])));
                worst.add(cells);
            }
        }
        RowDistances halves = found.halves();
        if (halves != null) {
            List<String> line = cells("two halves of the reference", halves, heads);
            line.add(TextTable.number(found.timesHalves(halves)));
            means.add(line);
        }
        List<String> header = new ArrayList<>(List.of("run"));
        header.addAll(heads.values());
        if (halves != null) {
            header.add("times the halves'");
        }
        List<String> ofWorst = new ArrayList<>(List.of("run", "row"));
        ofWorst.addAll(heads.values());
        return List.of(
                new TablePart("Distance of predictive distributions to those of "
                        + comparison.runs().get(found.reference()).name() + ", mean over " + found.rows().length
                        + " rows", header, means),
                new TablePart("Rows that are farthest from the reference", ofWorst, worst));
    }

    private static List<String> cells(String name, RowDistances distances, Map<String, String> heads) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (String measure : heads.keySet()) {
            cells.add(measure.equals(RowDistances.DISAGREE) ? percent(1 - distances.mean(measure))
                    : TextTable.number(distances.mean(measure)));
        }
        return cells;
    }

    private static Map<String, String> heads(RowDistances distances) {
        Map<String, String> heads = new LinkedHashMap<>();
        for (String measure : distances.measures().keySet()) {
            heads.put(measure, switch (measure) {
                case RowDistances.RELATIVE -> "W1 in sds";
                case RowDistances.WASSERSTEIN1 -> "W1";
                case RowDistances.WASSERSTEIN2 -> "W2";
                case RowDistances.ENERGY -> "energy";
                case RowDistances.TOTAL_VARIATION -> "total variation";
                default -> "same class";
            });
        }
        return heads;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
