package ergodic.sampler.draws;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What a reducer holds of one chain: the number of draws and two numbers for each value. */
final class ChainTotals {

    int count;
    final double[] first;
    final double[] second;
    private final double initialFirst;

    ChainTotals(int width, double initialFirst) {
        this.first = new double[width];
        this.second = new double[width];
        this.initialFirst = initialFirst;
        reset();
    }

    static ChainTotals[] of(int chains, int width, double initialFirst) {
        if (chains < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a reducer needs at least 1 chain and 1 value, not " + chains + " and " + width);
        }
        ChainTotals[] totals = new ChainTotals[chains];
        Arrays.setAll(totals, chain -> new ChainTotals(width, initialFirst));
        return totals;
    }

    /** Gets ready for a draw: forgets the others if it is the first. */
    void expect(int draw) {
        if (draw == 0) {
            reset();
        }
        if (draw != count) {
            throw new IllegalStateException("draw " + draw + " came to a reducer that has " + count
                    + " draws of its chain: resume with the checkpoint that it was saved in");
        }
        count++;
    }

    private void reset() {
        count = 0;
        Arrays.fill(first, initialFirst);
        Arrays.fill(second, 0);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(first.length);
        for (int i = 0; i < first.length; i++) {
            out.writeDouble(first[i]);
            out.writeDouble(second[i]);
        }
    }

    void load(DataInput in) throws IOException {
        count = in.readInt();
        int width = in.readInt();
        if (width != first.length) {
            throw new IOException("a reducer of " + width + " values was saved, not of " + first.length);
        }
        for (int i = 0; i < first.length; i++) {
            first[i] = in.readDouble();
            second[i] = in.readDouble();
        }
    }
}
