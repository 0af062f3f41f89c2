package ergodic.sampler.draws;

import java.util.List;

/**
 * Maps a chain's position to what is stored of it: named variables on their natural scale and functions of them (such as
 * predictions at probe inputs). Belongs to one chain.
 */
public interface DrawTransform {

    /** What {@link #applyInto} writes, in that order. */
    List<Variable> variables();

    /** Sum of the variables' sizes. */
    default int size() {
        int size = 0;
        for (Variable variable : variables()) {
            size += variable.size();
        }
        return size;
    }

    /** Fills {@code values} (length {@link #size()}) from a position. */
    void applyInto(double[] theta, double[] values);
}
