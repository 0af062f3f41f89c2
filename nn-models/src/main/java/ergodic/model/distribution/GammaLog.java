package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * Gamma distribution by its shape a and the log of its mean m, rate {@code a / m}: {@code log p = a log(a/m) - lgamma(a) + (a-1) log x - a x / m}.
 * As {@link Gamma} it is {@code log(a/x)} and Poisson's log probability of a for the mean {@code a x / m}, which do not cancel; a log mean may be of any
 * size.
 *
 * @param shape
 *            positive; the coefficient of variation is its inverse square root
 * @param logMean
 *            log of the mean
 */
public record GammaLog(Value shape, Value logMean) implements Univariate {

    /** With numbers. */
    public static GammaLog of(double shape, double logMean) {
        return new GammaLog(Value.of(shape), Value.of(logMean));
    }

    /** With values of a program. */
    public static GammaLog of(Tensor shape, Tensor logMean) {
        return new GammaLog(Value.of(shape), Value.of(logMean));
    }

    @Override
    public List<Value> parameters() {
        return List.of(shape, logMean);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor a = shape.like(x);
        Tensor inside = LogTerms.positive(x);
        Tensor logX = inside.select(x, x.tracer().constant(1)).log();
        Tensor logScaled = a.log().plus(logX.minus(logMean.like(x)));
        Tensor deviance = a.deviance(logScaled.exp(), logScaled);
        Tensor constant = a.log().minus(a.stirlingRemainder());
        return LogTerms.within(inside, constant.minus(logX).minus(deviance));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double a = parameters[0];
        return AhrensDieterMarsagliaTsangGammaSampler.of(rng, a, Math.exp(parameters[1]) / a).sample();
    }
}
