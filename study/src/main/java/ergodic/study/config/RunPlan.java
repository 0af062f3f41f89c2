package ergodic.study.config;

/**
 * How a study is sampled and how its draws are stored: by a whole configuration, or by the sections for it alone where data and
 * network are made in Java.
 */
public sealed interface RunPlan permits RunConfig, CodedPlan {

    /** Method, chains, draws. */
    SamplerConfig sampler();

    /** What is written and how. */
    StoreConfig store();

    /** What ends the run before its last draw. */
    StopConfig stop();

    /** The same with another sampler section. */
    RunPlan withSampler(SamplerConfig newSampler);

    /** The same with other rules that end the run. */
    RunPlan withStop(StopConfig other);

    /** What of it decides the draws: not their number, nor where files lie. */
    RunPlan deciding();
}
