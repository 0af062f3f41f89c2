package ergodic.sampler.pathfinder;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a path knows of the inverse Hessian: a diagonal alpha, which every pair of a step and the gradient's change updates (Zhang et
 * al. 2022, equation 8; Gilbert and Lemaréchal 1989), and the last pairs themselves.
 */
final class Curvature {

    /** Least curvature along a step, as a share of the squared change of the gradient, for a pair to be used. */
    private static final double LEAST_CURVATURE = 1e-12;

    private final int memory;
    private final double[] diagonal;
    private final double[][] steps;
    private final double[][] changes;
    private int pairs;

    /** No pairs, and the identity. */
    Curvature(int dimension, int memory) {
        this.memory = memory;
        this.diagonal = new double[dimension];
        this.steps = new double[memory][dimension];
        this.changes = new double[memory][dimension];
        clear();
    }

    /** Back to the identity. */
    void clear() {
        pairs = 0;
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = 1;
        }
    }

    /** The diagonal alpha; the array itself. */
    double[] diagonal() {
        return diagonal;
    }

    /** Number of pairs kept. */
    int kept() {
        return Math.min(pairs, memory);
    }

    /** The step of a pair, the oldest first. */
    double[] step(int pair) {
        return steps[(pairs - kept() + pair) % memory];
    }

    /** The change of the gradient of a pair. */
    double[] change(int pair) {
        return changes[(pairs - kept() + pair) % memory];
    }

    /** Takes the pair of two iterates, if f is convex between them; gradients are those of f. */
    void add(double[] from, double[] gradientFrom, double[] to, double[] gradientTo) {
        int d = diagonal.length;
        double[] step = steps[pairs % memory];
        double[] change = changes[pairs % memory];
        double a = 0;
        double b = 0;
        double c = 0;
        double square = 0;
        for (int i = 0; i < d; i++) {
            double s = to[i] - from[i];
            double z = gradientTo[i] - gradientFrom[i];
            step[i] = s;
            change[i] = z;
            a += diagonal[i] * z * z;
            b += z * s;
            c += s * s / diagonal[i];
            square += z * z;
        }
        if (!(b > LEAST_CURVATURE * square && a < Double.POSITIVE_INFINITY && c < Double.POSITIVE_INFINITY)) {
            return;
        }
        for (int i = 0; i < d; i++) {
            double alpha = diagonal[i];
            double s = step[i];
            double z = change[i];
            double updated = 1 / (a / (b * alpha) + z * z / b - a * s * s / (b * c * alpha * alpha));
            // 0 or infinite where rounding is all that is left of it.
            if (updated > 0 && updated < Double.POSITIVE_INFINITY) {
                diagonal[i] = updated;
            }
        }
        pairs++;
    }

    /** Becomes the same as another one. */
    void copyFrom(Curvature other) {
        pairs = other.pairs;
        System.arraycopy(other.diagonal, 0, diagonal, 0, diagonal.length);
        for (int i = 0; i < kept(); i++) {
            System.arraycopy(other.steps[i], 0, steps[i], 0, diagonal.length);
            System.arraycopy(other.changes[i], 0, changes[i], 0, diagonal.length);
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(pairs);
        PlainVectors.writeAll(out, diagonal);
        for (int i = 0; i < memory; i++) {
            for (int k = 0; k < diagonal.length; k++) {
                out.writeDouble(steps[i][k]);
                out.writeDouble(changes[i][k]);
            }
        }
    }

    void load(DataInput in) throws IOException {
        pairs = in.readInt();
        PlainVectors.readInto(in, diagonal);
        for (int i = 0; i < memory; i++) {
            for (int k = 0; k < diagonal.length; k++) {
                steps[i][k] = in.readDouble();
                changes[i][k] = in.readDouble();
            }
        }
    }
}
