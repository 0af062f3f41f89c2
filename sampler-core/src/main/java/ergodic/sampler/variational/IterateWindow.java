package ergodic.sampler.variational;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Means and variances of parameters over the two halves of a window of iterates: whether they have stopped drifting, and their average. */
final class IterateWindow {

    private final double[] firstMean;
    private final double[] firstSquares;
    private final double[] secondMean;
    private final double[] secondSquares;
    private int length;
    private int seen;

    IterateWindow(int parameters) {
        this.firstMean = new double[parameters];
        this.firstSquares = new double[parameters];
        this.secondMean = new double[parameters];
        this.secondSquares = new double[parameters];
    }

    /** Begins a window of so many iterates, an even number. */
    void begin(int iterates) {
        length = iterates;
        seen = 0;
        Arrays.fill(firstMean, 0);
        Arrays.fill(firstSquares, 0);
        Arrays.fill(secondMean, 0);
        Arrays.fill(secondSquares, 0);
    }

    /** Its length once it is full. */
    int length() {
        return length;
    }

    /** Iterates so far. */
    int seen() {
        return seen;
    }

    boolean isFull() {
        return seen == length;
    }

    void add(double[] parameters) {
        int half = length / 2;
        boolean first = seen < half;
        double[] mean = first ? firstMean : secondMean;
        double[] squares = first ? firstSquares : secondSquares;
        double share = 1.0 / (first ? seen + 1 : seen - half + 1);
        for (int i = 0; i < parameters.length; i++) {
            double off = parameters[i] - mean[i];
            mean[i] += off * share;
            squares[i] += off * (parameters[i] - mean[i]);
        }
        seen++;
    }

    /**
     * R-hat of the halves of a full window as two chains, its ratio of variances averaged over the parameters: one parameter of thousands does not decide, and parameters that
     * stand still have no part in it.
     */
    double rhat() {
        int half = length / 2;
        double sum = 0;
        int moving = 0;
        for (int i = 0; i < firstMean.length; i++) {
            double within = (firstSquares[i] + secondSquares[i]) / (2.0 * (half - 1));
            if (within > 0) {
                double off = firstMean[i] - secondMean[i];
                sum += 0.5 * off * off / within;
                moving++;
            }
        }
        return moving == 0 ? 1 : Math.sqrt((half - 1.0) / half + sum / moving);
    }

    /** The average of the iterates so far, of which there are some. */
    void averageInto(double[] parameters) {
        int half = length / 2;
        double second = Math.max(0.0, seen - (double) half) / seen;
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (1 - second) * firstMean[i] + second * secondMean[i];
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(length);
        out.writeInt(seen);
        for (int i = 0; i < firstMean.length; i++) {
            out.writeDouble(firstMean[i]);
            out.writeDouble(firstSquares[i]);
            out.writeDouble(secondMean[i]);
            out.writeDouble(secondSquares[i]);
        }
    }

    void load(DataInput in) throws IOException {
        length = in.readInt();
        seen = in.readInt();
        for (int i = 0; i < firstMean.length; i++) {
            firstMean[i] = in.readDouble();
            firstSquares[i] = in.readDouble();
            secondMean[i] = in.readDouble();
            secondSquares[i] = in.readDouble();
        }
    }
}
