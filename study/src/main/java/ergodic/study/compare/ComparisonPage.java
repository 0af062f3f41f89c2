package ergodic.study.compare;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.Figure;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.SectionPage;
import ergodic.diagnostics.report.TablePart;
import ergodic.nn.predict.Calibration;
import ergodic.study.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The page of a comparison. */
final class ComparisonPage {

    /** Lines of a chart that can be told apart. */
    private static final int MOST_LINES = 7;
    private static final int LEVELS = 19;
    /** Places of a curve of distances. */
    private static final int PLACES = 41;

    private ComparisonPage() {}

    static SectionPage of(Comparison comparison) {
        ComparisonTables tables = new ComparisonTables(comparison);
        List<PageSection> sections = new ArrayList<>();
        sections.add(new PageSection("Runs", "What the draws are, whether they can be trusted, and what they cost.",
                List.of(tables.draws())));
        if (comparison.runs().getFirst().heldOut()) {
            List<PagePart> parts = new ArrayList<>();
            if (comparison.runs().stream().anyMatch(run -> run.prediction().isWhole()
                    && run.prediction().classes() == 0)) {
                parts.add(coverage(comparison));
            }
            parts.add(tables.densities());
            parts.add(tables.calibration());
            sections.add(new PageSection("Held-out rows",
                    "How well each run predicts rows that it has not seen. Differences are taken row by row, so that what is hard for all drops out"
                            + " of their errors.",
                    parts));
        }
        if (!tables.leftOut().isEmpty()) {
            sections.add(new PageSection("Training rows, each left out",
                    "What a run would have predicted of a row without it, by Pareto smoothed importance sampling. k-hat says how much the row has to say: above"
                            + " its limit, which is 0.7 and lower of fewer than 2155 draws, its density is not to be trusted. Draws of an approximation are taken for draws of the posterior.",
                    List.copyOf(tables.leftOut())));
        }
        comparison.byHeldOut().ifPresent(found -> sections.add(weights(tables, found)));
        comparison.byLeftOut().ifPresent(found -> sections.add(weights(tables, found)));
        comparison.distances().ifPresent(found -> {
            sections.add(distances(comparison, tables, found));
            List<TablePart> all = tables.distances(found);
            if (!all.isEmpty()) {
                sections.add(new PageSection(all.getLast().caption(),
                        "Where the prediction of a run differs most: numbers of the rows in their file, from 0.",
                        List.of(all.getLast())));
            }
        });
        return new SectionPage("Comparison of runs", comparison.title(), comparison.notes(), sections);
    }

    private static PageSection weights(ComparisonTables tables, RunWeights found) {
        TablePart table = tables.weights(found);
        return new PageSection("Weights by the " + found.by(),
                "How much of each run the best mixture of them would take (stacking), and what each weighs by its sum of log densities, without and with the"
                        + " Bayesian bootstrap over rows (pseudo-BMA, pseudo-BMA+). " + table.caption() + ".",
                List.of(table));
    }

    /** Says so where a chart has not room for all. */
    private static String shown(int lines, long all) {
        return lines >= all ? ""
                : " Of " + all + " runs the first " + lines
                        + " that were named are drawn; the tables have all: name those first that are to be seen.";
    }

    private static Figure coverage(Comparison comparison) {
        double[] stated = new double[LEVELS];
        Arrays.setAll(stated, i -> 0.05 * (i + 1));
        List<Charts.Line> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("Stated"));
        for (ComparedRun run : comparison.runs()) {
            if (run.prediction().isWhole() && lines.size() < MOST_LINES - 1) {
                double[] pit = Calibration.known(run.prediction().probabilityIntegralTransform());
                lines.add(new Charts.Line(run.name(), stated,
                        Arrays.stream(stated).map(level -> Calibration.coverage(pit, level)).toArray()));
                header.add(run.name());
            }
        }
        lines.add(new Charts.Line("as stated", stated, stated));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            List<String> cells = new ArrayList<>(List.of(TextTable.number(stated[i])));
            for (Charts.Line line : lines.subList(0, lines.size() - 1)) {
                cells.add(TextTable.number(line.y()[i]));
            }
            rows.add(cells);
        }
        return Charts.lines("coverage", "Coverage of central intervals",
                "Share of held-out rows within the central interval of a stated probability, by run. On the line of what is stated a run is"
                        + " calibrated; below it, too sure." + shown(lines.size() - 1, comparison.runs()
                                .stream().filter(run -> run.prediction().isWhole()).count()),
                new Charts.Axis("stated probability", true), new Charts.Axis("share of rows", true), lines, header,
                rows);
    }

    private static PageSection distances(Comparison comparison, ComparisonTables tables, ReferenceDistances found) {
        List<PagePart> parts = new ArrayList<>();
        RowDistances first = found.runs().get(found.reference());
        if (first != null) {
            parts.add(curves(comparison, found, first.principal()));
            parts.add(tables.distances(found).getFirst());
        }
        String what = comparison.runs().getFirst().prediction().classes() > 0
                ? "Total variation is the largest difference of the probability of any set of classes."
                : "W1 and W2 are Wasserstein distances in the unit of the target, W1 in sds is W1 over the standard deviation of the reference's predictive"
                        + " distribution, energy is the energy distance.";
        return new PageSection("Distance to " + comparison.runs().get(found.reference()).name(),
                "How far the predictive distribution of each run is from that of the reference, row by row. " + what
                        + (found.halves() == null ? ""
                                : " Two halves of the reference are as far from each other as two exact runs of half as"
                                        + " many draws. By chance alone an exact run as long as the reference is some 0.7 times as far from it,"
                                        + " one of a tenth of its draws 1.7 times."),
                parts);
    }

    private static Figure curves(Comparison comparison, ReferenceDistances found, String measure) {
        List<Charts.Line> lines = new ArrayList<>();
        RowDistances halves = found.halves();
        if (halves != null) {
            lines.add(curve("two halves of the reference", halves.of(measure)));
        }
        for (int i = 0; i < comparison.runs().size(); i++) {
            RowDistances distances = found.runs().get(i);
            if (distances != null && i != found.reference() && lines.size() < MOST_LINES) {
                lines.add(curve(comparison.runs().get(i).name(), distances.of(measure)));
            }
        }
        List<String> header = new ArrayList<>(List.of("Share of rows"));
        lines.forEach(line -> header.add(line.name()));
        List<List<String>> rows = new ArrayList<>();
        for (int place = 0; place < PLACES; place += 4) {
            List<String> cells = new ArrayList<>();
            cells.add(TextTable.number(place / (PLACES - 1.0)));
            for (Charts.Line line : lines) {
                cells.add(TextTable.number(line.y()[place]));
            }
            rows.add(cells);
        }
        boolean classes = measure.equals(RowDistances.TOTAL_VARIATION);
        return Charts.lines("distances", "Distance to the reference over rows",
                "The distance that a share of the rows stays below, by run"
                        + (halves == null ? "."
                                : "; the line of two halves of the reference is that of two exact runs of half as many draws.")
                        + shown(lines.size() - (halves == null ? 0 : 1),
                                found.runs().stream().filter(Objects::nonNull).count() - 1),
                new Charts.Axis("share of rows", true),
                new Charts.Axis(classes ? "total variation" : "W1 in sds", false), lines,
                header, rows);
    }

    /** Quantiles over rows. */
    private static Charts.Line curve(String name, double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double[] x = new double[PLACES];
        double[] y = new double[PLACES];
        for (int place = 0; place < PLACES; place++) {
            x[place] = place / (PLACES - 1.0);
            double at = x[place] * (sorted.length - 1);
            int low = (int) at;
            y[place] = sorted.length == 0 ? Double.NaN
                    : sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
        }
        return new Charts.Line(name, x, y);
    }
}
