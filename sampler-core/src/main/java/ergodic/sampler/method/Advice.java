package ergodic.sampler.method;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what helps against which difficulty. Knows the run's own keys, which are the same for all methods, and what the
 * owner of the model proposes.
 */
public final class Advice {

    /**
     * What all methods share.
     *
     * @param chains
     *            number of chains
     * @param warmup
     *            warm-up transitions
     * @param draws
     *            draws a chain
     * @param made
     *            draws a chain that there are: fewer in a run that is not finished
     * @param thin
     *            transitions a draw
     * @param unknowns
     *            dimension of the posterior
     */
    public record Run(int chains, int warmup, int draws, int made, int thin, int unknowns) {}

    /** What a model can be changed in. */
    public enum Model {
        /** Scales that make funnels. */
        FUNNELS,
        /** Scales of very different size. */
        SCALES,
        /** Priors with heavy tails. */
        TAILS
    }

    private final Run run;
    private final Map<Model, List<String>> model;
    private final String other;
    private final Map<Difficulty, List<String>> all = new EnumMap<>(Difficulty.class);

    /**
     * Advice for a run.
     *
     * @param run
     *            its keys
     * @param model
     *            sentences of the owner of the model; what is missing has none
     * @param other
     *            name of an exact method of chains for posteriors of any kind, which one that is not made for this posterior proposes
     */
    public Advice(Run run, Map<Model, List<String>> model, String other) {
        this.run = run;
        this.other = other;
        this.model = Map.copyOf(model);
    }

    /** The run's keys. */
    public Run run() {
        return run;
    }

    /** What the owner of the model proposes. */
    public List<String> model(Model part) {
        return model.getOrDefault(part, List.of());
    }

    /** A longer warm-up; a sentence without its full stop, to be gone on with. */
    public String warmup() {
        return "Set " + longerWarmup();
    }

    /** A longer warm-up and more draws: of a run that is not finished, first those that it was to have. */
    public String warmupAndDraws() {
        return run.made < run.draws ? finish() + "; if that does not help, set " + longerWarmup() + " in a new run."
                : warmup() + " and " + moreDraws();
    }

    /** More draws: of a run that is not finished, first those that it was to have. */
    public String draws() {
        return run.made < run.draws ? finish() + "; if these are too few, add draws by ergodic extend."
                : "Set " + moreDraws();
    }

    private String finish() {
        return "Finish the run first, by ergodic resume (it has " + run.made + " of " + run.draws + " draws)";
    }

    private String longerWarmup() {
        return longerWarmupKey() + " (now " + run.warmup + ")";
    }

    /** A longer warm-up as a key with its value, for a sentence of the method's own. */
    public String longerWarmupKey() {
        return "sampler.warmup = " + 2 * Math.max(run.warmup, 500);
    }

    private String moreDraws() {
        return "sampler.draws = " + 2 * run.draws + " (now " + run.draws + "), or add draws by ergodic extend.";
    }

    /** More chains. */
    public String chains() {
        return "Set sampler.chains = " + Math.max(Difficulty.FEWEST_CHAINS, 2 * run.chains) + " (now " + run.chains
                + ").";
    }

    /** More transitions a draw, for a method of short steps. */
    public String thin() {
        return "Set sampler.thin = " + 10 * run.thin + " (now " + run.thin
                + "): steps are short, so chains need many of them.";
    }

    /**
     * The method for posteriors of any kind, instead.
     *
     * @param why
     *            the end of the sentence, with its comma, without its full stop
     */
    public String other(String why) {
        return "Or sampler.method = \"" + other + "\"" + why + ".";
    }

    /** Says what helps; nothing if no part has a sentence. */
    @SafeVarargs
    public final void put(Difficulty difficulty, List<String>... parts) {
        List<String> sentences = new ArrayList<>();
        for (List<String> part : parts) {
            for (String sentence : part) {
                sentences.add(sentence.endsWith(".") ? sentence : sentence + ".");
            }
        }
        if (!sentences.isEmpty()) {
            all.put(difficulty, sentences);
        }
    }

    /** All that was said. */
    public Map<Difficulty, List<String>> toMap() {
        return Map.copyOf(all);
    }
}
