package ergodic.sampler.method;

import java.util.Optional;

/**
 * How a method would do a {@link Task}.
 *
 * @param settings
 *            of its keys
 * @param chains
 *            number of chains
 * @param warmup
 *            warm-up transitions of each
 * @param draws
 *            draws of each
 * @param thin
 *            transitions a draw
 * @param gradients
 *            gradients that it would take, those of some rows by their share of all
 * @param trial
 *            settings of the trial that it asks for, before it knows what it would take; empty if it knows
 * @param reason
 *            why it suits, as the end of a sentence
 */
public record Offer(Settings settings, int chains, int warmup, int draws, int thin, double gradients,
        Optional<Settings> trial, String reason) {

    /** An offer of a method that knows what it would take. */
    public static Offer of(Settings settings, int chains, int warmup, int draws, int thin, double gradients,
            String reason) {
        return new Offer(settings, chains, warmup, draws, thin, gradients, Optional.empty(), reason);
    }
}
