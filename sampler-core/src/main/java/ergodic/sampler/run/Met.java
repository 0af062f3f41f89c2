package ergodic.sampler.run;

import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What several transitions, or pieces of one, met; kept in the checkpoint. */
final class Met {

    private int gradients;
    private boolean diverging;
    private boolean cut;

    void add(Transition transition) {
        gradients += transition.gradients();
        diverging |= transition.diverging();
        cut |= transition.cut();
    }

    /** Whether a transition goes on with the next step; a complete one takes over what its pieces met. */
    boolean goOn(Transition transition) {
        if (transition.paused()) {
            add(transition);
            return true;
        }
        addTo(transition, gradients);
        return false;
    }

    /** Hands flags over, and a number of gradients. */
    void addTo(Transition transition, int ofGradients) {
        transition.addBefore(ofGradients, diverging, cut);
        gradients = 0;
        diverging = false;
        cut = false;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(gradients);
        out.writeBoolean(diverging);
        out.writeBoolean(cut);
    }

    void read(DataInput in) throws IOException {
        gradients = in.readInt();
        diverging = in.readBoolean();
        cut = in.readBoolean();
    }
}
