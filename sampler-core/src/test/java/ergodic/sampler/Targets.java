package ergodic.sampler;

/** Densities with known answers, for tests. */
public final class Targets {

    private Targets() {}

    /** Independent normals with the given standard deviations. */
    public static LogDensity normal(double... scale) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return scale.length;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double sum = 0.0;
                for (int i = 0; i < scale.length; i++) {
                    double precision = 1.0 / (scale[i] * scale[i]);
                    sum -= 0.5 * precision * theta[i] * theta[i];
                    gradient[i] = -precision * theta[i];
                }
                return sum;
            }
        };
    }

    /** Flat where the first of three coordinates is 0, and this value, with gradient 0, everywhere else. */
    public static LogDensity wall(double beyond) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0.0;
                gradient[1] = 0.0;
                gradient[2] = 0.0;
                return theta[0] == 0.0 ? 0.0 : beyond;
            }
        };
    }

    /** A correlated normal of mean 0 with the given precision matrix, d x d, row-major. */
    public static LogDensity correlatedNormal(int dimension, double[] precision) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double sum = 0.0;
                for (int i = 0; i < dimension; i++) {
                    double row = 0.0;
                    for (int j = 0; j < dimension; j++) {
                        row += precision[i * dimension + j] * theta[j];
                    }
                    gradient[i] = -row;
                    sum -= 0.5 * theta[i] * row;
                }
                return sum;
            }
        };
    }

    /**
     * AR(1) normals: correlation r^|i - j| and the given standard deviations. In the standardised coordinates u, the first is
     * standard normal and each next one {@code N(r u, 1 - r^2)}.
     */
    public static LogDensity autoregressive(double r, double[] scale) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return scale.length;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double variance = 1.0 - r * r;
                double u = theta[0] / scale[0];
                double sum = -0.5 * u * u;
                gradient[0] = -u / scale[0];
                for (int i = 1; i < scale.length; i++) {
                    double next = theta[i] / scale[i];
                    double innovation = (next - r * u) / variance;
                    sum -= 0.5 * innovation * innovation * variance;
                    gradient[i] = -innovation / scale[i];
                    gradient[i - 1] += r * innovation / scale[i - 1];
                    u = next;
                }
                return sum;
            }
        };
    }

    /** A quartic well without symmetry between its coordinates: nothing about it is linear. */
    public static LogDensity quartic() {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] t, double[] g) {
                double a = t[0] - 0.5 * t[1] * t[1];
                g[0] = -a - 4.0 * 0.1 * t[0] * t[0] * t[0];
                g[1] = a * t[1] - t[1];
                g[2] = -2.0 * t[2] - Math.cos(t[2] + t[0]);
                g[0] -= Math.cos(t[2] + t[0]);
                return -0.5 * a * a - 0.1 * t[0] * t[0] * t[0] * t[0] - 0.5 * t[1] * t[1] - t[2] * t[2]
                        - Math.sin(t[2] + t[0]);
            }
        };
    }

    /** Neal's funnel (2003): {@code v ~ N(0, 3)}, {@code x_i ~ N(0, exp(v / 2))}, v first, both by standard deviation. */
    public static LogDensity funnel(int dimension) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double v = theta[0];
                double precision = Math.exp(-v);
                double squares = 0.0;
                for (int i = 1; i < dimension; i++) {
                    squares += theta[i] * theta[i];
                    gradient[i] = -precision * theta[i];
                }
                gradient[0] = -v / 9.0 + 0.5 * precision * squares - 0.5 * (dimension - 1);
                return -v * v / 18.0 - 0.5 * precision * squares - 0.5 * (dimension - 1) * v;
            }
        };
    }

    /** A banana (Rosenbrock): {@code x ~ N(1, 1)}, {@code y | x ~ N(x^2, 1 / sqrt(2 b))}. */
    public static LogDensity banana(double b) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double x = theta[0];
                double bend = theta[1] - x * x;
                gradient[0] = -(x - 1.0) + 4.0 * b * bend * x;
                gradient[1] = -2.0 * b * bend;
                return -0.5 * (x - 1.0) * (x - 1.0) - b * bend * bend;
            }
        };
    }

    /** Counts evaluations. */
    public static final class Counting implements LogDensity {

        private final LogDensity density;
        private int count;

        /** Counts the evaluations of {@code density}. */
        public Counting(LogDensity density) {
            this.density = density;
        }

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            count++;
            return density.evaluate(theta, gradient);
        }

        /** Number of evaluations since the last call. */
        public int takeCount() {
            int taken = count;
            count = 0;
            return taken;
        }
    }
}
