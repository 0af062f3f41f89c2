package ergodic.sampler.run;

import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whether any of several transitions, or pieces of one, diverged or was cut; kept in the checkpoint. */
final class Flags {

    private boolean diverging;
    private boolean cut;

    void add(Transition transition) {
        diverging |= transition.diverging();
        cut |= transition.cut();
    }

    /** Adds them to a transition, and forgets them. */
    void handTo(Transition transition) {
        transition.flag(transition.diverging() || diverging, transition.cut() || cut);
        diverging = false;
        cut = false;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(diverging);
        out.writeBoolean(cut);
    }

    void read(DataInput in) throws IOException {
        diverging = in.readBoolean();
        cut = in.readBoolean();
    }
}
