package ergodic.model.distribution;

import ergodic.autodiff.Tensor;

/** Pieces of log densities. */
final class LogTerms {

    /** {@code log(2 pi) / 2}. */
    static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    /** {@code log(pi)}. */
    static final double LOG_PI = 1.14472988584940017414;
    /** {@code log 2}. */
    static final double LOG_TWO = 0.69314718055994530942;

    private LogTerms() {}

    /** {@code logDensity} where {@code inside} is not 0, minus infinity elsewhere. */
    static Tensor within(Tensor inside, Tensor logDensity) {
        return inside.select(logDensity, logDensity.tracer().constant(Double.NEGATIVE_INFINITY));
    }

    /** 1 where {@code x >= 0}. */
    static Tensor notNegative(Tensor x) {
        return x.tracer().constant(0).lessEqual(x);
    }

    /** 1 where {@code x > 0}. */
    static Tensor positive(Tensor x) {
        return x.tracer().constant(0).less(x);
    }

    /**
     * What {@code (a - 1) log x} is at x = 0: an infinity, or 0 where a is 1; 0 where x is not 0.
     *
     * @param atZero
     *            1 where x is 0
     */
    static Tensor powerAtZero(Tensor a, Tensor atZero) {
        Tensor zero = a.tracer().constant(0);
        Tensor one = a.tracer().constant(1);
        // The infinity stands where x is 0 only, so that it does not reach the gradient elsewhere.
        Tensor infinity = atZero.select(a.tracer().constant(Double.POSITIVE_INFINITY), zero);
        return a.equal(one).select(zero, one.minus(a).times(infinity));
    }

    /** {@code (x - location) / scale}; multiplies by a reciprocal that is taken once where the scale is global. */
    static Tensor standardise(Tensor x, Value location, Value scale) {
        Tensor centred = location.is(0) ? x : x.minus(location.like(x));
        return scale.is(1) ? centred : centred.times(scale.like(x).reciprocal());
    }
}
