package ergodic.sampler.method;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.run.Inference;
import java.util.List;

/**
 * A way to sample: makes what a chain runs with. Methods are values without state, to be used for any number of chains and
 * runs; a method of your own is a record. The length of the warm-up that a method's settings name should be
 * that of {@link ergodic.sampler.run.RunSettings}.
 */
public interface SamplingMethod {

    /** What it ends in. */
    default DrawKind kind() {
        return DrawKind.CHAIN;
    }

    /**
     * Whether its draws are to be read by the network linearised about a centre, which the method tells a {@link ergodic.sampler.draws.CentredTransform}; models
     * without a network are read as they are.
     */
    default boolean linearised() {
        return false;
    }

    /** Which scales of the prior it chooses by the data, and tells a {@link ergodic.sampler.draws.CentredTransform}. */
    default ChosenScales chosenScales() {
        return ChosenScales.NONE;
    }

    /** What its kernel says of each transition beyond {@link Statistic#COMMON}: what a store is laid out for. */
    List<Statistic> statistics();

    /**
     * What one chain, or fit, runs with.
     *
     * @param density
     *            the log density, the chain's own
     * @param start
     *            finds the first state
     * @param transform
     *            says what is stored of a state, the chain's own
     */
    Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform);
}
