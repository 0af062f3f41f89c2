package ergodic.testing;

import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** A density from which independent exact draws can be made, and functions of them of known distribution. */
public interface ExactTarget {

    /** The density. */
    LogDensity density();

    /** Fills theta with an exact draw. */
    void drawInto(double[] theta, NormalizedGaussianSampler gaussian);

    /** Functions of a draw that all follow {@link #distribution}. */
    double[] functions(double[] theta);

    /** Cumulative distribution function of each of them. */
    default DoubleUnaryOperator distribution() {
        return NormalDistribution.of(0, 1)::cumulativeProbability;
    }

    /** Neal's funnel: its neck's coordinate, and two of the others in its units. */
    static ExactTarget funnel(int dimension) {
        return new ExactTarget() {
            @Override
            public LogDensity density() {
                return Targets.funnel(dimension);
            }

            @Override
            public void drawInto(double[] theta, NormalizedGaussianSampler gaussian) {
                theta[0] = 3.0 * gaussian.sample();
                for (int i = 1; i < dimension; i++) {
                    theta[i] = Math.exp(0.5 * theta[0]) * gaussian.sample();
                }
            }

            @Override
            public double[] functions(double[] theta) {
                double unit = Math.exp(-0.5 * theta[0]);
                return new double[]{theta[0] / 3.0, theta[1] * unit, theta[2] * unit};
            }
        };
    }

    /** Two independent Student-t of 3 degrees of freedom. */
    static ExactTarget students() {
        return new ExactTarget() {
            @Override
            public LogDensity density() {
                return new LogDensity() {
                    @Override
                    public int dimension() {
                        return 2;
                    }

                    @Override
                    public double evaluate(double[] theta, double[] gradient) {
                        double sum = 0.0;
                        for (int i = 0; i < 2; i++) {
                            sum -= 2.0 * Math.log1p(theta[i] * theta[i] / 3.0);
                            gradient[i] = -4.0 * theta[i] / (3.0 + theta[i] * theta[i]);
                        }
                        return sum;
                    }
                };
            }

            @Override
            public void drawInto(double[] theta, NormalizedGaussianSampler gaussian) {
                for (int i = 0; i < 2; i++) {
                    double squares = 0.0;
                    for (int k = 0; k < 3; k++) {
                        double z = gaussian.sample();
                        squares += z * z;
                    }
                    theta[i] = gaussian.sample() / Math.sqrt(squares / 3.0);
                }
            }

            @Override
            public double[] functions(double[] theta) {
                return theta.clone();
            }

            @Override
            public DoubleUnaryOperator distribution() {
                return TDistribution.of(3)::cumulativeProbability;
            }
        };
    }

    /** Five normals of correlation 0.8 to the neighbour. */
    static ExactTarget correlated() {
        double[] scale = {0.5, 1.0, 2.0, 1.0, 3.0};
        double r = 0.8;
        return new ExactTarget() {
            @Override
            public LogDensity density() {
                return Targets.autoregressive(r, scale);
            }

            @Override
            public void drawInto(double[] theta, NormalizedGaussianSampler gaussian) {
                double u = gaussian.sample();
                theta[0] = scale[0] * u;
                for (int i = 1; i < 5; i++) {
                    u = r * u + Math.sqrt(1.0 - r * r) * gaussian.sample();
                    theta[i] = scale[i] * u;
                }
            }

            @Override
            public double[] functions(double[] theta) {
                return new double[]{theta[0] / scale[0], theta[4] / scale[4],
                        (theta[2] / scale[2] - r * theta[1] / scale[1]) / Math.sqrt(1.0 - r * r)};
            }
        };
    }
}
