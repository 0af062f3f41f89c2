package ergodic.study.prior;

import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.TablePart;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import ergodic.study.TextTable;
import ergodic.study.config.ConfigException;
import ergodic.study.config.LayerPriors;
import ergodic.study.config.RunConfig;
import ergodic.study.config.WeightPriorConfig;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scales that were matched to a process, as a configuration, as lines of a terminal, as a document and as a section of a page.
 *
 * @param match
 *            what was found
 * @param before
 *            the configuration that was matched
 */
public record MatchWords(PriorMatch match, RunConfig before) {

    private static final List<String> HEADER = List.of("prior scale", "before", "matched");
    private static final String TITLE = "Matched to a Gaussian process";

    /** Digits of a scale: draws tell no more. */
    private static final MathContext DIGITS = new MathContext(3);

    /**
     * Checks that what was matched are the priors that the configuration says of each layer as a whole.
     *
     * @throws ConfigException
     *             if they are not, so that a scale of the layer would not be what was found
     */
    public MatchWords {
        LayerPriors priors = new LayerPriors(before);
        for (PriorMatch.Factor factor : match.factors()) {
            WeightPriorConfig said = priors.of(factor.layer(), factor.role());
            priors.with(factor.layer(), factor.role(), said.scale());
            if (!said.toPrior().equals(factor.prior())) {
                throw new ConfigException("--match: layer " + factor.layer() + " has the prior "
                        + factor.prior().words() + " within it, and not its own " + said.toPrior().words()
                        + "; give the layer one prior");
            }
        }
    }

    /** The configuration with the scales that were found. */
    public RunConfig config() {
        LayerPriors priors = new LayerPriors(before);
        for (PriorMatch.Factor factor : match.factors()) {
            priors = priors.with(factor.layer(), factor.role(), after(factor));
        }
        return priors.config();
    }

    private double before(PriorMatch.Factor factor) {
        return new LayerPriors(before).of(factor.layer(), factor.role()).scale();
    }

    private double after(PriorMatch.Factor factor) {
        return new BigDecimal(before(factor) * factor.factor()).round(DIGITS).doubleValue();
    }

    private List<List<String>> rows() {
        return match.factors().stream().map(factor -> List.of(
                "layer " + factor.layer() + ", " + Counted.noun(2, factor.role().name().toLowerCase(Locale.ROOT)),
                String.valueOf(before(factor)), String.valueOf(after(factor)))).toList();
    }

    private String sentence() {
        return "Energy distance between the network's first output and the process " + match.kernel()
                + " at the inputs of "
                + Counted.of(match.rows(), "training row") + ", by " + Counted.of(match.draws(), "draw")
                + " of the prior: "
                + TextTable.number(match.before()) + " before, " + TextTable.number(match.after())
                + " by the scales found; as many draws of the process itself have "
                + TextTable.number(match.ofProcess())
                + ".";
    }

    /** Lines for a terminal. */
    public List<String> lines() {
        TextTable table = new TextTable(HEADER);
        rows().forEach(table::add);
        List<String> lines = new ArrayList<>(List.of("", TITLE));
        lines.addAll(table.lines());
        lines.add("  " + sentence());
        return lines;
    }

    /** A section of a page. */
    public PageSection section() {
        return new PageSection(TITLE, sentence() + " All else on this page is of the prior with the scales found.",
                List.of(new TablePart("Scales of priors by layer", HEADER, rows())));
    }

    /** A document. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kernel", match.kernel().toString());
        document.put("distance_before", match.before());
        document.put("distance_matched", match.after());
        document.put("distance_of_process", match.ofProcess());
        document.put("scales", match.factors().stream().map(factor -> {
            Map<String, Object> scale = new LinkedHashMap<>();
            scale.put("layer", factor.layer());
            scale.put("of", factor.role() == VariableRole.WEIGHT ? "weights" : "biases");
            scale.put("before", before(factor));
            scale.put("matched", after(factor));
            return scale;
        }).toList());
        return document;
    }
}
