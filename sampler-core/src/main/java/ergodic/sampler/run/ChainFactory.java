package ergodic.sampler.run;

/** Makes what each chain, or fit, runs with. Called once a chain, in order, by the thread that starts the run. */
@FunctionalInterface
public interface ChainFactory {

    /**
     * What one of them runs with, such as a {@link ChainKit} or a {@link FitKit}; all are of one kind, and nothing in it may change what another chain draws.
     *
     * @param chain
     *            chain from 0
     */
    Inference create(int chain);
}
