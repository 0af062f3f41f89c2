package ergodic.sampler.svgd;

/**
 * Settings of {@link SvgdFit}.
 *
 * @param steps
 *            steps of the population, at least 1: the warm-up of {@link ergodic.sampler.run.RunSettings}
 * @param particles
 *            number of particles, from 1 to {@value #MOST_PARTICLES}; one is a climb to a mode
 * @param learningRate
 *            AdamW's at the first step; it falls to 0 along a cosine
 * @param batchSize
 *            rows of a step, the same for all particles; 0 for all
 */
public record SvgdSettings(int steps, int particles, double learningRate, int batchSize) {

    /** Distances of all pairs are held in memory. */
    static final int MOST_PARTICLES = 10_000;

    /** Checks the numbers. */
    public SvgdSettings {
        if (steps < 1 || particles < 1 || particles > MOST_PARTICLES || batchSize < 0) {
            throw new IllegalArgumentException("SVGD needs at least one step, from one to " + MOST_PARTICLES
                    + " particles and no negative batch size, not " + steps + ", " + particles + " and " + batchSize);
        }
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate must be a positive number, not " + learningRate);
        }
    }
}
