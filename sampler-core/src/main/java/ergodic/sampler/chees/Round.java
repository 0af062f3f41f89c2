package ergodic.sampler.chees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the transitions of a round, one of each walker, say together. */
final class Round {

    private int count;
    private double inverseAcceptances;
    private double slopes;

    /** Takes in a transition. */
    void add(double acceptance, double slope) {
        count++;
        inverseAcceptances += 1.0 / acceptance;
        if (acceptance > 0.0 && Double.isFinite(slope)) {
            slopes += acceptance * slope;
        }
    }

    int count() {
        return count;
    }

    /** Harmonic mean of the acceptance: 0 if one is. */
    double acceptance() {
        return count / inverseAcceptances;
    }

    /**
     * Mean of acceptance times slope. Not over the sum of the acceptances: where a step was far too long that would be the slope of the
     * least bad of ends without meaning.
     */
    double slope() {
        return slopes / count;
    }

    void clear() {
        count = 0;
        inverseAcceptances = 0.0;
        slopes = 0.0;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeDouble(inverseAcceptances);
        out.writeDouble(slopes);
    }

    void load(DataInput in) throws IOException {
        count = in.readInt();
        inverseAcceptances = in.readDouble();
        slopes = in.readDouble();
    }
}
