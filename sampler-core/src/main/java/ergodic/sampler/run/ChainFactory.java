package ergodic.sampler.run;

/** Makes what each chain runs with. Called once a chain, in order, by the thread that starts the run. */
@FunctionalInterface
public interface ChainFactory {

    /**
     * The kit of a chain; nothing in it may change what another chain draws.
     *
     * @param chain
     *            chain from 0
     */
    ChainKit<?> create(int chain);
}
