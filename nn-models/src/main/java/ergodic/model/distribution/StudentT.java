package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Student's t distribution: {@code log p = lgamma((v+1)/2) - lgamma(v/2) - log(v pi)/2 - log scale - (v+1)/2 log(1
 * + z^2/v)} with v degrees of freedom; it tends to the normal distribution's as v grows.
 *
 * @param degreesOfFreedom
 *            positive
 * @param location
 *            centre
 * @param scale
 *            positive
 */
public record StudentT(Value degreesOfFreedom, Value location, Value scale) implements Univariate {

    /** With numbers. */
    public static StudentT of(double degreesOfFreedom, double location, double scale) {
        return new StudentT(Value.of(degreesOfFreedom), Value.of(location), Value.of(scale));
    }

    /** With values of a program. */
    public static StudentT of(Tensor degreesOfFreedom, Tensor location, Tensor scale) {
        return new StudentT(Value.of(degreesOfFreedom), Value.of(location), Value.of(scale));
    }

    /** With a number and values of a program. */
    public static StudentT of(double degreesOfFreedom, Tensor location, Tensor scale) {
        return new StudentT(Value.of(degreesOfFreedom), Value.of(location), Value.of(scale));
    }

    /** With numbers and a value of a program. */
    public static StudentT of(double degreesOfFreedom, double location, Tensor scale) {
        return new StudentT(Value.of(degreesOfFreedom), Value.of(location), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(degreesOfFreedom, location, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor dof = degreesOfFreedom.like(x);
        Tensor half = dof.times(0.5);
        Tensor z = LogTerms.standardise(x, location, scale);
        // The difference of the log gammas and half the log of the degrees of freedom, without what cancels.
        Tensor constant = half.minus(0.5).times(dof.reciprocal().log1p()).minus(0.5 + LogTerms.HALF_LOG_TWO_PI)
                .plus(half.plus(0.5).stirlingRemainder().minus(half.stirlingRemainder())).minus(scale.like(x).log());
        Tensor tail = z.times(dof.sqrt().reciprocal()).log1pSquare().times(half.plus(0.5));
        return constant.minus(tail);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[1] + parameters[2] * standard(rng, parameters[0]);
    }

    /** A draw with location 0 and scale 1: a normal over the root of a scaled chi-squared. */
    static double standard(UniformRandomProvider rng, double degreesOfFreedom) {
        double normal = ZigguratSampler.NormalizedGaussian.of(rng).sample();
        double half = 0.5 * degreesOfFreedom;
        return normal / Math.sqrt(AhrensDieterMarsagliaTsangGammaSampler.of(rng, half, 1 / half).sample());
    }
}
