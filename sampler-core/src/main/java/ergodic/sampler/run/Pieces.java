package ergodic.sampler.run;

import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the pieces of a transition met that is not complete; kept in the checkpoint. */
final class Pieces {

    private int gradients;
    private long evaluations;
    private final Flags flags = new Flags();

    /**
     * Whether a transition goes on with the next step; a complete one takes over what its pieces met.
     *
     * @param evaluated
     *            evaluations of this piece
     */
    boolean goOn(Transition transition, long evaluated) {
        evaluations += evaluated;
        if (transition.paused()) {
            gradients += transition.gradients();
            flags.add(transition);
            return true;
        }
        transition.addBefore(gradients, false, false);
        flags.handTo(transition);
        gradients = 0;
        return false;
    }

    /** Evaluations of the transition that is complete, with all its pieces; forgets them. */
    long evaluations() {
        long all = evaluations;
        evaluations = 0;
        return all;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(gradients);
        out.writeLong(evaluations);
        flags.write(out);
    }

    void read(DataInput in) throws IOException {
        gradients = in.readInt();
        evaluations = in.readLong();
        flags.read(in);
    }
}
