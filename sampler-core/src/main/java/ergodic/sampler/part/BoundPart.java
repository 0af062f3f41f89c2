package ergodic.sampler.part;

import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.ConditionedStart;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.run.RandomStreams;

/**
 * A part of one density, and its start.
 *
 * @param density
 *            of the part
 * @param start
 *            finds where the others stay, and where the part begins
 */
public record BoundPart(ConditionedLogDensity density, StartingPoint start) {

    /** Tells the stream that all chains share from those of the chains, which come of the seed itself. */
    private static final long COMMON = 0x9E3779B97F4A7C15L;

    /**
     * The part of a density of all coordinates.
     *
     * @param part
     *            which
     * @param seed
     *            the run's
     * @param whole
     *            the density of all coordinates
     * @param start
     *            finds a starting point of all coordinates
     * @throws IllegalArgumentException
     *             if the part is none of the density's, or all of it, in a sentence
     */
    public static BoundPart of(Part part, long seed, StochasticLogDensity whole, StartingPoint start) {
        int[] free = part.coordinates(whole);
        if (free.length == whole.dimension()) {
            throw new IllegalArgumentException(Part.KEY + " = \"" + String.join(", ", part.words())
                    + "\" names all unknowns of this model, so that none is held; leave it out, or take \"" + Part.ALL
                    + "\"");
        }
        ConditionedLogDensity density = new ConditionedLogDensity(whole, free);
        return new BoundPart(density,
                new ConditionedStart(density, start, () -> RandomStreams.ofChain(seed ^ COMMON, 0))); // cold: once a chain
    }
}
