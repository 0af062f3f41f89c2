package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * The plan of a study whose data and network are made in Java.
 *
 * @param sampler
 *            method, chains, draws
 * @param store
 *            what is written and how
 */
public record CodedPlan(SamplerConfig sampler, StoreConfig store) implements RunPlan {

    /** Fills in defaults. */
    public CodedPlan(@Nullable SamplerConfig sampler, @Nullable StoreConfig store) {
        this.sampler = sampler == null ? SamplerConfig.defaults() : sampler;
        this.store = store == null ? StoreConfig.defaults() : store;
    }

    @Override
    public CodedPlan withSampler(SamplerConfig newSampler) {
        return new CodedPlan(newSampler, store);
    }

    @Override
    public CodedPlan deciding() {
        return withSampler(sampler.withDraws(1));
    }
}
