package ergodic.sampler.langevin;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.StochasticLogDensity;

/** A density in other units: of {@code y} with {@code theta_i = scale_i y_i}, up to a constant. */
public final class ScaledDensity extends ForwardingLogDensity {

    private final double[] scales;
    private final double[] theta;

    /** A density in units of these scales. */
    public ScaledDensity(StochasticLogDensity density, double[] scales) {
        super(density);
        this.scales = scales.clone();
        this.theta = new double[scales.length];
    }

    @Override
    public double evaluate(double[] y, double[] gradient) {
        unscale(y);
        return rescaled(density.evaluate(theta, gradient), gradient);
    }

    @Override
    public double evaluateSubset(double[] y, int[] rows, int count, double[] gradient) {
        unscale(y);
        return rescaled(density.evaluateSubset(theta, rows, count, gradient), gradient);
    }

    private void unscale(double[] y) {
        for (int i = 0; i < theta.length; i++) {
            theta[i] = scales[i] * y[i];
        }
    }

    private double rescaled(double value, double[] gradient) {
        for (int i = 0; i < theta.length; i++) {
            gradient[i] *= scales[i];
        }
        return value;
    }
}
