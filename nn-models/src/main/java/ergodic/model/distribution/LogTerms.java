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

    /** {@code a log x}, which is 0 where a is 0, also at x = 0. */
    static Tensor timesLog(Tensor a, Tensor x) {
        return a.equal(a.tracer().constant(0)).select(a.times(0), a.times(x.log()));
    }

    /** {@code (a - 1) log x}, which is 0 where a is 1, also at x = 0. */
    static Tensor powerTerm(Value a, Tensor x) {
        return timesLog(a.like(x).minus(1), x);
    }

    /** {@code log(1 + x^2)} of a standardised x. */
    static Tensor log1pSquare(Tensor z) {
        return z.square().log1p();
    }

    /** {@code (x - location) / scale}; multiplies by a reciprocal that is taken once where the scale is global. */
    static Tensor standardise(Tensor x, Value location, Value scale) {
        Tensor centred = location.is(0) ? x : x.minus(location.like(x));
        return scale.is(1) ? centred : centred.times(scale.like(x).reciprocal());
    }
}
