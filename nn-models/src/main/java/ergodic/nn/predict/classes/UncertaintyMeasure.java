package ergodic.nn.predict.classes;

import ergodic.nn.predict.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** By what a predicted class is called uncertain. */
public enum UncertaintyMeasure {
    /** Probability of the most probable class (maximum softmax probability): the smaller, the less certain. */
    MAX_PROBABILITY("maximum probability", -1) {
        @Override
        public double value(Prediction prediction, int row) {
            return prediction.probabilities()[row][prediction.mostProbable(row)];
        }
    },
    /** Entropy of the mixture, in nats: the whole uncertainty. */
    ENTROPY("entropy", 1) {
        @Override
        public double value(Prediction prediction, int row) {
            return prediction.entropy()[row];
        }
    },
    /** Mutual information between class and weights, in nats: the part of the entropy that more data could take away. */
    MUTUAL_INFORMATION("mutual information", 1) {
        @Override
        public double value(Prediction prediction, int row) {
            return prediction.mutualInformation()[row];
        }
    };

    private final String words;
    private final int sign;

    UncertaintyMeasure(String words, int sign) {
        this.words = words;
        this.sign = sign;
    }

    /** Its value for a row, in its own terms. */
    public abstract double value(Prediction prediction, int row);

    /** A value of it as a score of which more is less certain: the value itself, or its negative. */
    public double uncertainty(double value) {
        return sign * value;
    }

    /** Scores of all rows, of which more is less certain. */
    public double[] uncertainties(Prediction prediction) {
        double[] scores = new double[prediction.rows()];
        Arrays.setAll(scores, row -> uncertainty(value(prediction, row)));
        return scores;
    }

    /** As it is written in options, columns and documents. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in a sentence. */
    public String words() {
        return words;
    }

    /** Whether small values are the uncertain ones. */
    public boolean smallIsUncertain() {
        return sign < 0;
    }

    /** The keys of all. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(UncertaintyMeasure::key).toList();
    }

    /**
     * The measure of a key.
     *
     * @throws IllegalArgumentException
     *             if there is none
     */
    public static UncertaintyMeasure of(String key) {
        return Arrays.stream(values()).filter(measure -> measure.key().equals(key)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("there is no measure \"" + key + "\" of uncertainty; choose one of "
                        + String.join(", ", keys())));
    }
}
