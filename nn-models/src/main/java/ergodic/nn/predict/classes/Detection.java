package ergodic.nn.predict.classes;

/**
 * How well a measure of uncertainty tells rows that are out of distribution from those in distribution.
 *
 * @param by
 *            the measure
 * @param auroc
 *            area under the receiver operating characteristic: the chance that a row out of distribution is more uncertain than
 *            one in it, ties counting half
 * @param auprOut
 *            average precision where rows out of distribution are the positives, found by high uncertainty
 * @param auprIn
 *            average precision where rows in distribution are the positives, found by low uncertainty
 * @param fpr95Out
 *            share of rows in distribution that are flagged where at least 95 % of those out of it are
 * @param fpr95In
 *            share of rows out of distribution that are accepted where at least 95 % of those in it are
 */
public record Detection(UncertaintyMeasure by, double auroc, double auprOut, double auprIn, double fpr95Out,
        double fpr95In) {

    private static final double RECALL = 0.95;

    /**
     * From scores, of which more is more uncertain.
     *
     * @param in
     *            of rows in distribution, at least one
     * @param out
     *            of rows out of distribution, at least one
     */
    public static Detection of(UncertaintyMeasure by, double[] in, double[] out) {
        if (in.length == 0 || out.length == 0) {
            throw new IllegalArgumentException("there must be rows in and out of distribution, not " + in.length
                    + " and " + out.length);
        }
        double[] all = new double[in.length + out.length];
        System.arraycopy(in, 0, all, 0, in.length);
        System.arraycopy(out, 0, all, in.length, out.length);
        TiedRanks ranks = TiedRanks.of(all);
        Curve outFirst = new Curve(out.length, in.length);
        Curve inFirst = new Curve(in.length, out.length);
        for (int group = 0; group < ranks.groups(); group++) {
            int down = ranks.groups() - 1 - group;
            int outside = outside(ranks, down, in.length);
            outFirst.take(outside, ranks.end(down) - ranks.begin(down) - outside);
            int others = outside(ranks, group, in.length);
            inFirst.take(ranks.end(group) - ranks.begin(group) - others, others);
        }
        return new Detection(by, outFirst.area, outFirst.precision, inFirst.precision, outFirst.falsePositives,
                inFirst.falsePositives);
    }

    private static int outside(TiedRanks ranks, int group, int inside) {
        int count = 0;
        for (int place = ranks.begin(group); place < ranks.end(group); place++) {
            count += ranks.row(place) >= inside ? 1 : 0;
        }
        return count;
    }

    /** A curve over thresholds, from the one that few pass to the one that all pass. */
    private static final class Curve {

        private final double positives;
        private final double negatives;
        private double truePositives;
        private double falseOnes;
        private double area;
        private double precision;
        private double falsePositives = Double.NaN;

        private Curve(int positives, int negatives) {
            this.positives = positives;
            this.negatives = negatives;
        }

        private void take(int more, int moreFalse) {
            area += moreFalse / negatives * (truePositives + more / 2.0) / positives;
            truePositives += more;
            falseOnes += moreFalse;
            precision += more / positives * truePositives / (truePositives + falseOnes);
            if (Double.isNaN(falsePositives) && truePositives / positives >= RECALL) {
                falsePositives = falseOnes / negatives;
            }
        }
    }
}
