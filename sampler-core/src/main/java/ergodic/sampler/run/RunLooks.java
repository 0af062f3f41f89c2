package ergodic.sampler.run;

import java.io.IOException;
import java.util.List;

/**
 * Looks at a run at fixed draws, and may end it there. Every chain waits when it has {@link #every} draws more; the last one to
 * come looks, while all of them stand at the same draw with all that they drew flushed. So what is seen, and with it where the
 * run ends, depends neither on threads nor on where the run was stopped and resumed in between, as long as {@link #ends} asks no
 * clock. A look after the last draw that was asked for is not made.
 */
public interface RunLooks {

    /** Never looks. */
    RunLooks NONE = new RunLooks() {
        @Override
        public int every() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean ends(int draws, List<ChainResult> chains) {
            return false;
        }
    };

    /** Kept draws of each chain between two looks, at least 1. */
    int every();

    /**
     * Looks. A run that was stopped during a look, or before a chain went on from it, repeats it when it is resumed.
     *
     * @param draws
     *            kept draws that each chain has
     * @param chains
     *            how far they came and what they met, in order
     * @return whether the run ends here, finished
     */
    boolean ends(int draws, List<ChainResult> chains) throws IOException;
}
