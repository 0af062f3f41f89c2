package ergodic.sampler.tempering;

import ergodic.sampler.Finiteness;
import ergodic.sampler.LogDensity;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Workspace;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * {@code log prior + beta log likelihood}, with a beta that is set. It remembers the two parts of its last evaluation, so that what ends
 * there can be moved to another beta without a gradient. One gradient of the posterior an evaluation.
 */
public final class TemperedDensity implements LogDensity {

    private final TemperedLogDensity density;
    private final PriorDensity prior;
    @Workspace("set before it is read")
    private double beta;
    @Workspace
    private final double[] priorGradient;
    @Workspace
    private final double[] likelihoodGradient;
    @Workspace
    private double logPrior;
    @Workspace
    private double logLikelihood;

    /** The powers of one chain's posterior; beta is 1 at first. */
    public TemperedDensity(TemperedLogDensity density) {
        this.density = density;
        this.prior = density.prior();
        this.beta = 1.0;
        this.priorGradient = new double[density.dimension()];
        this.likelihoodGradient = new double[density.dimension()];
    }

    /** Sets the power of the likelihood. */
    public void setBeta(double value) {
        beta = value;
    }

    @Override
    public int dimension() {
        return density.dimension();
    }

    @Override
    public String coordinateName(int coordinate) {
        return density.coordinateName(coordinate);
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double whole = density.evaluate(theta, likelihoodGradient);
        logPrior = prior.evaluate(theta, priorGradient);
        logLikelihood = whole - logPrior;
        for (int i = 0; i < gradient.length; i++) {
            likelihoodGradient[i] -= priorGradient[i];
            gradient[i] = priorGradient[i] + beta * likelihoodGradient[i];
        }
        return logPrior + beta * logLikelihood;
    }

    /**
     * Makes {@code point} a draw of the prior. Where the posterior or its gradient is not finite the likelihood counts as 0, as it does for
     * trajectories, which never end there.
     */
    public void drawPriorInto(TemperedPoint point, UniformRandomProvider rng) {
        prior.drawInto(point.theta, rng);
        place(point);
    }

    /** Evaluates at the point's position and tells it the parts; returns whether it may be at a beta above 0. */
    public boolean place(TemperedPoint point) {
        evaluate(point.theta, point.likelihoodGradient);
        keep(point);
        boolean usable = Double.isFinite(point.logLikelihood)
                && Finiteness.holds(point.logPrior, point.priorGradient)
                && Finiteness.firstFault(point.likelihoodGradient) < 0;
        if (!usable) {
            point.logLikelihood = Double.NEGATIVE_INFINITY;
        }
        return usable;
    }

    /** Tells the point the parts of the last evaluation. */
    public void keep(TemperedPoint point) {
        point.logPrior = logPrior;
        point.logLikelihood = logLikelihood;
        System.arraycopy(priorGradient, 0, point.priorGradient, 0, priorGradient.length);
        System.arraycopy(likelihoodGradient, 0, point.likelihoodGradient, 0, priorGradient.length);
    }
}
