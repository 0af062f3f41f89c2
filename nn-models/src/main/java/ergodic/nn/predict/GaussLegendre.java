package ergodic.nn.predict;

/**
 * Gauss and Legendre's rule on [-1, 1]: exact for polynomials of degree {@code 2 n - 1}.
 *
 * @param nodes
 *            zeros of the Legendre polynomial of degree n, ascending
 * @param weights
 *            their weights; they sum to 2
 */
record GaussLegendre(double[] nodes, double[] weights) {

    /** The rule of n nodes, by Newton's iteration. */
    static GaussLegendre of(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (int iteration = 0; iteration < 50; iteration++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
        return new GaussLegendre(nodes, weights);
    }
}
