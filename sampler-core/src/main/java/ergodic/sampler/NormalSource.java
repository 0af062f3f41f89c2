package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;

/** Standard normal numbers of a chain's stream. The sampler has no state but the stream: it is made once, not once a step. */
public final class NormalSource {

    private @Nullable UniformRandomProvider stream;
    private @Nullable NormalizedGaussianSampler sampler;

    /** The sampler that draws from {@code rng}. */
    @SuppressWarnings("ReferenceEquality") // another stream is another object, whatever its state
    public NormalizedGaussianSampler of(UniformRandomProvider rng) {
        NormalizedGaussianSampler known = sampler;
        if (known != null && stream == rng) {
            return known;
        }
        NormalizedGaussianSampler made = ZigguratSampler.NormalizedGaussian.of(rng);
        stream = rng;
        sampler = made;
        return made;
    }
}
