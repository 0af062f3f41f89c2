package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * The plan of a study whose data and network are made in Java.
 *
 * @param sampler
 *            method, chains, draws
 * @param store
 *            what is written and how
 * @param stop
 *            what ends the run before its last draw
 */
public record CodedPlan(SamplerConfig sampler, StoreConfig store, StopConfig stop) implements RunPlan {

    /** Fills in defaults. */
    public CodedPlan(@Nullable SamplerConfig sampler, @Nullable StoreConfig store,
            @Nullable StopConfig stop) {
        this.sampler = sampler == null ? SamplerConfig.defaults() : sampler;
        this.store = store == null ? StoreConfig.defaults() : store;
        this.stop = (stop == null ? StopConfig.none() : stop).requireChains(this.sampler);
    }

    @Override
    public CodedPlan withSampler(SamplerConfig newSampler) {
        return new CodedPlan(newSampler, store, stop);
    }

    @Override
    public CodedPlan deciding() {
        return withSampler(sampler.withDraws(1)).withStop(StopConfig.none());
    }

    @Override
    public CodedPlan withStop(StopConfig other) {
        return new CodedPlan(sampler, store, other);
    }
}
