package ergodic.study;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.Exhibit;
import ergodic.diagnostics.report.Figure;
import ergodic.diagnostics.report.Gallery;
import ergodic.diagnostics.report.MatrixPart;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.TablePart;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.ConfusionMatrix;
import ergodic.nn.predict.classes.RejectionCurve;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Sections of the report about classes: confusions, rejection, and the rows themselves. */
final class ClassSections {

    /** Rows of a gallery. */
    private static final int SHOWN = 12;
    /** Classes whose matrix can be read. */
    private static final int MOST_CLASSES = 40;

    private final Dataset dataset;
    private final Rows rows;
    private final Prediction prediction;
    private final List<String> classes;
    private final String which;

    private ClassSections(Dataset dataset, Rows rows, Prediction prediction, String which) {
        this.dataset = dataset;
        this.rows = rows;
        this.prediction = prediction;
        this.classes = dataset.target().classes();
        this.which = which;
    }

    /**
     * All of them; none without rows.
     *
     * @param rows
     *            the rows that are predicted, with their targets
     * @param which
     *            such as {@code held-out}
     */
    static List<PageSection> of(Dataset dataset, Rows rows, Prediction prediction, String which) {
        if (prediction.rows() == 0) {
            return List.of();
        }
        ClassSections sections = new ClassSections(dataset, rows, prediction, which);
        ClassScores scores = ClassScores.of(prediction, sections.classes);
        return List.of(sections.confusion(scores), sections.rejection(scores), sections.galleries());
    }

    private PageSection confusion(ClassScores scores) {
        ConfusionMatrix matrix = scores.confusion();
        List<PagePart> parts = new ArrayList<>();
        if (classes.size() <= MOST_CLASSES) {
            parts.add(new MatrixPart("Confusion matrix", "class \\ predicted", classes, matrix.rows()));
        }
        List<List<String>> pairs = new ArrayList<>();
        for (ConfusionMatrix.Pair pair : matrix.confused(classes.size() == 2 ? 2 : 10)) {
            pairs.add(List.of(classes.get(pair.truth()), classes.get(pair.predicted()), Integer.toString(pair.count()),
                    percent((double) pair.count() / matrix.ofClass(pair.truth()))));
        }
        if (!pairs.isEmpty()) {
            parts.add(new TablePart("Classes that are confused most often",
                    List.of("Class", "Predicted as", "Rows", "Of the class"), pairs));
        }
        long errors = IntStream.range(0, prediction.rows()).filter(this::isWrong).count();
        return new PageSection("Confusions", Counted.of(errors, "error") + " among " + prediction.rows() + " " + which
                + " rows. Rows of the matrix are the true classes, columns the most probable ones; shades are shares of a class, those of"
                + " errors by their square roots, so that rare ones are seen."
                + (classes.size() <= MOST_CLASSES ? ""
                        : " With " + classes.size()
                                + " classes only the pairs are shown that are confused most often."),
                parts);
    }

    private PageSection rejection(ClassScores scores) {
        double[] shares = ClassScores.shares();
        List<Charts.Line> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("Rejected"));
        StringBuilder words = new StringBuilder(
                "Error of the rows that are answered, where the most uncertain are rejected. Of all it is "
                        + percent(scores.curves().getFirst().error(0)) + "; without the most uncertain tenth");
        String comma = " ";
        for (RejectionCurve curve : scores.curves()) {
            lines.add(new Charts.Line(curve.by().words(), shares, Arrays.stream(shares).map(curve::error).toArray()));
            header.add("By " + curve.by().words());
            words.append(comma).append(percent(curve.error(0.1))).append(" by ").append(curve.by().words());
            comma = ", ";
        }
        List<List<String>> table = new ArrayList<>();
        for (double share : ClassScores.SHOWN) {
            List<String> row = new ArrayList<>(List.of(percent(share)));
            scores.curves().forEach(curve -> row.add(percent(curve.error(share))));
            table.add(row);
        }
        List<String> areas = new ArrayList<>(List.of("Area (AURC)"));
        scores.curves().forEach(curve -> areas.add(number(curve.area())));
        table.add(areas);
        Figure figure = Charts.lines("rejection", "Rejection", words.append('.').toString(),
                new Charts.Axis("share of the rows that is rejected", true),
                new Charts.Axis("error of the others", true),
                lines, header, table);
        return new PageSection("Rejection",
                "Does uncertainty find the errors? A curve that falls steeply says yes; a flat one would be that of a guess.",
                List.of(figure));
    }

    private PageSection galleries() {
        List<PagePart> parts = new ArrayList<>();
        parts.add(gallery("Most uncertain: the largest entropy", row -> true, row -> -prediction.entropy()[row]));
        if (IntStream.range(0, prediction.rows()).anyMatch(this::isWrong)) {
            parts.add(gallery("Most confidently wrong: the largest probability of another class", this::isWrong,
                    row -> -prediction.probabilities()[row][prediction.mostProbable(row)]));
        }
        String seen = switch (dataset.shape()) {
            case RowShape.Symbols symbols ->
                " Texts as the network sees them: words that it cannot tell from others are shown as \u25cc.";
            case RowShape.Sequence sequence ->
                " Each line is a feature over the steps, all of a row on one scale.";
            case RowShape.Numbers numbers -> "";
            case RowShape.Image image -> "";
        };
        return new PageSection("Rows to look at",
                "Numbers are those of the rows in their file, from 0; entropy in nats, its part of the"
                        + " weights (mutual information) in brackets." + seen,
                parts);
    }

    private Gallery gallery(String caption, IntPredicate which, IntToDoubleFunction order) {
        int[] chosen = IntStream.range(0, prediction.rows()).filter(which).boxed()
                .sorted(Comparator.comparingDouble(order::applyAsDouble)).limit(SHOWN).mapToInt(Integer::intValue)
                .toArray();
        List<Exhibit> exhibits = new ArrayList<>();
        for (int row : chosen) {
            int best = prediction.mostProbable(row);
            int truth = (int) prediction.target()[row];
            String said = "predicted " + classes.get(best) + brackets(row, best);
            exhibits.add(new Exhibit(ExhibitCanvas.of(dataset, rows, row), said, List.of(
                    best == truth ? "right"
                            : "truth " + classes.get(truth) + brackets(row, truth),
                    "row " + rows.numbers()[row] + ", entropy " + number(prediction.entropy()[row]) + " ("
                            + number(prediction.mutualInformation()[row]) + ")")));
        }
        return new Gallery(caption, exhibits);
    }

    private String brackets(int row, int k) {
        return String.format(Locale.ROOT, " (%.1f\u202f%%)", 100 * prediction.probabilities()[row][k]);
    }

    private boolean isWrong(int row) {
        return prediction.mostProbable(row) != (int) prediction.target()[row];
    }

    static String number(double value) {
        return TextTable.number(value).replace('-', '\u2212');
    }

    /** To a hundredth of a percent: errors are few. */
    static String percent(double share) {
        return Double.isNaN(share) ? "\u2013" : String.format(Locale.ROOT, "%.2f\u202f%%", 100 * share);
    }
}
