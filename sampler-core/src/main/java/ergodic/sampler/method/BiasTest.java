package ergodic.sampler.method;

import java.util.Optional;

/**
 * That short exact chains from the draws are to tell the bias of each variable.
 *
 * @param transitions
 *            of each exact chain
 * @param tolerance
 *            relative error of variances that is not worth a doubt
 * @param key
 *            path of the key that says the tolerance
 */
public record BiasTest(int transitions, double tolerance, String key) {

    /** More would be a run of its own: a thousand of them are 160 000 gradients and more. */
    private static final int MOST = 1000;

    /** Relative error of variances that is not worth a doubt. */
    public static final Key<Double> TOLERANCE = Key.real("bias_tolerance", 0.1, Key.positive(),
            "relative error of variances, as the method or its check measures it, above which the verdict is doubtful");

    /** Transitions of the exact chains that tell the bias of each variable. */
    public static final Key<Integer> CHECK = Key.whole("bias_check", 30, Key.within(0, MOST),
            "transitions of short exact chains (Hamiltonian Monte Carlo, 8 gradients each) from the draws, which tell"
                    + " the bias of each variable when the run is judged; 0 for none");

    /** What the keys ask for. */
    public static Optional<BiasTest> of(Settings settings) {
        return settings.get(CHECK) == 0 ? Optional.empty()
                : Optional.of(new BiasTest(settings.get(CHECK), settings.get(TOLERANCE), TOLERANCE.path()));
    }
}
