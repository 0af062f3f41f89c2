package ergodic.sampler.draws;

/**
 * Some of the chains of a run: what one process, or one machine, samples into its own part of a store.
 *
 * @param first
 *            number, from 0, of the first chain
 * @param count
 *            number of chains, at least 1
 */
public record ChainRange(int first, int count) {

    /** Checks the numbers; an {@link IllegalArgumentException} says which is wrong. */
    public ChainRange {
        if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "a part of a run has at least 1 chain, of number 0 or more, not " + count + " from " + first);
        }
    }

    /** All chains of a run of so many; a number below 1 is for the run to refuse. */
    public static ChainRange all(int chains) {
        return new ChainRange(0, Math.max(1, chains));
    }

    /** Number of the chain after the last. */
    public int end() {
        return first + count;
    }

    /** Refuses, with an {@link IllegalArgumentException}, a range that reaches beyond a run of so many chains. */
    public void requireWithin(int chains) {
        if (end() > chains) {
            throw new IllegalArgumentException(this + " are not all in a run of " + chains);
        }
    }

    /** For sentences to people, who count chains from 1. */
    @Override
    public String toString() {
        return count == 1 ? "chain " + end() : "chains " + (first + 1) + " to " + end();
    }
}
