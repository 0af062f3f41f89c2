package ergodic.study;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The section of the report about a series: fans of what is forecast from some places of its held-out part, and what came. */
final class ForecastSection {

    private static final int MOST_STEPS = 24;
    private static final int FANS = 3;
    private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

    private ForecastSection() {}

    /**
     * Fans from the first, the middle and the last window from which all that is forecast came to be known.
     *
     * @param run
     *            a finished run
     * @return nothing, if the run is of no series that was learned one step ahead, kept no weights, or holds no two rows out
     */
    static Optional<PageSection> of(FinishedRun run) {
        Dataset data = run.study().dataset();
        Rows test = data.test();
        if (!data.feedsBack() || run.weights().isEmpty() || test.count() < 2) {
            return Optional.empty();
        }
        int steps = Math.min(MOST_STEPS, (test.count() + 1) / 2);
        int last = test.count() - steps;
        int[] places = IntStream.range(0, FANS).map(fan -> fan * last / (FANS - 1)).distinct().toArray();
        Forecasts forecasts = run.forecast(test.subset(places), steps, 1, LEVELS);
        List<Prediction> predictions = forecasts.steps().stream()
                .map(step -> step.prediction().inUnitsOf(data.target())).toList();
        double[] known = run.predict(test).inUnitsOf(data.target()).target();
        List<PagePart> parts = new ArrayList<>();
        for (int fan = 0; fan < places.length; fan++) {
            parts.add(fan(data.target().name(), fan, test.numbers()[places[fan]],
                    Arrays.copyOfRange(known, places[fan], places[fan] + steps), predictions));
        }
        return Optional.of(new PageSection("Forecasts", "What the draws say of the next " + steps
                + " values of the series from places of its held-out part, by paths that they simulate step by step, and what came. Nothing"
                + " behind such a place is known to its paths."
                + forecasts.remark().map(said -> " " + said).orElse(""),
                parts));
    }

    private static PagePart fan(String target, int fan, int window, double[] known, List<Prediction> predictions) {
        double[] x = IntStream.rangeClosed(1, known.length).asDoubleStream().toArray();
        double[][] level = new double[LEVELS.length][known.length];
        List<List<String>> table = new ArrayList<>();
        int inside = 0;
        for (int step = 0; step < known.length; step++) {
            double[] quantiles = predictions.get(step).quantiles()[fan];
            List<String> line = new ArrayList<>(
                    List.of(Integer.toString(step + 1), ClassSections.number(known[step])));
            for (int i = 0; i < LEVELS.length; i++) {
                level[i][step] = quantiles[i];
                line.add(ClassSections.number(quantiles[i]));
            }
            table.add(line);
            inside += known[step] >= quantiles[0] && known[step] <= quantiles[LEVELS.length - 1] ? 1 : 0;
        }
        return Charts.fan("fan-" + (fan + 1), "From window " + (window + 1), inside + " of " + known.length
                + " values lie in the 90 % intervals of their step.", new Charts.Axis("steps ahead", false),
                new Charts.Axis(target, false),
                List.of(new Charts.Band("90 % interval", x, level[0], level[4]),
                        new Charts.Band("50 % interval", x, level[1], level[3])),
                List.of(new Charts.Line("what came", x, known), new Charts.Line("median", x, level[2])),
                List.of("Step", "What came", "5 %", "25 %", "Median", "75 %", "95 %"), table);
    }
}
