package ergodic.diagnostics.report;

import ergodic.diagnostics.RowSet;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/** Predictions beside the truth, and whether their uncertainty is as stated. */
final class PredictionFigures {
    /** Rows drawn: more would hide one another. */
    private static final int ROWS = 400;
    private static final int PIT_BINS = 10;
    /** Rows a bin from which on flatness is judged: the usual rule for chi-squared (Cochran 1954), whose upper 5 % are beyond this. */
    private static final int FEWEST_PER_BIN = 5;
    private static final double LARGEST_UNEVENNESS = ChiSquaredDistribution.of(PIT_BINS - 1)
            .inverseSurvivalProbability(0.05);
    private static final int TABLE_ROWS = 20;

    private PredictionFigures() {}

    /** Predictive mean and interval against the truth. */
    static Figure predictions(Predictions rows, RowSet set) {
        int count = rows.truth().length;
        int[] order = IntStream.range(0, count).boxed().sorted(Comparator.comparingDouble(i -> rows.truth()[i]))
                .mapToInt(Integer::intValue).toArray();
        int stride = PageNumbers.stride(count, ROWS);
        List<Object> points = new ArrayList<>();
        for (int i = 0; i < order.length; i += stride) {
            int row = order[i];
            points.add(PageNumbers.brief(
                    new double[]{rows.truth()[row], rows.mean()[row], rows.lower()[row], rows.upper()[row]}));
        }
        List<List<String>> table = new ArrayList<>();
        for (int row = 0; row < Math.min(count, TABLE_ROWS); row++) {
            table.add(List.of(Integer.toString(row), PageNumbers.show(rows.truth()[row]),
                    PageNumbers.show(rows.mean()[row]),
                    PageNumbers.show(rows.lower()[row]), PageNumbers.show(rows.upper()[row])));
        }
        String level = PageNumbers.percent(rows.level());
        Map<String, @Nullable Object> model = ChainFigures.model("predictions", "points", points);
        model.put("target", rows.target());
        model.put("level", level);
        return new Figure("predictions", "Predictions beside the truth",
                "Predictive mean and " + level + " interval of "
                        + rows.target() + " for " + (stride > 1 ? (order.length + stride - 1) / stride + " of " : "")
                        + count
                        + " " + set.adjective() + " " + Counted.noun(count, "row") + ", against what was observed. "
                        + PageNumbers.percent(rows.coverage())
                        + " of the truths lie in their interval.",
                model, List.of("Row", "Truth", "Mean", "Lower", "Upper"), table);
    }

    /** What was stated against what came true. */
    static Figure calibration(CalibrationCurve calibration, RowSet set) {
        boolean intervals = calibration.kind() == CalibrationCurve.Kind.INTERVAL_COVERAGE;
        List<Object> points = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        int outside = 0;
        for (int i = 0; i < calibration.stated().length; i++) {
            double stated = calibration.stated()[i];
            double observed = calibration.observed()[i];
            double[] band = intervals ? twoErrors(stated, calibration.counts()[i])
                    : binomial(stated, calibration.counts()[i]);
            outside += observed < band[0] || observed > band[1] ? 1 : 0;
            points.add(PageNumbers.brief(new double[]{stated, observed, band[0], band[1]}));
            table.add(List.of(PageNumbers.percent(stated), PageNumbers.percent(observed),
                    PageNumbers.percent(band[0]) + " to " + PageNumbers.percent(band[1]),
                    PageNumbers.whole(calibration.counts()[i])));
        }
        String words = (intervals
                ? "Share of " + set.adjective()
                        + " truths in central predictive intervals, against their stated probability."
                : "How often the class of a " + set.adjective()
                        + " row was right, against the probability stated for it.")
                + " Largest gap "
                + PageNumbers.percent(calibration.largestGap()) + "; "
                + (outside == 0 ? "all points lie"
                        : outside + " of " + Counted.of(points.size(), "point") + (outside == 1 ? " does" : " do")
                                + " not lie")
                + (intervals ? " within two standard errors of the diagonal."
                        : " in the band: 95 % of the shares that as many rows would have if the stated probabilities were right"
                                + " (binomial).");
        Map<String, @Nullable Object> model = ChainFigures.model("calibration", "points", points);
        model.put("intervals", intervals);
        return new Figure("calibration", "Calibration", words, model,
                List.of("Stated", "Observed", intervals ? "Two errors" : "Binomial band", "Rows"), table);
    }

    /** Two standard errors of a share of so many rows, to both sides, as far as there are shares. */
    private static double[] twoErrors(double stated, int rows) {
        double error = 2 * Math.sqrt(stated * (1 - stated) / rows);
        return new double[]{Math.max(0, stated - error), Math.min(1, stated + error)};
    }

    /** Shares between which at least 95 % lie, of so many rows. */
    private static double[] binomial(double stated, int rows) {
        BinomialDistribution right = BinomialDistribution.of(rows, Math.clamp(stated, 0, 1));
        return new double[]{right.inverseCumulativeProbability(0.025) / (double) rows,
                right.inverseSurvivalProbability(0.025) / (double) rows};
    }

    /** Pearson's chi-squared of the shares beside equal ones. */
    private static double unevenness(double[] shares, int rows) {
        double sum = 0;
        for (double share : shares) {
            double gap = share - 1.0 / shares.length;
            sum += rows * gap * gap * shares.length;
        }
        return sum;
    }

    /** Histogram of the probability integral transforms: flat if the predictive distributions are right. */
    static Figure pit(double[] transforms, RowSet set) {
        double[] shares = ChainFigures.histogram(transforms, 0, 1, PIT_BINS);
        double expected = 1.0 / PIT_BINS;
        double band = 2 * Math.sqrt(expected * (1 - expected) / transforms.length);
        double lowerEnd = Math.min(shares[0], shares[PIT_BINS - 1]);
        double higherEnd = Math.max(shares[0], shares[PIT_BINS - 1]);
        double middle = (shares[PIT_BINS / 2 - 1] + shares[PIT_BINS / 2]) / 2;
        double below = 0;
        for (int bin = 0; bin < PIT_BINS / 2; bin++) {
            below += shares[bin];
        }
        String shape;
        if (lowerEnd - middle > band) {
            shape = "High ends: the predictive distributions are too narrow.";
        } else if (middle - higherEnd > band) {
            shape = "A high middle: the predictive distributions are too wide.";
        } else if (Math.abs(below - 0.5) > 2 * 0.5 / Math.sqrt(transforms.length)) {
            shape = below > 0.5
                    ? "More truths lie below the predictive median than above: the predictions are too high."
                    : "More truths lie above the predictive median than below: the predictions are too low.";
        } else if (transforms.length < FEWEST_PER_BIN * PIT_BINS) {
            shape = "Of so few rows it cannot be told whether it is flat, as it should be.";
        } else if (unevenness(shares, transforms.length) > LARGEST_UNEVENNESS) {
            shape = "It is not flat, as it should be, though neither its ends nor its middle are high.";
        } else {
            shape = "It is about flat, as it should be.";
        }
        Map<String, @Nullable Object> model = ChainFigures.model("pit", "shares", PageNumbers.brief(shares));
        model.put("band", PageNumbers.brief(band));
        List<List<String>> table = new ArrayList<>();
        for (int bin = 0; bin < PIT_BINS; bin++) {
            table.add(List.of(
                    PageNumbers.show((double) bin / PIT_BINS) + " to " + PageNumbers.show((bin + 1.0) / PIT_BINS),
                    PageNumbers.percent(shares[bin])));
        }
        return new Figure("pit", "Where the truths fall", "Where " + transforms.length
                + " " + set.adjective()
                + (transforms.length == 1 ? " truth falls in its predictive distribution ("
                        : " truths fall in their predictive distributions (")
                + "probability integral transform). " + shape,
                model, List.of("Part of the distribution", "Truths"), table);
    }
}
