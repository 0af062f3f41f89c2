package ergodic.study.prior;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.SectionPage;
import ergodic.diagnostics.report.TablePart;
import ergodic.sampler.words.Counted;
import ergodic.study.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a prior says, as lines of a terminal, as a document and as a page. */
public final class PriorWords {

    private static final List<String> HEADER = List.of("before any target", "training inputs", "probe inputs");

    private PriorWords() {}

    /** One sentence: how many draws, at what. */
    private static String lead(PriorCheck check) {
        return Counted.of(check.draws(), "draw") + " of the prior at the inputs of "
                + Counted.of(check.trainingRows(), "training row") + " and of " + Counted.of(check.probeRows(), "probe")
                + ". Of the targets nothing is known but how they are encoded.";
    }

    /** Lines for a terminal. */
    public static List<String> lines(PriorCheck check) {
        List<String> lines = new ArrayList<>(List.of(check.source() + ": " + check.model(), lead(check), ""));
        TextTable table = new TextTable(HEADER);
        rows(check).forEach(table::add);
        lines.addAll(table.lines());
        if (!check.warnings().isEmpty()) {
            lines.add("");
        }
        check.warnings().forEach(warning -> lines.add("  ! " + warning));
        return lines;
    }

    private static List<List<String>> rows(PriorCheck check) {
        return check.numbers().stream().map(number -> List.of(number.label(), TextTable.number(number.training()),
                TextTable.number(number.probes()))).toList();
    }

    /** A document. */
    public static Map<String, Object> document(PriorCheck check) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", check.source());
        document.put("model", check.model());
        document.put("draws", check.draws());
        document.put("seed", check.seed());
        document.put("training_rows", check.trainingRows());
        document.put("probe_rows", check.probeRows());
        Map<String, Object> training = new LinkedHashMap<>();
        Map<String, Object> probes = new LinkedHashMap<>();
        check.numbers().forEach(number -> {
            training.put(number.key(), number.training());
            probes.put(number.key(), number.probes());
        });
        document.put("training", training);
        document.put("probes", probes);
        document.put("warnings", check.warnings());
        document.put("sweeps", check.sweeps().stream().map(PriorWords::columns).toList());
        return document;
    }

    private static Map<String, Object> columns(PriorSweep sweep) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("input", sweep.input());
        columns.put("value", sweep.value());
        columns.put("places", sweep.places());
        columns.put("levels", sweep.levels());
        columns.put("quantiles", sweep.quantiles());
        columns.put("draws", sweep.draws());
        return columns;
    }

    private static final List<String> SCALES = List.of("prior.weights.scale", "log evidence", "error");

    /** Lines of a terminal about the evidence of scales. */
    public static List<String> lines(List<ScaleEvidence> evidences) {
        TextTable table = new TextTable(SCALES);
        scales(evidences).forEach(table::add);
        List<String> lines = new ArrayList<>(List.of("", "Evidence of the training targets"));
        lines.addAll(table.lines());
        lines.add("  " + ScaleEvidence.best(evidences));
        return lines;
    }

    /** A section of the page about them. */
    public static PageSection section(List<ScaleEvidence> evidences) {
        return new PageSection("Evidence of the training targets", ScaleEvidence.best(evidences)
                + " The evidence is the density of all training targets, everything else averaged over the prior, by populations"
                + " that rise from prior to posterior. Held-out rows have no part in it.",
                List.of(new TablePart("Evidence by scale", SCALES, scales(evidences))));
    }

    private static List<List<String>> scales(List<ScaleEvidence> evidences) {
        return evidences.stream().map(one -> List.of(String.valueOf(one.scale()), TextTable.number(one.logEvidence()),
                TextTable.number(one.error()))).toList();
    }

    /** A page, with further sections behind those of the prior. */
    public static SectionPage page(PriorCheck check, List<PageSection> more) {
        List<PageSection> sections = new ArrayList<>();
        List<PagePart> parts = new ArrayList<>();
        check.curves().forEach(curve -> parts.add(figure(curve)));
        parts.add(new TablePart("What the prior says", HEADER, rows(check)));
        sections.add(new PageSection("Predictions before any target", lead(check), parts));
        if (!check.sweeps().isEmpty()) {
            List<PagePart> fans = new ArrayList<>();
            for (int i = 0; i < check.sweeps().size(); i++) {
                fans.add(figure(i + 1, check.sweeps().get(i)));
            }
            sections.add(new PageSection("Functions along inputs",
                    "What draws of the prior say along an input, from 2 standard deviations below its mean to 2 above, the other inputs as in"
                            + " the training row that is nearest to the means. Functions without noise: bands are quantiles over all"
                            + " draws at each place, lines are some draws.",
                    fans));
        }
        sections.addAll(more);
        return new SectionPage("Prior of " + check.source(), check.model(), check.warnings(), sections);
    }

    private static PagePart figure(PriorCurve curve) {
        List<String> header = new ArrayList<>(List.of(curve.axis()));
        curve.lines().forEach(line -> header.add(line.name()));
        List<List<String>> table = new ArrayList<>();
        for (int i = 0; i < curve.places().length; i++) {
            List<String> row = new ArrayList<>(List.of(TextTable.number(curve.places()[i])));
            for (PriorCurve.Line line : curve.lines()) {
                row.add(TextTable.number(line.values()[i]));
            }
            table.add(row);
        }
        return Charts.lines(curve.id(), curve.title(), curve.words(), new Charts.Axis(curve.axis(), false),
                new Charts.Axis("share at or below", true),
                curve.lines().stream().map(line -> new Charts.Line(line.name(), curve.places(), line.values()))
                        .toList(),
                header, table);
    }

    private static PagePart figure(int number, PriorSweep sweep) {
        double[] x = sweep.places();
        double[][] quantiles = sweep.quantiles();
        // The first line stands out.
        List<Charts.Line> lines = new ArrayList<>(List.of(new Charts.Line("median", x, quantiles[2])));
        for (int draw = 0; draw < sweep.draws().length; draw++) {
            lines.add(new Charts.Line("draw " + (draw + 1), x, sweep.draws()[draw]));
        }
        List<List<String>> table = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            List<String> row = new ArrayList<>(List.of(TextTable.number(x[i])));
            for (double[] level : quantiles) {
                row.add(TextTable.number(level[i]));
            }
            table.add(row);
        }
        int middle = x.length / 2;
        return Charts.fan("prior-sweep-" + number, sweep.value() + " along " + sweep.input(),
                "In the middle 90 % of draws lie between " + TextTable.number(quantiles[0][middle]) + " and "
                        + TextTable.number(quantiles[4][middle]) + ".",
                new Charts.Axis(sweep.input(), false), new Charts.Axis(sweep.value(), false),
                List.of(new Charts.Band("90 % of draws", x, quantiles[0], quantiles[4]),
                        new Charts.Band("50 % of draws", x, quantiles[1], quantiles[3])),
                lines, List.of(sweep.input(), "5 %", "25 %", "Median", "75 %", "95 %"), table);
    }
}
