package ergodic.diagnostics.report;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.Finding;
import ergodic.diagnostics.Member;
import ergodic.diagnostics.SamplerHealth;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.Verdict;
import ergodic.diagnostics.VerdictLevel;
import ergodic.diagnostics.Words;
import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the page, from the verdict to the settings, and the data of its charts. */
final class PageBody {
    /** Quantities whose traces and ranks are drawn. */
    private static final int TRACED = 4;
    /** Lines of the table of functions. */
    private static final int LINES = 60;
    private static final Pattern MINUS = Pattern.compile("(?<![\\w.])-(?=\\d)");

    private final ReportData data;
    private final Assessment assessment;
    /** What the draws are judged by: functions of a network, or all quantities of another model. */
    private final String nouns;
    private final Html html = new Html();
    private final Map<String, Map<String, @Nullable Object>> models = new TreeMap<>();
    private final SectionWriter writer = new SectionWriter(html, models);

    PageBody(ReportData data) {
        this.data = data;
        this.assessment = data.assessment();
        this.nouns = assessment.mixture() == null && data.metrics().isEmpty() ? "quantities" : "functions";
        verdict();
        tiles();
        writer.warnings(data.warnings());
        predictions();
        metrics();
        data.sections().forEach(writer::write);
        switch (assessment.kind()) {
            case CHAIN -> {
                convergence();
                chains();
            }
            case INDEPENDENT, POPULATION -> fits();
            case MEMBERS -> {
                members();
                fits();
            }
        }
        ModesSection.write(html, assessment.modes());
        functions();
        data.tables().forEach(table -> table.writeInto(html));
        settings();
    }

    String markup() {
        return html.toString();
    }

    /** The charts' data by figure. */
    Map<String, Map<String, @Nullable Object>> models() {
        return models;
    }

    private void verdict() {
        Verdict verdict = assessment.verdict();
        String tone = switch (verdict.level()) {
            case EXPLORED, AGREED, INDEPENDENT -> "good";
            case APPROXIMATE, MIXTURE, APPROXIMATION, FITTED -> "caution";
            case NOT_TRUSTED -> "bad";
        };
        String words = verdict.words();
        html.raw("<section class=\"verdict " + tone + "\" aria-label=\"Verdict\"><p class=\"level\">"
                + Icons.large(tone))
                .element("span", Words.sentence(words))
                .raw("</p>").element("p class=\"headline\"", minus(headline(verdict, words)));
        if (!verdict.advice().isEmpty()) {
            html.element("h3", verdict.level() == VerdictLevel.NOT_TRUSTED ? "What to try" : "What more would buy")
                    .raw("<ul class=\"advice\">");
            for (String advice : verdict.advice()) {
                html.raw("<li>" + Icons.small("advice")).element("span", minus(advice)).raw("</li>");
            }
            html.raw("</ul>");
        }
        html.element("h3", "What was looked at").raw("<ul class=\"findings\">");
        for (Finding finding : verdict.findings()) {
            String kind = finding.severity().name().toLowerCase(Locale.ROOT);
            html.raw("<li class=\"" + kind + "\">" + Icons.small(kind) + "<span><span class=\"hidden\">" + kind
                    + ": </span>").text(minus(finding.sentence())).raw("</span></li>");
        }
        html.raw("</ul></section>\n");
    }

    /** The headline without the words of the level, which stand above it. */
    private static String headline(Verdict verdict, String words) {
        String start = words + ": ";
        String headline = verdict.headline();
        String rest = headline.regionMatches(true, 0, start, 0, start.length()) ? headline.substring(start.length())
                : headline;
        return Words.sentence(rest);
    }

    /** A sentence with true minus signs before its numbers. */
    private static String minus(String sentence) {
        return MINUS.matcher(sentence).replaceAll("\u2212");
    }

    private void tiles() {
        html.raw("<dl class=\"tiles\">");
        for (Measure metric : data.metrics()) {
            if (metric.featured()) {
                boolean original = Double.isFinite(metric.original());
                tile(metric.label(), PageNumbers.show(original ? metric.original() : metric.standardised()),
                        data.rows().adjective() + " rows"
                                + (metric.unitless() ? "" : original ? ", unit of the data" : ", standardised"));
            }
        }
        switch (assessment.kind()) {
            case CHAIN -> chainTiles();
            case INDEPENDENT -> tile("Draws", PageNumbers.whole(
                    (double) assessment.health().chains() * assessment.health().draws()),
                    "independent, of " + Counted.of(assessment.health().chains(), "fit"));
            case POPULATION -> populationTiles();
            case MEMBERS -> memberTiles();
        }
        html.raw("</dl>\n");
    }

    private void chainTiles() {
        Map<String, Double> numbers = assessment.verdict().numbers();
        tile("Largest R-hat", PageNumbers.rhat(numbers.getOrDefault("rhat_max", Double.NaN)),
                "of " + nouns + "; 1.01 is the bound");
        tile("Effective draws", PageNumbers.whole(numbers.getOrDefault("ess_min", Double.NaN)),
                "smallest, of "
                        + PageNumbers.whole((double) assessment.health().chains() * assessment.health().draws()));
        if (assessment.mixture() != null) {
            tile("Error of the mean", PageNumbers.show(assessment.mixture().meanError()),
                    "predictive sds, between chains");
        }
        if (!assessment.health().divergences().isEmpty()) {
            tile("Divergences", PageNumbers.whole(assessment.health().totalDivergences()), "transitions");
        }
        if (!assessment.health().bfmi().isEmpty()) {
            tile("E-BFMI", PageNumbers.show(assessment.health().smallestBfmi()), "smallest; 0.3 is the bound");
        }
    }

    private void populationTiles() {
        Map<String, Double> numbers = assessment.verdict().numbers();
        tile("Populations", PageNumbers.whole(assessment.health().chains()),
                "of " + Counted.of(assessment.health().draws(), "draw"));
        tile("Largest R-hat", PageNumbers.rhat(numbers.getOrDefault("rhat_max", Double.NaN)),
                "between populations, of " + nouns);
        tile("Effective draws", PageNumbers.whole(numbers.getOrDefault("ess_min", Double.NaN)),
                "smallest, for a mean, by the spread between populations");
    }

    private void memberTiles() {
        Map<String, Double> numbers = assessment.verdict().numbers();
        tile("Members", PageNumbers.whole(assessment.members().size()), "fitted, of equal weight");
        if (assessment.members().size() > 1) {
            tile("Distinct modes", PageNumbers.whole(numbers.getOrDefault("distinct_modes", Double.NaN)),
                    "by log density and " + nouns);
            tile("Between members", PageNumbers.show(numbers.getOrDefault("between_members", Double.NaN)),
                    "predictive sds of one");
        }
        tile("Gradient", PageNumbers.show(numbers.getOrDefault("gradient_norm_max", Double.NaN)),
                "largest norm at a member; 0 at a mode");
    }

    private void tile(String label, String value, String note) {
        html.raw("<div>").element("dt", label).raw("<dd>").text(value).element("span class=\"note\"", note)
                .raw("</dd></div>");
    }

    private void predictions() {
        List<Figure> figures = new ArrayList<>();
        Predictions predictions = data.predictions();
        if (predictions != null && predictions.truth().length > 0) {
            figures.add(PredictionFigures.predictions(predictions, data.rows()));
        }
        CalibrationCurve calibration = data.calibration();
        if (calibration != null && calibration.stated().length > 0) {
            figures.add(PredictionFigures.calibration(calibration, data.rows()));
        }
        if (data.pit().length > 0) {
            figures.add(PredictionFigures.pit(data.pit(), data.rows()));
        }
        figures("Predictions", data.rows().lead(), figures);
    }

    private void metrics() {
        if (data.metrics().isEmpty()) {
            return;
        }
        if (data.predictions() == null && data.calibration() == null) {
            html.raw("<section>").element("h2", "Predictions").element("p class=\"lead\"", data.rows().lead());
        } else {
            html.raw("<section style=\"margin-top:16px\">");
        }
        boolean unitless = data.metrics().stream().allMatch(Measure::unitless);
        List<List<String>> rows = new ArrayList<>();
        for (Measure metric : data.metrics()) {
            String value = PageNumbers.show(metric.original());
            rows.add(unitless ? List.of(metric.label(), value)
                    : List.of(metric.label(), value, PageNumbers.show(metric.standardised())));
        }
        html.raw("<div class=\"wide measures\">")
                .table("Measures on " + data.rows().adjective() + " rows",
                        unitless ? List.of("Measure", "Value") : List.of("Measure", "Unit of the data", "Standardised"),
                        rows, data.metrics().stream().map(Measure::meaning).toList())
                .raw("</div></section>\n");
    }

    private void convergence() {
        List<Figure> figures = List.of(ConvergenceFigures.rhat(nouns, assessment.functions(), data.weights()),
                ConvergenceFigures.ess(nouns, assessment.functions(), data.weights()));
        String lead = data.weights().isEmpty()
                ? "Do the chains agree, and how many independent draws are they worth?"
                : "Do the chains agree, and how many independent draws are they worth? Functions are the judge: predictions, "
                        + "log density, scales. Weights are shown beside them, but do not count: hidden units can change "
                        + "places and signs without changing any prediction, so that chains which agree in all they say "
                        + "may disagree in every weight.";
        figures("Convergence", lead, figures);
    }

    private void chains() {
        Draws draws = data.draws();
        if (draws.draws() < 2) {
            return;
        }
        List<Figure> figures = new ArrayList<>();
        int number = 0;
        for (VariableSummary line : traced()) {
            double[][] series = ChainFigures.series(draws, line.name());
            figures.add(ChainFigures.trace("trace-" + number, line, series));
            if (series.length > 1) {
                figures.add(ChainFigures.ranks("ranks-" + number, line, series));
            }
            number++;
        }
        if (!assessment.health().bfmi().isEmpty()) {
            figures.add(ChainFigures.energy(draws.statistic("energy"), assessment.health().bfmi()));
        }
        figures("Chains",
                "The log density and the " + nouns
                        + " that agree least. A good trace looks like noise about one level; "
                        + "a good rank curve stays within its grey band.",
                figures);
    }

    /** The log density, then the functions with the largest R-hat: scales before predictions, the worst of each first. */
    private List<VariableSummary> traced() {
        List<VariableSummary> chosen = new ArrayList<>();
        List<VariableSummary> others = new ArrayList<>();
        for (VariableSummary line : assessment.functions()) {
            if (Double.isFinite(line.mean()) && line.sd() > 0) {
                (line.name().equals(SamplerHealth.LOG_DENSITY) && chosen.isEmpty() ? chosen : others).add(line);
            }
        }
        others.sort(Comparator.comparingDouble((VariableSummary line) -> line.rhat()).reversed());
        Set<String> predicted = predicted();
        List<VariableSummary> scales = others.stream().filter(line -> !predicted.contains(line.name())).toList();
        List<VariableSummary> predictions = others.stream().filter(line -> predicted.contains(line.name())).toList();
        int room = TRACED - chosen.size();
        int most = predictions.isEmpty() ? room : room / 2;
        chosen.addAll(scales.subList(0, Math.min(most, scales.size())));
        chosen.addAll(predictions.subList(0, Math.min(TRACED - chosen.size(), predictions.size())));
        return chosen;
    }

    /** Names of the elements that are functions at probe inputs. */
    private Set<String> predicted() {
        Set<String> names = new HashSet<>();
        for (Variable variable : data.draws().variables()) {
            if (variable.role() == VariableRole.PREDICTION || variable.role() == VariableRole.FUNCTION) {
                for (int element = 0; element < variable.size(); element++) {
                    names.add(variable.elementName(element));
                }
            }
        }
        return names;
    }

    private void members() {
        if (assessment.members().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Member member : assessment.members()) {
            rows.add(List.of(Integer.toString(member.number() + 1), PageNumbers.show(member.logDensity()),
                    PageNumbers.show(member.gradientNorm()), Integer.toString(member.mode() + 1), member.state()));
        }
        html.raw("<section>").element("h2", "Members")
                .element("p class=\"lead\"",
                        "Each member is a point where a fit ended. All have the same weight in what is"
                                + " predicted, whatever their log density. Modes are numbered from the highest on.")
                .raw("<div class=\"wide\">")
                .table("Members", List.of("Member", "Log density", "Norm of gradient", "Mode", "Fit"), rows)
                .raw("</div></section>\n");
    }

    /** How the fits came to where they ended, where that was stored. */
    private void fits() {
        Draws way = data.draws().firstPhase();
        double[][] logDensity = way == null || way.draws() < 2 ? new double[0][] : SamplerHealth.logDensity(way);
        if (logDensity.length > 0) {
            boolean fitted = assessment.kind().fitted();
            figures(fitted ? "Fits" : "Rise",
                    fitted ? "The log density on the way of each fit. One that has arrived stands still."
                            : "The tempered log density of the first particle on the way of each population. One that has arrived stands"
                                    + " still.",
                    List.of(FitFigures.way(assessment.kind().noun(), logDensity)));
        }
    }

    private void functions() {
        List<VariableSummary> all = assessment.functions();
        boolean chains = assessment.kind() == DrawKind.CHAIN || assessment.kind() == DrawKind.POPULATION;
        Comparator<VariableSummary> worst = Comparator.comparingDouble(chains ? VariableSummary::rhat
                : VariableSummary::sd);
        List<VariableSummary> shown = all.size() <= LINES ? all
                : all.stream().sorted(worst.reversed()).limit(LINES).toList();
        FunctionTable table = FunctionTable.of(assessment.kind());
        String largest = chains ? "R-hat"
                : assessment.kind() == DrawKind.MEMBERS ? "differences between members"
                        : "standard deviation";
        html.raw("<section>").element("h2", Character.toUpperCase(nouns.charAt(0)) + nouns.substring(1))
                .element("p class=\"lead\"", shown.size() == all.size()
                        ? "Every quantity by which the draws were judged."
                        : "The " + shown.size() + " of " + all.size() + " quantities with the largest " + largest + ".")
                .raw("<div class=\"wide\">")
                .table("Summary of all " + nouns, table.header(), table.rows(shown))
                .raw("</div></section>\n");
    }

    private void settings() {
        Map<String, Map<String, String>> sheets = new LinkedHashMap<>(data.settings());
        if (!data.provenance().isEmpty()) {
            sheets.put("Provenance", data.provenance());
        }
        if (sheets.isEmpty()) {
            return;
        }
        html.raw("<section>").element("h2", "Run").element("p class=\"lead\"", "What was asked, and where it was done.")
                .raw("<div class=\"sheets\">");
        sheets.forEach((name, entries) -> {
            html.raw("<div class=\"sheet\">").element("h3", name).raw("<dl>");
            entries.forEach((key, value) -> html.element("dt", key).element("dd", value));
            html.raw("</dl></div>");
        });
        html.raw("</div></section>\n");
    }

    private void figures(String title, String lead, List<Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        writer.write(new PageSection(title, lead, List.<PagePart>copyOf(figures)));
    }
}
