package ergodic.sampler.draws;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that is computed over draws as they are made, so that the draws themselves need not be kept. State is held
 * chain by chain and merged in the order of the chains: the result does not depend on threads. Calls for different chains
 * may come at the same time, those for one chain come in order.
 */
public interface Reducer {

    /** Number of values that it takes of each draw. */
    int width();

    /**
     * Takes one draw. Draw 0 forgets what the chain had before.
     *
     * @param chain
     *            chain from 0
     * @param draw
     *            number of the draw, one more than the last of this chain
     * @param values
     *            values of the draw
     * @param offset
     *            where the {@link #width()} values of this reducer begin
     */
    void accept(int chain, int draw, double[] values, int offset);

    /** Writes the state of a chain. */
    void save(int chain, DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(int chain, DataInput in) throws IOException;

    /** Takes all draws of a stored variable, which must have {@link #width()} elements. */
    default void acceptAll(Draws draws, String variable) {
        double[] values = new double[draws.variable(variable).size()];
        if (values.length != width()) {
            throw new IllegalArgumentException(
                    variable + " has " + values.length + " elements, the reducer takes " + width());
        }
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                draws.readInto(variable, chain, draw, values);
                accept(chain, draw, values, 0);
            }
        }
    }
}
