package ergodic.sampler.tempering;

/**
 * The piecewise cubic through given points that rises where they rise (Fritsch and Carlson 1980): slopes are the means of the neighbouring
 * secants, and are shortened where the pair of a piece lies outside the circle of radius 3.
 */
final class MonotoneCubic {

    private final double[] x;
    private final double[] y;
    private final double[] slope;

    /** Through {@code (x_i, y_i)}, both not falling, x rising. */
    MonotoneCubic(double[] x, double[] y) {
        int pieces = x.length - 1;
        this.x = x.clone();
        this.y = y.clone();
        this.slope = new double[x.length];
        double[] secant = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            secant[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        }
        slope[0] = secant[0];
        slope[pieces] = secant[pieces - 1];
        for (int i = 1; i < pieces; i++) {
            slope[i] = secant[i - 1] > 0.0 && secant[i] > 0.0 ? 0.5 * (secant[i - 1] + secant[i]) : 0.0;
        }
        for (int i = 0; i < pieces; i++) {
            double left = slope[i] / secant[i];
            double right = slope[i + 1] / secant[i];
            double length = Math.hypot(left, right);
            if (length > 3.0) {
                slope[i] = 3.0 * left / length * secant[i];
                slope[i + 1] = 3.0 * right / length * secant[i];
            }
        }
    }

    /** The value at a point between the first and the last. */
    double at(double point) {
        int i = 0;
        while (i < x.length - 2 && point > x[i + 1]) {
            i++;
        }
        double h = x[i + 1] - x[i];
        double t = (point - x[i]) / h;
        double rest = 1.0 - t;
        return (1.0 + 2.0 * t) * rest * rest * y[i] + t * rest * rest * h * slope[i]
                + t * t * (3.0 - 2.0 * t) * y[i + 1] - t * t * rest * h * slope[i + 1];
    }
}
