package ergodic.nn.predict.classes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows from the least uncertain on, those of equal score in groups. */
final class TiedRanks {

    private final int[] order;
    private final int[] ends;

    private TiedRanks(int[] order, int[] ends) {
        this.order = order;
        this.ends = ends;
    }

    /** Of scores; those that are no numbers are the most uncertain. */
    static TiedRanks of(double[] scores) {
        int[] order = IntStream.range(0, scores.length).boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row] + 0.0)).mapToInt(Integer::intValue).toArray();
        int[] ends = new int[order.length];
        int groups = 0;
        for (int place = 1; place <= order.length; place++) {
            // Zeros of both signs are one score.
            if (place == order.length
                    || Double.compare(scores[order[place - 1]] + 0.0, scores[order[place]] + 0.0) != 0) {
                ends[groups++] = place;
            }
        }
        return new TiedRanks(order, Arrays.copyOf(ends, groups));
    }

    /** Number of groups. */
    int groups() {
        return ends.length;
    }

    /** Place of the first row of a group. */
    int begin(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    /** Place behind the last row of a group. */
    int end(int group) {
        return ends[group];
    }

    /** The row at a place. */
    int row(int place) {
        return order[place];
    }
}
