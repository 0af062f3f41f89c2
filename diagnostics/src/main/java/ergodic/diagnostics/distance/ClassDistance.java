package ergodic.diagnostics.distance;

/**
 * How far two predictions of a class are from each other.
 *
 * @param totalVariation
 *            half the sum over classes of the distance of their probabilities: the largest difference of the probability of any set of classes
 * @param agree
 *            whether the most probable class is the same
 */
public record ClassDistance(double totalVariation, boolean agree) {

    /**
     * Between two distributions over the same classes.
     *
     * @param first
     *            probabilities
     * @param second
     *            probabilities
     */
    public static ClassDistance between(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "probabilities of " + first.length + " and of " + second.length + " classes cannot be compared");
        }
        double sum = 0;
        for (int k = 0; k < first.length; k++) {
            sum += Math.abs(first[k] - second[k]);
        }
        return new ClassDistance(0.5 * sum, mostProbable(first) == mostProbable(second));
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }
}
