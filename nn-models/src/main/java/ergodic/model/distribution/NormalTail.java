package ergodic.model.distribution;

import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.Tensor;

/** The log of the probability that a standard normal number lies above z, for any z. */
public final class NormalTail {

    /** From here on by the continued fraction of Mills' ratio, which then has all digits at this depth. */
    private static final double SWITCH = 3;
    private static final int DEPTH = 30;
    private static final double SQRT_HALF = Math.sqrt(0.5);

    private NormalTail() {}

    /** Of a value of a program. */
    public static Tensor logSurvival(Tensor z) {
        Tensor limit = z.tracer().constant(SWITCH);
        Tensor high = z.max(limit);
        Tensor fraction = high;
        for (int k = DEPTH; k > 0; k--) {
            fraction = high.plus(fraction.reciprocal().times(k));
        }
        Tensor far = high.square().times(-0.5).minus(LogTerms.HALF_LOG_TWO_PI).minus(fraction.log());
        Tensor near = z.min(limit).times(SQRT_HALF).erf().negate().plus(1).times(0.5).log();
        return z.less(limit).select(near, far);
    }

    /** Of a number. */
    public static double logSurvival(double z) {
        if (!(z >= SWITCH)) {
            return Math.log(SpecialFunctions.normalCdf(-z));
        }
        double fraction = z;
        for (int k = DEPTH; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return -0.5 * z * z - LogTerms.HALF_LOG_TWO_PI - Math.log(fraction);
    }
}
