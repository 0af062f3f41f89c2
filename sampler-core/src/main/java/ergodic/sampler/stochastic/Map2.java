package ergodic.sampler.stochastic;

/**
 * A matrix of two rows, {@code a b} and {@code c d}.
 *
 * @param a
 *            first of the first row
 * @param b
 *            second of the first row
 * @param c
 *            first of the second row
 * @param d
 *            second of the second row
 */
record Map2(double a, double b, double c, double d) {

    static final Map2 ZERO = new Map2(0, 0, 0, 0);
    static final Map2 IDENTITY = new Map2(1, 0, 0, 1);

    static Map2 outer(double[] u, double[] v) {
        return new Map2(u[0] * v[0], u[0] * v[1], u[1] * v[0], u[1] * v[1]);
    }

    Map2 times(Map2 o) {
        return new Map2(a * o.a + b * o.c, a * o.b + b * o.d, c * o.a + d * o.c, c * o.b + d * o.d);
    }

    Map2 times(double factor) {
        return new Map2(factor * a, factor * b, factor * c, factor * d);
    }

    double[] times(double x, double p) {
        return new double[]{a * x + b * p, c * x + d * p};
    }

    Map2 plus(Map2 o) {
        return new Map2(a + o.a, b + o.b, c + o.c, d + o.d);
    }

    /** {@code this S this^T}. */
    Map2 around(Map2 s) {
        return times(s).times(new Map2(a, c, b, d));
    }

    Map2 inverse() {
        double det = a * d - b * c;
        return new Map2(d / det, -b / det, -c / det, a / det);
    }

    /** Whether both eigenvalues lie within the unit circle (Jury's conditions). */
    boolean contracts() {
        double det = a * d - b * c;
        return Math.abs(a + d) < 1 + det && det < 1;
    }

    /** Solves {@code S = this S this^T + Q} for symmetric Q, by doubling: each round takes twice as many steps into the sum. */
    Map2 stationary(Map2 q) {
        Map2 s = q;
        Map2 power = this;
        for (int round = 0; round < 60; round++) {
            Map2 more = power.around(s);
            s = s.plus(more);
            if (Math.abs(more.a) <= 1e-17 * Math.abs(s.a) && Math.abs(more.d) <= 1e-17 * Math.abs(s.d)) {
                break;
            }
            power = power.times(power);
        }
        return s;
    }
}
