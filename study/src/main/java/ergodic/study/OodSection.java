package ergodic.study;

import ergodic.diagnostics.report.Charts;
import ergodic.diagnostics.report.PagePart;
import ergodic.diagnostics.report.PageSection;
import ergodic.diagnostics.report.TablePart;
import ergodic.nn.predict.classes.Detection;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The section of the report about rows out of distribution. */
final class OodSection {

    private static final int BINS = 25;

    private OodSection() {}

    /**
     * Histograms of the three measures and how well they tell the rows.
     *
     * @param scores
     *            of rows in and out of distribution
     * @param which
     *            the rows in distribution, such as {@code held-out}
     */
    static PageSection of(OodScores scores, String which) {
        List<PagePart> parts = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (int i = 0; i < scores.detections().size(); i++) {
            Detection detection = scores.detections().get(i);
            table.add(List.of(sentence(detection.by().words()), ClassSections.number(detection.auroc()),
                    ClassSections.number(detection.auprOut()), ClassSections.number(detection.auprIn()),
                    ClassSections.percent(detection.fpr95Out()), ClassSections.percent(detection.fpr95In())));
            parts.add(histograms(detection, scores.in().get(i), scores.out().get(i), which));
        }
        parts.add(new TablePart("Detection out of distribution", List.of("By", "AUROC", "AUPR, positives out",
                "AUPR, positives in", "FPR at 95 % TPR, positives out", "FPR at 95 % TPR, positives in"), table));
        return new PageSection("Out of distribution", "Is the network uncertain of what it has not learned? "
                + Counted.of(scores.rowsOut(), "row") + " of " + scores.source() + " beside " + scores.rowsIn() + " "
                + which
                + " rows. Positives are the rows out of distribution, found by high uncertainty, or those in it, found by low: the rate of"
                + " false positives is then the share of the others that is taken for them where 95 % of them are found."
                + (scores.remark().isEmpty() ? "" : " " + scores.remark()),
                parts);
    }

    private static Charts.Line shares(String name, double[] values, double[] ends) {
        double[] counts = new double[BINS];
        double low = ends[0];
        double width = (ends[BINS] - low) / BINS;
        for (double value : values) {
            counts[(int) Math.clamp(Math.floor((value - low) / width), 0, BINS - 1)]++;
        }
        // The value behind the last bin is that of its end: steps are drawn between the ends.
        double[] shares = Arrays.copyOf(counts, BINS + 1);
        shares[BINS] = counts[BINS - 1];
        return new Charts.Line(name, ends, Arrays.stream(shares).map(count -> count / values.length).toArray());
    }

    private static PagePart histograms(Detection detection, double[] in, double[] out, String which) {
        boolean probability = detection.by().smallIsUncertain();
        double low = probability
                ? Math.min(0.9, Math.floor(
                        10 * Math.min(Arrays.stream(in).min().orElse(0), Arrays.stream(out).min().orElse(0))) / 10)
                : 0;
        double high = probability ? 1
                : round(Math.max(Arrays.stream(in).max().orElse(1), Arrays.stream(out).max().orElse(1)));
        double[] ends = new double[BINS + 1];
        Arrays.setAll(ends, i -> low + (high - low) * i / BINS);
        Charts.Line inside = shares(which + " rows", in, ends);
        Charts.Line outside = shares("out of distribution", out, ends);
        List<List<String>> table = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            table.add(List.of(ClassSections.number(ends[bin]) + " to " + ClassSections.number(ends[bin + 1]),
                    ClassSections.percent(inside.y()[bin]), ClassSections.percent(outside.y()[bin])));
        }
        String words = detection.by().words();
        return Charts.histograms("ood-" + detection.by().key().replace('_', '-'), sentence(words),
                sentence(words) + " of " + which + " rows and of rows out of distribution. AUROC "
                        + ClassSections.number(detection.auroc())
                        + ": the chance that a row out of distribution is less certain than one in it.",
                new Charts.Axis(words + (detection.by().smallIsUncertain() ? "" : ", nats"), false),
                List.of(inside, outside), List.of(sentence(words), sentence(which) + " rows", "Out of distribution"),
                table);
    }

    /** The next number of one digit or a half behind it, so that the axis ends at one that can be read. */
    private static double round(double high) {
        if (!(high > 0)) {
            return 1;
        }
        double step = Math.pow(10, Math.floor(Math.log10(high))) / 2;
        return Math.ceil(high / step) * step;
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
