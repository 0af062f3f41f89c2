package ergodic.sampler.chees;

import ergodic.sampler.ChainState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The walkers of a warm-up, of which one at a time is the chain's state. All begin where the chain does; their momenta part them. Empty once
 * the warm-up is over: the walker that moved last is then the chain.
 */
final class Walkers {

    private final ChainState[] walkers;
    private int current;
    private boolean present;

    Walkers(int count, int dimension) {
        this.walkers = new ChainState[count];
        for (int k = 0; k < count; k++) {
            walkers[k] = new ChainState(dimension);
        }
    }

    int count() {
        return walkers.length;
    }

    /** Puts the present state back to its walker and makes {@code state} that of walker k. */
    void turnTo(int k, ChainState state) {
        if (!present) {
            for (ChainState walker : walkers) {
                copy(state, walker);
            }
            present = true;
        } else if (k != current) {
            copy(state, walkers[current]);
            copy(walkers[k], state);
        }
        current = k;
    }

    private static void copy(ChainState from, ChainState to) {
        System.arraycopy(from.theta(), 0, to.theta(), 0, from.dimension());
        System.arraycopy(from.gradient(), 0, to.gradient(), 0, from.dimension());
        to.setLogDensity(from.logDensity());
    }

    /** Fills {@code centre} with the mean of every second of the others, beginning with the first ({@code half} 0) or second (1). */
    void centreInto(int half, double[] centre) {
        Arrays.fill(centre, 0.0);
        int count = 0;
        for (int i = 1 + half; i < walkers.length; i += 2) {
            double[] theta = walkers[(current + i) % walkers.length].theta();
            for (int j = 0; j < centre.length; j++) {
                centre[j] += theta[j];
            }
            count++;
        }
        for (int j = 0; j < centre.length; j++) {
            centre[j] /= count;
        }
    }

    /** Forgets all. */
    void clear() {
        if (present) {
            for (ChainState walker : walkers) {
                Arrays.fill(walker.theta(), 0.0);
                Arrays.fill(walker.gradient(), 0.0);
                walker.setLogDensity(Double.NaN);
            }
            present = false;
            current = 0;
        }
    }

    void save(DataOutput out) throws IOException {
        out.writeBoolean(present);
        if (present) {
            out.writeInt(current);
            for (ChainState walker : walkers) {
                out.writeDouble(walker.logDensity());
                for (int j = 0; j < walker.dimension(); j++) {
                    out.writeDouble(walker.theta()[j]);
                    out.writeDouble(walker.gradient()[j]);
                }
            }
        }
    }

    void load(DataInput in) throws IOException {
        present = in.readBoolean();
        if (present) {
            current = in.readInt();
            for (ChainState walker : walkers) {
                walker.setLogDensity(in.readDouble());
                for (int j = 0; j < walker.dimension(); j++) {
                    walker.theta()[j] = in.readDouble();
                    walker.gradient()[j] = in.readDouble();
                }
            }
        }
    }
}
