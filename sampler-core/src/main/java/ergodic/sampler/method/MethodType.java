package ergodic.sampler.method;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.Draws;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A method as a configuration names it: its keys, and all that is said of it elsewhere. {@code ergodic.sampler.methods} lists
 * those of the product. A method of your own, used from Java, need not have one: a {@link SamplingMethod} is enough.
 */
public interface MethodType {

    /** Value of {@code sampler.method}. */
    String name();

    /** Keys of {@code [sampler]} that belong to it, in the order in which they are written. */
    List<Key<?>> keys();

    /**
     * The method with these settings.
     *
     * @param settings
     *            of {@link #keys}, after {@link #prepare}
     * @param warmup
     *            warm-up transitions of a chain; steps of a fit
     */
    SamplingMethod method(Settings settings, int warmup);

    /** What it ends in. Chains have the keys warmup, draws and thin, independent draws and populations the key draws, members none of them. */
    default DrawKind kind() {
        return DrawKind.CHAIN;
    }

    /** Whether a part of the weights can be sampled by it, the others held: by chains that ask for the log density and its gradients alone. */
    default boolean takesParts() {
        return kind() == DrawKind.CHAIN;
    }

    /** Steps of a fit, which stand in the place of a warm-up; not asked of methods that make chains. */
    default int steps(Settings settings) {
        throw new IllegalStateException(name() + " has no steps of a fit");
    }

    /** What it makes of the starting point that it is given. */
    default StartUse startUse() {
        return StartUse.BEGINS;
    }

    /** The same with these settings, for a method with which it depends on them. */
    default StartUse startUse(Settings settings) {
        return startUse();
    }

    /**
     * Whether class probabilities are to be those of normal logits by the probit approximation, with the moments of each fit's draws: of
     * likelihoods whose outputs are logits of classes.
     */
    default boolean byProbit(Settings settings) {
        return false;
    }

    /**
     * Whether the draws follow the density itself, once there are enough: not those of a kernel without an acceptance test, nor
     * of a fitted approximation.
     */
    boolean exact();

    /** Sentences that every form of the verdict must say, such as that the draws are biased and by what. */
    default List<String> caveats(Settings settings) {
        return List.of();
    }

    /** What the statistics of draws tell of the method, such as how large the bias is. */
    default List<Measurement> measured(Settings settings, Draws draws) {
        return List.of();
    }

    /** The same, with the number of rows of the data, for a method that tells more by it. */
    default List<Measurement> measured(Settings settings, Draws draws, int rows) {
        return measured(settings, draws);
    }

    /** Whether one of its measurements is the log evidence of the model ({@code log_evidence}), with these settings. */
    default boolean tellsEvidence(Settings settings) {
        return false;
    }

    /**
     * Why the log evidence that it tells is not that of the model of a density, in a sentence with what to do; nothing where it is. Asked only where it
     * {@link #tellsEvidence tells} one.
     *
     * @throws IllegalArgumentException
     *             if the method does not take the density
     */
    default Optional<String> evidenceComplaint(Settings settings, Supplier<? extends StochasticLogDensity> densities) {
        return Optional.empty();
    }

    /** Whether short exact chains from the draws are to tell their bias; for a method without an acceptance test. */
    default Optional<BiasTest> biasTest(Settings settings) {
        return Optional.empty();
    }

    /** Says what helps against which difficulty. */
    void advise(Settings settings, Advice advice);

    /** What to change when chains diverge, as the end of a sentence: an imperative without a full stop. */
    String againstDivergences(Settings settings);

    /**
     * How it would do a task, where a method is to be chosen for one; nothing if it would not, or is no method to be chosen without
     * being asked for.
     */
    default Optional<Offer> offer(Task task) {
        return Optional.empty();
    }

    /** What is wrong with the settings for so many rows of data: a sentence, or nothing. */
    default Optional<String> complaint(Settings settings, int rows) {
        return Optional.empty();
    }

    /** The key of the number of rows in each gradient, 0 for all, of a method that can take so many rows; empty for one of all rows. */
    default Optional<Key<Integer>> batchKey() {
        return Optional.empty();
    }

    /** The settings for so many rows of data: batches whose size nobody chose are no larger than all rows. */
    default Settings fitted(Settings settings, int rows) {
        return batchKey().filter(key -> !settings.isGiven(key) && settings.get(key) > rows)
                .map(key -> settings.with(key, rows)).orElse(settings);
    }

    /** Rows in each gradient; empty for all of them. */
    default OptionalInt rowsOfGradient(Settings settings) {
        int rows = batchKey().map(settings::get).orElse(0);
        return rows == 0 ? OptionalInt.empty() : OptionalInt.of(rows);
    }

    /** Most gradients that a transition can take. */
    default double mostGradients(Settings settings) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Rows that {@link #prepare} reads at most beside those of the start; 0 for a method that needs no start and hardly any time. For
     * forecasts of its time.
     *
     * @param settings
     *            as they are configured
     * @param rows
     *            of the density
     */
    default double rowsToPrepare(Settings settings, int rows) {
        return 0;
    }

    /**
     * Measures, before a new run, what the method needs to know of the density, and may fill in keys that were left out.
     *
     * @param settings
     *            as they are configured
     * @param density
     *            makes the log density, of all rows and of subsets
     * @param start
     *            finds the first state of a chain
     * @param rng
     *            random numbers of the first chain
     * @return what was found; empty for a method that needs to know nothing
     * @throws IllegalArgumentException
     *             if the settings cannot be completed, in a sentence that says why
     */
    default Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> density,
            StartingPoint start,
            UniformRandomProvider rng) {
        return Optional.empty();
    }
}
