package ergodic.sampler.tempering;

import ergodic.sampler.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The replicas of one chain, which of them is at which rung, and what the last scan found: what kernel and tuner share. */
public final class Ensemble {

    private final Replica[] replicas;
    private final int[] atRung;
    private long roundTrips;
    @Workspace("written by each scan")
    private final double[] acceptance;
    @Workspace("written by each scan")
    private final double[] swap;

    /** So many replicas, at the rungs in order. */
    public Ensemble(int rungs, int dimension) {
        this.replicas = new Replica[rungs];
        this.atRung = new int[rungs];
        for (int rung = 0; rung < rungs; rung++) {
            replicas[rung] = new Replica(dimension);
            atRung[rung] = rung;
        }
        this.acceptance = new double[rungs];
        this.swap = new double[rungs - 1];
    }

    /** Number of rungs. */
    public int size() {
        return atRung.length;
    }

    /** The replica at a rung. */
    public Replica at(int rung) {
        return replicas[atRung[rung]];
    }

    /** Round trips of all replicas since {@link #forgetWays}. */
    public long roundTrips() {
        return roundTrips;
    }

    /** Mean acceptance of the trajectories of a rung in the last scan; NaN at the prior. */
    public double acceptance(int rung) {
        return acceptance[rung];
    }

    /** Probability of a swap of a rung with the next as the last scan left them before its swaps, tried or not. */
    public double swap(int rung) {
        return swap[rung];
    }

    void setAcceptance(int rung, double value) {
        acceptance[rung] = value;
    }

    /** Computes the probabilities of all swaps: {@code min(1, exp((beta' - beta) (l - l')))}. */
    void weighSwaps(List<Rung> rungs) {
        for (int k = 0; k < swap.length; k++) {
            double higher = rungs.get(k + 1).beta() - rungs.get(k).beta();
            double ratio = higher * (at(k).logLikelihood - at(k + 1).logLikelihood);
            swap[k] = ratio < 0.0 ? Math.exp(ratio) : 1.0;
        }
    }

    /** Exchanges the replicas of a rung and the next. */
    void exchange(int rung) {
        int replica = atRung[rung];
        atRung[rung] = atRung[rung + 1];
        atRung[rung + 1] = replica;
    }

    /** Counts what is at the ends. */
    void follow() {
        if (at(0).reachesPrior()) {
            roundTrips++;
        }
        at(atRung.length - 1).reachesTarget();
    }

    /** Forgets round trips and where replicas came from. */
    void forgetWays() {
        roundTrips = 0;
        for (Replica replica : replicas) {
            replica.forgetWay();
        }
    }

    void save(DataOutput out) throws IOException {
        for (int k = 0; k < atRung.length; k++) {
            out.writeInt(atRung[k]);
            replicas[k].save(out);
        }
        out.writeLong(roundTrips);
    }

    void load(DataInput in) throws IOException {
        for (int k = 0; k < atRung.length; k++) {
            atRung[k] = in.readInt();
            if (atRung[k] < 0 || atRung[k] >= atRung.length) {
                throw new IOException("a saved ensemble of " + atRung.length + " replicas names replica " + atRung[k]);
            }
            replicas[k].load(in);
        }
        roundTrips = in.readLong();
    }
}
