package ergodic.sampler.method;

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
public record BiasTest(int transitions, double tolerance, String key) {}
