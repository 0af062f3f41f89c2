package ergodic.sampler.run;

import org.apache.commons.rng.LongJumpableUniformRandomProvider;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * One stream of random numbers a chain, split from one seed: xoshiro256++ (Blackman and Vigna 2021), chain {@code c} after
 * {@code c} jumps of 2^192 numbers, so that no two chains of a run ever share a number.
 */
public final class RandomStreams {

    private RandomStreams() {}

    /**
     * The stream of a chain.
     *
     * @param seed
     *            seed of the run
     * @param chain
     *            chain from 0
     */
    public static RestorableUniformRandomProvider ofChain(long seed, int chain) {
        if (chain < 0) {
            throw new IllegalArgumentException("chain must be at least 0, not " + chain);
        }
        LongJumpableUniformRandomProvider source = (LongJumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP
                .create(seed);
        UniformRandomProvider stream = source.longJump();
        for (int jump = 0; jump < chain; jump++) {
            stream = source.longJump();
        }
        return (RestorableUniformRandomProvider) stream;
    }
}
