package ergodic.diagnostics.report;

import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** R-hat and effective draws of all functions, and of all weights beside them. */
final class ConvergenceFigures {
    /** Points of a curve: a hundred thousand weights make no better one. */
    private static final int POINTS = 200;

    private ConvergenceFigures() {}

    /** What share of the quantities has an R-hat above each value. */
    static Figure rhat(String nouns, List<VariableSummary> functions, List<VariableSummary> weights) {
        double[] judged = sorted(functions, VariableSummary::rhat);
        double[] beside = sorted(weights, VariableSummary::rhat);
        String words = "R-hat of " + counted(judged.length, nouns) + ": median " + PageNumbers.rhat(at(judged, 0.5))
                + ", largest "
                + PageNumbers.rhat(at(judged, 1)) + "; " + PageNumbers.percent(share(judged, 1.01))
                + " are 1.01 or more."
                + (beside.length == 0 ? ""
                        : " Of " + PageNumbers.whole(beside.length) + " "
                                + Counted.noun(beside.length, "weight") + ": median "
                                + PageNumbers.rhat(at(beside, 0.5)) + ", largest " + PageNumbers.rhat(at(beside, 1))
                                + ".");
        return figure(nouns, "rhat", "R-hat", words, judged, beside, true);
    }

    /** What share of the quantities has fewer effective draws than each value. */
    static Figure ess(String nouns, List<VariableSummary> functions, List<VariableSummary> weights) {
        double[] judged = sorted(functions, ConvergenceFigures::smallestEss);
        double[] beside = sorted(weights, ConvergenceFigures::smallestEss);
        String words = "Effective draws (the smaller of bulk and tail) of " + counted(judged.length, nouns)
                + ": median "
                + PageNumbers.whole(at(judged, 0.5)) + ", smallest " + PageNumbers.whole(at(judged, 0)) + "; "
                + PageNumbers.percent(1 - share(judged, 400)) + " are below 400."
                + (beside.length == 0 ? ""
                        : " Of the weights: median " + PageNumbers.whole(at(beside, 0.5)) + ", smallest "
                                + PageNumbers.whole(at(beside, 0)) + ".");
        return figure(nouns, "ess", "Effective draws", words, judged, beside, false);
    }

    private static Figure figure(String nouns, String kind, String title, String words, double[] judged,
            double[] beside,
            boolean rhat) {
        Map<String, @Nullable Object> model = ChainFigures.model(kind, "functions", PageNumbers.brief(curve(judged)));
        model.put("nouns", nouns);
        model.put("weights", PageNumbers.brief(curve(beside)));
        List<List<String>> rows = new ArrayList<>();
        for (double probability : new double[]{0, 0.05, 0.25, 0.5, 0.75, 0.95, 1}) {
            rows.add(List.of(PageNumbers.percent(probability), number(at(judged, probability), rhat),
                    number(at(beside, probability), rhat)));
        }
        return new Figure(kind, title, words, model,
                List.of("Share below", Character.toUpperCase(nouns.charAt(0)) + nouns.substring(1), "Weights"), rows);
    }

    private static String counted(int count, String nouns) {
        return Counted.of(count, nouns.equals("functions") ? "function" : "quantity");
    }

    private static String number(double value, boolean rhat) {
        return rhat ? PageNumbers.rhat(value) : PageNumbers.whole(value);
    }

    static double smallestEss(VariableSummary line) {
        return Double.isNaN(line.essTail()) ? line.essBulk() : Math.min(line.essBulk(), line.essTail());
    }

    /** The numbers that exist, ascending. An infinite R-hat stays, as the largest. */
    private static double[] sorted(List<VariableSummary> lines, ToDoubleFunction<VariableSummary> value) {
        double[] values = lines.stream().mapToDouble(value).filter(number -> !Double.isNaN(number)).toArray();
        Arrays.sort(values);
        return values;
    }

    private static double at(double[] sorted, double probability) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(probability * (sorted.length - 1))];
    }

    private static double share(double[] sorted, double bound) {
        return sorted.length == 0 ? Double.NaN
                : (double) Arrays.stream(sorted).filter(value -> value >= bound).count() / sorted.length;
    }

    /** The sorted values at evenly spaced shares. */
    private static double[] curve(double[] sorted) {
        if (sorted.length <= POINTS) {
            return sorted;
        }
        double[] curve = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            curve[i] = at(sorted, (double) i / (POINTS - 1));
        }
        return curve;
    }
}
