package ergodic.posteriordb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ergodic.autodiff.compile.RowData;
import ergodic.model.Posterior;
import ergodic.testing.SharedData;
import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Two compiled posteriors against densities and gradients that were differentiated by hand, at 50 random points. */
class HandWrittenDensityDifferentialTest {

    private interface HandWritten {
        /** Log density up to a constant; fills the gradient. */
        double evaluate(double[] theta, double[] gradient);
    }

    @Test
    void eightSchools() {
        PosteriorData data = data("eight_schools-eight_schools_noncentered");
        double[] y = data.vector("y");
        double[] sigma = data.vector("sigma");
        compare("eight_schools-eight_schools_noncentered", data, (theta, gradient) -> {
            double mu = theta[8];
            double tau = Math.exp(theta[9]);
            double sum = -mu * mu / 50 - Math.log1p(tau * tau / 25) + theta[9];
            gradient[8] = -mu / 25;
            gradient[9] = 1 - 2 * tau * tau / (25 + tau * tau);
            for (int j = 0; j < 8; j++) {
                double z = (y[j] - mu - tau * theta[j]) / sigma[j];
                sum -= 0.5 * z * z + 0.5 * theta[j] * theta[j];
                gradient[j] = -theta[j] + z * tau / sigma[j];
                gradient[8] += z / sigma[j];
                gradient[9] += z * tau * theta[j] / sigma[j];
            }
            return sum;
        });
    }

    @Test
    void autoregression() {
        PosteriorData data = data("arK-arK");
        double[] y = data.vector("y");
        int k = data.integer("K");
        compare("arK-arK", data, (theta, gradient) -> {
            double sigma = Math.exp(theta[k + 1]);
            double scaled = sigma / 2.5;
            double sum = -Math.log1p(scaled * scaled) + theta[k + 1] - (y.length - k) * theta[k + 1];
            for (int i = 0; i <= k; i++) {
                sum -= theta[i] * theta[i] / 200;
                gradient[i] = -theta[i] / 100;
            }
            gradient[k + 1] = 1 - 2 * scaled * scaled / (1 + scaled * scaled) - (y.length - k);
            for (int t = k; t < y.length; t++) {
                double residual = y[t] - theta[0];
                for (int lag = 1; lag <= k; lag++) {
                    residual -= theta[lag] * y[t - lag];
                }
                double z = residual / sigma;
                sum -= 0.5 * z * z;
                gradient[0] += z / sigma;
                for (int lag = 1; lag <= k; lag++) {
                    gradient[lag] += z / sigma * y[t - lag];
                }
                gradient[k + 1] += z * z;
            }
            return sum;
        });
    }

    private static PosteriorData data(String folder) {
        Path file = SharedData.require("posteriordb/" + folder + "/data.json");
        return new PosteriorData(file);
    }

    private static void compare(String folder, PosteriorData data, HandWritten hand) {
        ReferenceModel reference = Catalogue.of(folder, data);
        Posterior posterior = reference.model().compile(RowData.of(reference.rows(), reference.columns()));
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(9);
        double[] theta = new double[posterior.dimension()];
        double[] ours = new double[theta.length];
        double[] theirs = new double[theta.length];
        double constant = posterior.evaluate(theta, ours) - hand.evaluate(theta, theirs);
        for (int point = 0; point < 50; point++) {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = 4 * rng.nextDouble() - 2;
            }
            double difference = posterior.evaluate(theta, ours) - hand.evaluate(theta, theirs);
            assertThat(difference).isCloseTo(constant, offset(1e-10 * (1 + Math.abs(hand.evaluate(theta, theirs)))));
            for (int i = 0; i < theta.length; i++) {
                assertThat(ours[i]).as(posterior.coordinateName(i))
                        .isCloseTo(theirs[i], offset(1e-10 * (1 + Math.abs(theirs[i]))));
            }
        }
    }
}
