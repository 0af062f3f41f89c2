package ergodic.sampler.run;

import ergodic.sampler.draws.ChainRange;

/**
 * How much is drawn, and with how many threads.
 *
 * @param chains
 *            number of chains of the run, at least 1
 * @param part
 *            those of them that are drawn here; each draws the same bits, whatever the part that it is in
 * @param warmup
 *            warm-up transitions of each chain, at least 0
 * @param draws
 *            draws kept of each chain, at least 1
 * @param thin
 *            transitions for each kept draw, at least 1; a chain makes {@code draws * thin} transitions after its warm-up
 * @param seed
 *            any number; the same seed gives the same draws
 * @param threads
 *            number of threads that chains share, at least 1; changes no draw
 */
public record RunSettings(int chains, ChainRange part, int warmup, int draws, int thin, long seed, int threads) {

    /** Checks the numbers; an {@link IllegalArgumentException} says which is wrong. */
    public RunSettings {
        requireAtLeast("chains", chains, 1);
        requireAtLeast("warmup", warmup, 0);
        requireAtLeast("draws", draws, 1);
        requireAtLeast("thin", thin, 1);
        requireAtLeast("threads", threads, 1);
        part.requireWithin(chains);
        if ((long) draws * thin > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("draws times thin is " + (long) draws * thin
                    + " transitions a chain; the most is " + Integer.MAX_VALUE);
        }
    }

    /** Settings of a run of all chains. */
    public RunSettings(int chains, int warmup, int draws, int thin, long seed, int threads) {
        this(chains, ChainRange.all(chains), warmup, draws, thin, seed, threads);
    }

    /** Settings without thinning, on as many threads as there are processors (at most one a chain). */
    public static RunSettings of(int chains, int warmup, int draws, long seed) {
        int threads = Math.max(1, Math.min(chains, Runtime.getRuntime().availableProcessors()));
        return new RunSettings(chains, warmup, draws, 1, seed, threads);
    }

    /** The same with another number of threads. */
    public RunSettings withThreads(int number) {
        return new RunSettings(chains, part, warmup, draws, thin, seed, number);
    }

    /** The same with another number of draws: what is asked for to extend a finished run. */
    public RunSettings withDraws(int number) {
        return new RunSettings(chains, part, warmup, number, thin, seed, threads);
    }

    /** The same for some of the chains only: a part of the run. */
    public RunSettings withPart(ChainRange range) {
        return new RunSettings(chains, range, warmup, draws, thin, seed, threads);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }
}
