package ergodic.autodiff;

/**
 * Elementwise functions of three arguments: the differences of logarithms of which log probabilities of counts consist, in
 * forms that do not cancel (Loader 2000). See {@link Deviance}.
 */
public enum TernaryFunction {
    /**
     * {@code k log(k/m) - k + m} of (k, m, log m): minus Poisson's log probability of k but for a term without m. The mean is
     * given as it is and by its logarithm, of which one may have over- or underflowed; derivatives go through the logarithm.
     */
    DEVIANCE,
    /** {@code log(k/m)} of (k, m, log m), arguments as those of {@link #DEVIANCE}. */
    LOG_RATIO,
    /**
     * {@code a log(a / (n p)) + b log(b / (n q))} of (a, b, logit), {@code n = a + b}, {@code p = sigmoid(logit)},
     * {@code q = 1 - p}: minus the binomial's log probability of a successes and b failures but for a term without p.
     */
    BINOMIAL_DEVIANCE,
    /** {@code log(a / (n p))}, arguments as those of {@link #BINOMIAL_DEVIANCE}. */
    BINOMIAL_LOG_RATIO
}
