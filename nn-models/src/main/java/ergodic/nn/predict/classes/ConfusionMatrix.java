package ergodic.nn.predict.classes;

import ergodic.nn.predict.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How often each class was predicted as which: the most probable one. */
public final class ConfusionMatrix {

    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Rows of one class that were predicted as another.
     *
     * @param truth
     *            number of their class
     * @param predicted
     *            number of the class that was predicted
     * @param count
     *            how many there are
     */
    public record Pair(int truth, int predicted, int count) {}

    /**
     * Of predictions whose targets are known.
     *
     * @throws IllegalStateException
     *             if they are not
     */
    public static ConfusionMatrix of(Prediction prediction) {
        int[][] counts = new int[prediction.classes()][prediction.classes()];
        double[] target = prediction.target();
        for (int row = 0; row < target.length; row++) {
            counts[(int) target[row]][prediction.mostProbable(row)]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Rows of a class. */
    public int ofClass(int truth) {
        int sum = 0;
        for (int count : counts[truth]) {
            sum += count;
        }
        return sum;
    }

    /** The pairs of classes that were confused most often, at most so many. */
    public List<Pair> confused(int most) {
        List<Pair> pairs = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (truth != predicted && counts[truth][predicted] > 0) {
                    pairs.add(new Pair(truth, predicted, counts[truth][predicted]));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::count).reversed());
        return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
    }

    /** The counts, {@code [truth][predicted]}, as lists. */
    public List<List<Integer>> rows() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            List<Integer> cells = new ArrayList<>();
            for (int count : row) {
                cells.add(count);
            }
            rows.add(List.copyOf(cells));
        }
        return List.copyOf(rows);
    }
}
