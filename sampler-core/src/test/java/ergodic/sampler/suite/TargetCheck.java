package ergodic.sampler.suite;

import ergodic.sampler.suite.KnownTarget.Known;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Whether exact draws, density, gradient and stated means of a target belong together. */
final class TargetCheck {

    private static final int DRAWS = 40_000;

    private TargetCheck() {}

    /** The furthest mean of exact draws from what it is said to be, in standard errors. */
    static double worst(KnownTargets of) {
        KnownTarget target = of.make();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(77L);
        List<Known> functions = target.functions();
        double[] sums = new double[functions.size()];
        double[] squares = new double[functions.size()];
        double[] theta = new double[target.dimension()];
        for (int i = 0; i < DRAWS; i++) {
            target.exactInto(theta, rng);
            for (int f = 0; f < sums.length; f++) {
                double value = functions.get(f).of().applyAsDouble(theta);
                sums[f] += value;
                squares[f] += value * value;
            }
        }
        double worst = 0.0;
        for (int f = 0; f < sums.length; f++) {
            double mean = sums[f] / DRAWS;
            double error = Math.sqrt((squares[f] / DRAWS - mean * mean) / DRAWS);
            worst = Math.max(worst, Math.abs(mean - functions.get(f).mean()) / error);
        }
        return worst;
    }

    /** The largest relative error of the gradient, by central differences at exact draws. */
    static double gradientError(KnownTargets of) {
        KnownTarget target = of.make();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(78L);
        double[] theta = new double[target.dimension()];
        double[] gradient = new double[theta.length];
        double[] unused = new double[theta.length];
        double worst = 0.0;
        for (int i = 0; i < 50; i++) {
            target.exactInto(theta, rng);
            target.evaluate(theta, gradient);
            for (int k = 0; k < theta.length; k++) {
                double at = theta[k];
                double h = 1e-5 * Math.min(1.0, Math.abs(at) + 1e-2);
                theta[k] = at + h;
                double above = target.evaluate(theta, unused);
                theta[k] = at - h;
                double below = target.evaluate(theta, unused);
                theta[k] = at;
                worst = Math.max(worst, Math.abs((above - below) / (2.0 * h) - gradient[k])
                        / Math.max(1.0, Math.abs(gradient[k])));
            }
        }
        return worst;
    }
}
