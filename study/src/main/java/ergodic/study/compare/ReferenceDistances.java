package ergodic.study.compare;

import ergodic.diagnostics.VerdictLevel;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far the predictive distributions of runs are from those of a reference, and how far two halves of the reference are from each other, as
 * two exact runs of half as many draws would be.
 *
 * @param reference
 *            position of the reference among the runs
 * @param warning
 *            why distances to it are no distances to the posterior; empty if it may stand for that
 * @param rows
 *            numbers of the rows in their file
 * @param runs
 *            of each run its distances; null of one that has kept no distributions
 * @param halves
 *            the distances of the two halves; null where there are none
 */
record ReferenceDistances(int reference, String warning, int[] rows, List<@Nullable RowDistances> runs,
        @Nullable RowDistances halves) {

    /** Rows of numbers that are compared, evenly chosen. */
    static final int MOST_ROWS = 500;

    /** Rows that are named as the worst. */
    static final int WORST = 5;

    private static final double[] NO_LEVELS = {};

    static ReferenceDistances of(List<ComparedRun> runs, int reference) {
        ComparedRun chosen = runs.get(reference);
        FinishedRun run = chosen.run();
        boolean classes = chosen.prediction().classes() > 0;
        Rows all = chosen.heldOut() ? run.study().dataset().test() : run.study().dataset().train();
        Rows rows = classes ? all : all.subset(some(all.count()));
        double[] levels = classes ? NO_LEVELS
                : RowDistances.levels(run.study().dataset().target().kind() == TargetKind.COUNT);
        List<@Nullable RowDistances> distances = new ArrayList<>();
        @Nullable
        RowDistances halves = null;
        if (chosen.prediction().isWhole()) {
            Prediction standard = predict(run, rows, levels);
            for (ComparedRun each : runs) {
                distances.add(each.prediction().isWhole()
                        ? RowDistances.between(standard,
                                each.equals(chosen) ? standard : predict(each.run(), rows, levels))
                        : null);
            }
            halves = halves(run, rows, levels);
        } else {
            runs.forEach(each -> distances.add(null));
        }
        return new ReferenceDistances(reference, warning(chosen), rows.numbers(), distances, halves);
    }

    private static int[] some(int count) {
        int chosen = Math.min(count, MOST_ROWS);
        return IntStream.range(0, chosen).map(i -> (int) ((long) i * count / chosen)).toArray();
    }

    private static Prediction predict(FinishedRun run, Rows rows, double[] levels) {
        TargetEncoding target = run.study().dataset().target();
        return run.predict(rows, levels).inUnitsOf(target);
    }

    /** The first chains against the others; null of a single one. */
    private static @Nullable RowDistances halves(FinishedRun run, Rows rows, double[] levels) {
        int chains = run.draws().chains();
        if (chains < 2) {
            return null;
        }
        List<Integer> first = IntStream.rangeClosed(1, chains / 2).boxed().toList();
        List<Integer> others = IntStream.rangeClosed(chains / 2 + 1, chains).boxed().toList();
        return RowDistances.between(predict(run.withoutChains(others), rows, levels),
                predict(run.withoutChains(first), rows, levels));
    }

    private static String warning(ComparedRun reference) {
        String verdict = "the reference " + reference.name() + " is ";
        VerdictLevel level = reference.findings().assessment().verdict().level();
        String end = ": distances to it are no distances to the posterior";
        return switch (level) {
            case EXPLORED, AGREED, INDEPENDENT -> "";
            case MIXTURE ->
                verdict + "usable as a mixture, but its chains have not explored the posterior: the distance"
                        + " of its halves says how well it is known";
            case APPROXIMATE -> verdict + "settled, but approximate" + end;
            case APPROXIMATION, FITTED -> verdict + "no chain (" + level.words() + ")" + end;
            case NOT_TRUSTED -> verdict + "not to be trusted" + end;
        };
    }

    /**
     * Mean of the principal measure in units of the two halves' mean; NaN without halves, or where they agree to the bit. Distances by chance alone go as
     * {@code sqrt(1/n + 1/m)}, n and m the draws of the two: an exact run as long as the reference has some 0.7, one of a tenth of its draws 1.7.
     */
    double timesHalves(RowDistances distances) {
        RowDistances ceiling = halves;
        double between = ceiling == null ? 0 : ceiling.mean(ceiling.principal());
        return between > 0 ? distances.mean(distances.principal()) / between : Double.NaN;
    }

    /** For JSON. */
    Map<String, Object> document(List<ComparedRun> compared) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", compared.get(reference).name());
        document.put("warning", warning);
        document.put("rows", rows.length);
        RowDistances ceiling = halves;
        if (ceiling != null) {
            document.put("halves", ceiling.columns());
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            RowDistances distances = runs.get(i);
            if (distances == null || i == reference) {
                continue;
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("run", compared.get(i).name());
            line.putAll(distances.columns());
            double times = timesHalves(distances);
            if (!Double.isNaN(times)) {
                line.put("times_halves", times);
            }
            List<Map<String, Object>> worst = new ArrayList<>();
            for (int position : distances.worst(WORST)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("row", rows[position]);
                distances.measures().forEach((name, values) -> row.put(name, values[position]));
                worst.add(row);
            }
            line.put("worst", worst);
            lines.add(line);
        }
        document.put("distances", lines);
        return document;
    }

    /** The sizes; the numbers are many. */
    @Override
    public String toString() {
        return "ReferenceDistances[reference=" + reference + ", rows=" + rows.length + ", first="
                + Arrays.stream(rows).limit(3).boxed().toList() + "]";
    }
}
