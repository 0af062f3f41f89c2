package ergodic.diagnostics.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fits came to where they ended. */
final class FitFigures {
    /** Points of all fits together: what a screen shows, and what a page can carry. */
    private static final int POINTS = 4000;

    private FitFigures() {}

    /** Log density of each fit against its steps. The first hundredth is left out: it would take all of the height. */
    static Figure way(String noun, double[][] logDensity) {
        int from = logDensity[0].length / 100;
        int stride = PageNumbers.stride(logDensity[0].length - from, Math.max(100, POINTS / logDensity.length));
        List<Object> series = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        double worst = Double.POSITIVE_INFINITY;
        for (int fit = 0; fit < logDensity.length; fit++) {
            double[] way = logDensity[fit];
            double last = way[way.length - 1];
            best = Math.max(best, last);
            worst = Math.min(worst, last);
            series.add(PageNumbers.brief(PageNumbers.thin(Arrays.copyOfRange(way, from, way.length), stride)));
            rows.add(List.of(noun + " " + (fit + 1), PageNumbers.show(way[0]), PageNumbers.show(last)));
        }
        String words = "The fits end with log densities "
                + (logDensity.length == 1 ? "of " + PageNumbers.show(best)
                        : "between " + PageNumbers.show(worst) + " and " + PageNumbers.show(best))
                + ", after " + PageNumbers.whole(logDensity[0].length) + " steps."
                + (from > 0 ? " Shown from step " + PageNumbers.whole(from) + " on." : "");
        Map<String, @Nullable Object> model = ChainFigures.model("trace", "series", series);
        model.put("stride", stride);
        model.put("from", from);
        model.put("noun", noun);
        return new Figure("fits", "Log density by step", words, model, List.of("Fit", "First step", "Last step"), rows);
    }
}
