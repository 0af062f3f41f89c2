package ergodic.sampler;

import java.util.List;

/**
 * A log density made from another one of the same coordinates, as such or in other units, and the same rows. Names and {@link InputUnits}
 * (which coordinates multiply which inputs, in whatever units) are that one's; values and what follows from them are its own. Belongs to the
 * same chain.
 */
public abstract class ForwardingLogDensity implements StochasticLogDensity {

    /** The density it is made from. */
    protected final StochasticLogDensity density;

    /** A density made from another. */
    protected ForwardingLogDensity(StochasticLogDensity density) {
        this.density = density;
    }

    @Override
    public final int dimension() {
        return density.dimension();
    }

    @Override
    public final int rowCount() {
        return density.rowCount();
    }

    @Override
    public final String coordinateName(int coordinate) {
        return density.coordinateName(coordinate);
    }

    @Override
    public final List<InputUnits> inputUnits() {
        return density.inputUnits();
    }
}
