package ergodic.study.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.prior.Grouping;
import ergodic.nn.prior.HorseshoePrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.draws.VariableRole;
import ergodic.study.config.ConfigException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Scales that make a network the process itself, known in closed form: of a linear network the dot product's kernel, of a wide layer of rectified linear units the
 * arc-cosine kernel (Cho and Saul 2009). Scales of 1000 draws are right to about 1 / sqrt(2 * 1000 * weights), 2.2 % for a bias; five of those are allowed.
 */
class PriorMatchStatisticalTest {

    private static final int DRAWS = 1_000;

    private static Dataset data(int inputs) {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(3);
        double[][] x = new double[20][inputs];
        double[] y = new double[20];
        for (int row = 0; row < y.length; row++) {
            for (int i = 0; i < inputs; i++) {
                x[row][i] = rng.nextDouble();
            }
            y[row] = rng.nextDouble();
        }
        return Dataset.of(ArraySpec.of(x, y), TargetKind.NUMBER);
    }

    private static double scale(PriorMatch match, int layer, VariableRole role, double before) {
        return before * match.factors().stream().filter(one -> one.layer() == layer && one.role() == role).findFirst()
                .orElseThrow().factor();
    }

    @Test
    void aLinearNetworkHasTheScalesOfTheDotProductsKernel() {
        BayesianNetwork network = BayesianNetwork.on(data(4)).hidden().weights(new NormalPrior(1, Scaling.FAN_IN))
                .biases(new NormalPrior(5, Scaling.NONE)).build();
        PriorMatch match = PriorMatch.of(network, new ProcessKernel(ProcessKernel.Form.LINEAR, 0.8, 1.4), DRAWS, 1);
        // bias^2 + (weight^2 / 4) x . x' = amplitude^2 (1 + x . x' / lengthscale^2)
        assertThat(scale(match, 1, VariableRole.BIAS, 5)).isCloseTo(1.4, within(0.11 * 1.4));
        assertThat(scale(match, 1, VariableRole.WEIGHT, 1)).isCloseTo(3.5, within(0.055 * 3.5));
        assertThat(match.before()).isGreaterThan(5 * match.ofProcess());
        assertThat(match.after()).isLessThan(1.7 * match.ofProcess());
    }

    @Test
    void aWideLayerHasTheScalesOfTheArcCosineKernel() {
        BayesianNetwork network = BayesianNetwork.on(data(3)).hidden(60).activation("relu")
                .weights(new NormalPrior(1, Scaling.FAN_IN)).biases(new NormalPrior(1, Scaling.NONE)).build();
        ProcessKernel kernel = new ProcessKernel(ProcessKernel.Form.ARC_COSINE, 1.5, 2);
        PriorMatch match = PriorMatch.of(network, kernel, 800, 1);
        double weights = scale(match, 1, VariableRole.WEIGHT, 1);
        double biases = scale(match, 1, VariableRole.BIAS, 1);
        double outer = scale(match, 2, VariableRole.WEIGHT, 1);
        double constant = scale(match, 2, VariableRole.BIAS, 1);
        // Scales of one layer up, of the next down: the same functions. So the functions' covariance by all four scales is looked at.
        ProcessKernel found = new ProcessKernel(ProcessKernel.Form.ARC_COSINE, Math.sqrt(3) * biases / weights,
                outer * biases / Math.sqrt(2));
        double[][] inputs = new double[20][];
        java.util.Arrays.setAll(inputs, network.data().train()::row);
        double most = 0;
        for (double[] x : inputs) {
            for (double[] y : inputs) {
                double wanted = kernel.covariance(x, y);
                double scale = Math.sqrt(kernel.covariance(x, x) * kernel.covariance(y, y));
                most = Math.max(most,
                        Math.abs(constant * constant + found.covariance(x, y) - wanted) / scale);
            }
        }
        // A standard deviation of 800 draws is right to 2.5 %, a variance to 5 %.
        assertThat(most).isLessThan(0.2);
        assertThat(match.after()).isLessThan(2.5 * match.ofProcess());
    }

    @Test
    void kernelsAreTheirFormulas() {
        double[] x = {0.3, -1};
        double[] y = {1.1, 0.4};
        double r = Math.sqrt(0.8 * 0.8 + 1.4 * 1.4) / 0.7;
        assertThat(of("rbf").covariance(x, y)).isCloseTo(4 * Math.exp(-r * r / 2), within(1e-12));
        assertThat(of("matern32").covariance(x, y))
                .isCloseTo(4 * (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r), within(1e-12));
        assertThat(of("matern52").covariance(x, y)).isCloseTo(
                4 * (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r), within(1e-12));
        assertThat(of("linear").covariance(x, y)).isCloseTo(4 * (1 + (0.33 - 0.4) / 0.49), within(1e-12));
        // Twice the mean of the product of rectified units with standard normal weights and bias, by 200,000 of them (standard error 0.02).
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(2);
        var normal = org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian.of(rng);
        double sum = 0;
        for (int i = 0; i < 200_000; i++) {
            double b = normal.sample();
            double v = normal.sample() / 0.7;
            double w = normal.sample() / 0.7;
            sum += Math.max(0, b + v * x[0] + w * x[1]) * Math.max(0, b + v * y[0] + w * y[1]);
        }
        assertThat(of("arc_cosine").covariance(x, y)).isCloseTo(4 * 2 * sum / 200_000, within(0.12));
    }

    private static ProcessKernel of(String form) {
        return ProcessKernel.parse(form + ",lengthscale=0.7,amplitude=2");
    }

    @Test
    void whatCannotBeMatchedIsRefusedInASentence() {
        assertThatThrownBy(() -> ProcessKernel.parse("rbg")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("rbf");
        assertThatThrownBy(() -> ProcessKernel.parse("rbf,lengthscale=-1")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> ProcessKernel.parse("rbf,lengthscale=1,lengthscale=2"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("lengthscale is given twice");
        assertThatThrownBy(() -> ProcessKernel.parse("rbf,scale=1")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("scale=1");
        BayesianNetwork network = BayesianNetwork.on(data(2)).hidden(2)
                .weights(new HorseshoePrior(Grouping.WEIGHT, 1, Scaling.NONE)).build();
        assertThatThrownBy(() -> PriorMatch.of(network, of("rbf"), 100, 1)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("no single scale");
    }
}
