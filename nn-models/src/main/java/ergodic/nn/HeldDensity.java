package ergodic.nn;

import ergodic.sampler.LogDensity;

/** A density in which some coordinates stay where they were: whatever is asked, and with slope 0. */
final class HeldDensity implements LogDensity {

    private final LogDensity density;
    private final double[] begin;
    private final boolean[] held;
    private final double[] point;

    HeldDensity(LogDensity density, double[] begin, boolean... held) {
        this.density = density;
        this.begin = begin.clone();
        this.held = held.clone();
        this.point = new double[begin.length];
    }

    /** Puts the coordinates that are held back to where they were. */
    void restore(double[] theta) {
        for (int i = 0; i < held.length; i++) {
            if (held[i]) {
                theta[i] = begin[i];
            }
        }
    }

    @Override
    public int dimension() {
        return density.dimension();
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        System.arraycopy(theta, 0, point, 0, point.length);
        restore(point);
        double value = density.evaluate(point, gradient);
        for (int i = 0; i < held.length; i++) {
            if (held[i]) {
                gradient[i] = 0;
            }
        }
        return value;
    }

    @Override
    public String coordinateName(int coordinate) {
        return density.coordinateName(coordinate);
    }
}
