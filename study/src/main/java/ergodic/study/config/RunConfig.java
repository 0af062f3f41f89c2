package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration. Sections that are left out take their defaults; {@code [data]} is needed.
 *
 * @param data
 *            where the rows come from
 * @param network
 *            layers and activations
 * @param prior
 *            priors of weights and biases
 * @param likelihood
 *            what the outputs mean
 * @param sampler
 *            method, chains, draws
 * @param warmStart
 *            optimisation before the warm-up
 * @param store
 *            what is written and how
 * @param stop
 *            what ends the run before its last draw
 */
public record RunConfig(DataConfig data, NetworkConfig network, PriorConfig prior, LikelihoodConfig likelihood,
        SamplerConfig sampler, @JsonProperty("warm-start") WarmStartConfig warmStart, StoreConfig store,
        StopConfig stop)
        implements
            RunPlan {

    /** Fills in defaults. */
    public RunConfig(@Nullable DataConfig data, @Nullable NetworkConfig network, @Nullable PriorConfig prior,
            @Nullable LikelihoodConfig likelihood, @Nullable SamplerConfig sampler,
            @JsonProperty("warm-start") @Nullable WarmStartConfig warmStart, @Nullable StoreConfig store,
            @Nullable StopConfig stop) {
        this.data = Check.required("[data]", data);
        this.network = network == null ? NetworkConfig.defaults() : network;
        this.prior = prior == null ? PriorConfig.defaults() : prior;
        this.likelihood = likelihood == null ? LikelihoodConfig.defaults() : likelihood;
        this.sampler = sampler == null ? SamplerConfig.defaults() : sampler;
        this.warmStart = warmStart == null ? WarmStartConfig.defaults(this.sampler.startUse())
                : warmStart.requireTaken(this.sampler);
        this.store = store == null ? StoreConfig.defaults() : store;
        this.stop = (stop == null ? StopConfig.none() : stop).requireChains(this.sampler);
    }

    /** The same with other data files. */
    public RunConfig withData(DataConfig newData) {
        return new RunConfig(newData, network, prior, likelihood, sampler, warmStart, store, stop);
    }

    /** The same with another network and other priors. */
    RunConfig with(NetworkConfig newNetwork, PriorConfig newPrior) {
        return new RunConfig(data, newNetwork, newPrior, likelihood, sampler, warmStart, store, stop);
    }

    @Override
    public RunConfig deciding() {
        return withSampler(sampler.withDraws(1)).withStop(StopConfig.none()).withData(data.withoutFiles());
    }

    @Override
    public RunConfig withSampler(SamplerConfig newSampler) {
        return new RunConfig(data, network, prior, likelihood, newSampler,
                newSampler.startUse() == sampler.startUse() ? warmStart : null, store, stop);
    }

    @Override
    public RunConfig withStop(StopConfig other) {
        return new RunConfig(data, network, prior, likelihood, sampler, warmStart, store, other);
    }
}
