package ergodic.sampler.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums over the energies of consecutive transitions for E-BFMI: mean and squares about it (Welford 1962), squares of the
 * changes. Kept in the checkpoint.
 */
final class EnergyMoments {

    private long count;
    private double last;
    private double mean;
    private double squares;
    private double changes;

    void add(double energy) {
        if (count > 0) {
            changes += (energy - last) * (energy - last);
        }
        count++;
        last = energy;
        double deviation = energy - mean;
        mean += deviation / count;
        squares += deviation * (energy - mean);
    }

    /** Mean square change over variance; NaN for constant energies, fewer than two, or one that is not finite. */
    double bfmi() {
        return changes / squares;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(last);
        out.writeDouble(mean);
        out.writeDouble(squares);
        out.writeDouble(changes);
    }

    void read(DataInput in) throws IOException {
        count = in.readLong();
        last = in.readDouble();
        mean = in.readDouble();
        squares = in.readDouble();
        changes = in.readDouble();
    }
}
