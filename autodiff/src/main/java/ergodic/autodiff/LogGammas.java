package ergodic.autodiff;

/**
 * Differences of log gamma functions, written so that the large parts of the terms do not cancel: with
 * {@code lgamma(x) = x log x - x + r(x) - log x} and r by {@link Tensor#stirlingRemainder}. Elementwise with broadcasting;
 * derivatives of any order are as accurate.
 */
public final class LogGammas {

    private LogGammas() {}

    /** {@code lgamma(a + b) - lgamma(a)} for {@code a > 0} and {@code b >= 0}: the log of a rising factorial. */
    public static Tensor difference(Tensor a, Tensor b) {
        Tensor sum = a.plus(b);
        Tensor ratio = b.dividedBy(a).log1p();
        return b.times(sum.log()).minus(b).plus(a.minus(1).times(ratio))
                .plus(sum.stirlingRemainder().minus(a.stirlingRemainder()));
    }

    /** {@code lgamma(a) + lgamma(b) - lgamma(a + b)}: log of the beta function, for positive arguments. */
    public static Tensor beta(Tensor a, Tensor b) {
        Tensor sum = a.plus(b);
        return sum.log().minus(a.log()).minus(b.log()).minus(entropy(a, b))
                .plus(a.stirlingRemainder().plus(b.stirlingRemainder()).minus(sum.stirlingRemainder()));
    }

    /** {@code log(n! / (k! (n - k)!))} for {@code 0 <= k <= n}. */
    public static Tensor binomialCoefficient(Tensor n, Tensor k) {
        Tensor rest = n.minus(k);
        return entropy(k, rest)
                .plus(n.stirlingRemainder().minus(k.stirlingRemainder()).minus(rest.stirlingRemainder()));
    }

    /** {@code -a log(a/n) - b log(b/n)} with {@code n = a + b}. */
    private static Tensor entropy(Tensor a, Tensor b) {
        return surprise(a, b).plus(surprise(b, a));
    }

    /** {@code -a log(a / (a + b))}, 0 where a is. */
    private static Tensor surprise(Tensor a, Tensor b) {
        Tensor zero = a.tracer().constant(0);
        Tensor positive = a.equal(zero).select(a.tracer().constant(1), a);
        return a.times(b.dividedBy(positive).log1p());
    }
}
