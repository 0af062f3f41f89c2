package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * Standard normal numbers that can be asked for again: the same seed and index give the same vector. SplitMix64 (Steele, Lea and
 * Flood 2014) from a state that is mixed of the two.
 */
public final class KeyedNormals implements UniformRandomProvider {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final NormalizedGaussianSampler normal = new NormalSource().of(this);
    private long state;

    /** Fills a vector. The numbers of {@link #nextLong} go on behind it. */
    public void fill(long seed, long index, double[] values) {
        state = mix(mix(seed) + GOLDEN * index);
        for (int i = 0; i < values.length; i++) {
            values[i] = normal.sample();
        }
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
