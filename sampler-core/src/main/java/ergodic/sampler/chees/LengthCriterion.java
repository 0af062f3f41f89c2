package ergodic.sampler.chees;

import ergodic.sampler.metric.Metric;

/**
 * The derivative of the criterion over the length, by the log of the length. With {@code D_i = |x' - c_i|^2 - |x - c_i|^2}, the momentum p' at
 * the end and t the time of the trajectory, a share of T: the criterion is the mean of {@code C = D_1 D_2 / 4}, {@code dC / dt} is
 * {@code S = (D_1 <x' - c_2, p'> + D_2 <x' - c_1, p'>) / 2}. What it costs is the mean time in whole steps, about {@code (T + epsilon) / 2}, whose
 * logarithm grows by {@code r = T / (T + epsilon)} with log T: so {@code d log (E C / cost) / d log T = (t S - r C) / E C}, of which {@code t S - r C}
 * is taken. Its two centres are estimates that do not depend on each other
 * nor on the trajectory, so that the mean of {@code D_1 D_2} is that of the square about the posterior's own mean, however few walkers they
 * are made of; the square about one estimate would count its error as distance travelled. All squares are taken in whitened
 * coordinates, where {@code <y, p>} is the derivative of half of {@code |y|^2}.
 */
final class LengthCriterion {

    private final double[] start;
    private final double[] moved;
    private final double[] sum;
    private final double[] white;
    private final double[][] centres;

    LengthCriterion(int dimension) {
        this.start = new double[dimension];
        this.moved = new double[dimension];
        this.sum = new double[dimension];
        this.white = new double[dimension];
        this.centres = new double[2][dimension];
    }

    /** Takes the walker's state, and the two centres of the others. */
    void begin(double[] theta, Walkers walkers) {
        System.arraycopy(theta, 0, start, 0, start.length);
        walkers.centreInto(0, centres[0]);
        walkers.centreInto(1, centres[1]);
    }

    /** {@code t S - r C} of the trajectory that ended here; not finite where its end is not. */
    double slope(double time, double share, double[] end, double[] momentum, Metric metric) {
        for (int i = 0; i < start.length; i++) {
            moved[i] = end[i] - start[i];
        }
        metric.whitenInto(moved, moved);
        double one = change(end, centres[0], metric);
        double other = change(end, centres[1], metric);
        return 0.5 * time * (one * product(end, centres[1], momentum) + other * product(end, centres[0], momentum))
                - share * 0.25 * one * other;
    }

    /** {@code |x' - c|^2 - |x - c|^2 = <x' - x, x' + x - 2 c>}. */
    private double change(double[] end, double[] centre, Metric metric) {
        for (int i = 0; i < start.length; i++) {
            sum[i] = end[i] + start[i] - 2.0 * centre[i];
        }
        metric.whitenInto(sum, white);
        double change = 0.0;
        for (int i = 0; i < start.length; i++) {
            change += moved[i] * white[i];
        }
        return change;
    }

    private double product(double[] end, double[] centre, double[] momentum) {
        double product = 0.0;
        for (int i = 0; i < start.length; i++) {
            product += (end[i] - centre[i]) * momentum[i];
        }
        return product;
    }
}
