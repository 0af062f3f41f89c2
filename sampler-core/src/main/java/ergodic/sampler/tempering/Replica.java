package ergodic.sampler.tempering;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One of the states of an ensemble: a position with prior and likelihood apart, and where it is on its way between the rungs. */
public final class Replica extends TemperedPoint {

    private Leg leg = Leg.NEITHER;

    /** Which end the replica came from last. */
    private enum Leg {
        NEITHER,
        UP,
        DOWN
    }

    /** A replica at the origin, whose density is not known. */
    public Replica(int dimension) {
        super(dimension);
    }

    /** Forgets its way. */
    void forgetWay() {
        leg = Leg.NEITHER;
    }

    /** Is at beta = 0; returns whether that ends a round trip from there to beta = 1 and back. */
    boolean reachesPrior() {
        boolean ends = leg == Leg.DOWN;
        leg = Leg.UP;
        return ends;
    }

    /** Is at beta = 1; counts if it came from beta = 0. */
    void reachesTarget() {
        if (leg == Leg.UP) {
            leg = Leg.DOWN;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        super.save(out);
        out.writeUTF(leg.name());
    }

    @Override
    public void load(DataInput in) throws IOException {
        super.load(in);
        String name = in.readUTF();
        for (Leg known : Leg.values()) {
            if (known.name().equals(name)) {
                leg = known;
                return;
            }
        }
        throw new IOException("a replica of a saved ensemble is said to be on the leg \"" + name + "\"");
    }
}
