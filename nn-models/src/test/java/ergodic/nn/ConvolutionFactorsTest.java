package ergodic.nn;

import static ergodic.nn.LaplaceTest.run;
import static ergodic.nn.LaplaceTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.Window;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.model.Posterior;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.Layer;
import ergodic.sampler.DenseLayer;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.laplace.LaplaceFit;
import ergodic.sampler.laplace.LaplaceType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kronecker factors of convolutions. Values are PyTorch's and laplace-torch 0.3's, by {@code jmh-benchmarks/peers/reference/convolution_factors.py}.
 */
class ConvolutionFactorsTest {

    private static double[] sine(int n, double size, double scale, double shift) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = size * Math.sin(scale * i + shift);
        }
        return values;
    }

    private static Dataset images(int count, int channels, int height, int width, TargetKind kind) {
        int size = channels * height * width;
        double[] all = sine(count * size, 1, 1.3, 0.2);
        double[][] x = new double[count][];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
            y[i] = kind == TargetKind.NUMBER ? Math.cos(2.0 * i) : i % 3;
        }
        return Dataset.of(ArraySpec.of(x, y).withoutStandardising()
                .withLayout(RowLayout.of(channels, height, width)), kind);
    }

    /** Factors by the sums over rows and positions; their product without the biases, and those alone, has the determinant that laplace-torch has, which keeps them apart. */
    @Test
    void factorsAreThoseOfPyTorch() {
        Window window = new Window(Window.Axis.of(3).withPadding(1), Window.Axis.of(2));
        BayesianNetwork network = BayesianNetwork.on(images(6, 2, 4, 5, TargetKind.CLASSES))
                .layers(Convolution.image(3, window, Activation.TANH), new Flatten()).build();
        Posterior posterior = network.posterior();
        double[] theta = new double[posterior.dimension()];
        System.arraycopy(sine(36, 0.5, 0.7, 0.1), 0, theta, 0, 36);
        System.arraycopy(sine(3, 0.5, 0.9, 0.3), 0, theta, 36, 3);
        System.arraycopy(sine(144, 0.5, 1.1, 0.4), 0, theta, 39, 144);
        System.arraycopy(sine(3, 0.5, 0.8, 0.6), 0, theta, 183, 3);
        SecondDerivatives curvature = posterior.curvature(IntStream.range(0, theta.length).toArray());
        assertThat(curvature.layers()).containsExactly(new DenseLayer(0, 36, 3, 12, 16),
                new DenseLayer(39, 183, 3, 48, 1));
        double[][] inner = {new double[13 * 13], new double[49 * 49]};
        double[][] outer = {new double[9], new double[9]};
        curvature.forEachLayerRows(theta, (count, inputs, slopes, hessians) -> {
            for (int l = 0; l < 2; l++) {
                DenseLayer layer = curvature.layers().get(l);
                int in = layer.inputs() + 1;
                int p = layer.positions();
                for (int at = 0; at < count * p * in * in; at++) {
                    int vector = at / (in * in) * in;
                    inner[l][at % (in * in)] += inputs[l][vector + at / in % in] * inputs[l][vector + at % in];
                }
                for (int at = 0; at < count * p * 81; at++) {
                    int row = at / (81 * p);
                    int k = at / 27 % 3;
                    int m = at / 9 % 3;
                    int position = at / 81 % p;
                    outer[l][at % 9] += hessians[(row * 3 + k) * 3 + m]
                            * slopes[l][((row * 3 + k) * p + position) * 3 + at / 3 % 3]
                            * slopes[l][((row * 3 + m) * p + position) * 3 + at % 3];
                }
            }
        });
        assertThat(trace(inner[0])).isCloseTo(578.411006180151, within(1e-9));
        assertThat(told(inner[0])).isCloseTo(-8.218987334531782, within(1e-9));
        assertThat(trace(outer[0])).isCloseTo(22.022333005236725, within(1e-10));
        assertThat(told(outer[0])).isCloseTo(0.847686214138474, within(1e-10));
        double logDeterminant = 0;
        for (int l = 0; l < 2; l++) {
            DenseLayer layer = curvature.layers().get(l);
            double[] ofB = eigenvalues(outer[l], 3, 3);
            double[] ofA = eigenvalues(inner[l], layer.inputs() + 1, layer.inputs());
            for (double b : ofB) {
                logDeterminant += Math.log1p(b);
                for (double a : ofA) {
                    logDeterminant += Math.log1p(a * b / (6 * layer.positions()));
                }
            }
        }
        assertThat(logDeterminant).isCloseTo(40.279707126923356, within(1e-8));
    }

    /** Of more outputs than a pass through the network differentiates, slopes times inputs are the Jacobians of each. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 19, 33})
    void manyOutputsTakeSeveralPasses(int classes) {
        double[][] x = new double[38][];
        double[] y = new double[38];
        for (int i = 0; i < 38; i++) {
            x[i] = sine(2, 1, 1.3 * i, 0.2);
            y[i] = i % classes;
        }
        Posterior posterior = BayesianNetwork.on(Dataset.of(ArraySpec.of(x, y), TargetKind.CLASSES)).hidden(3).build()
                .posterior();
        int d = posterior.dimension();
        double[] theta = sine(d, 0.5, 0.7, 0.1);
        CompiledProgram program = posterior.rowJacobians(NetworkModel.OUTPUTS);
        program.run(theta);
        double[] jacobians = new double[program.outputSize(RowDerivatives.JACOBIANS)];
        program.outputInto(RowDerivatives.JACOBIANS, jacobians);
        SecondDerivatives curvature = posterior.curvature(IntStream.range(0, d).toArray());
        int outputs = curvature.outputs();
        assertThat(outputs).isEqualTo(classes);
        curvature.forEachLayerRows(theta, (count, inputs, slopes, hessians) -> {
            assertThat(count).isEqualTo(38);
            for (int l = 0; l < 2; l++) {
                DenseLayer layer = curvature.layers().get(l);
                for (int at = 0; at < count * outputs * layer.outputs(); at++) {
                    int from = at / layer.outputs();
                    for (int i = 0; i <= layer.inputs(); i++) {
                        double input = inputs[l][from / outputs * (layer.inputs() + 1) + i];
                        assertThat(slopes[l][at] * input).isCloseTo(
                                jacobians[from * d + layer.coordinate(at % layer.outputs(), i)], within(1e-12));
                    }
                }
            }
        });
    }

    private static double trace(double[] matrix) {
        int size = (int) Math.sqrt(matrix.length);
        return IntStream.range(0, size).mapToDouble(i -> matrix[i * size + i]).sum();
    }

    private static double told(double[] matrix) {
        return IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i] * Math.cos(i)).sum();
    }

    private static double[] eigenvalues(double[] matrix, int size, int first) {
        Array2DRowRealMatrix part = new Array2DRowRealMatrix(first, first);
        for (int at = 0; at < first * first; at++) {
            part.setEntry(at / first, at % first, matrix[at / first * size + at % first]);
        }
        return new EigenDecomposition(part).getRealEigenvalues();
    }

    private static MemoryDraws laplace(Dataset data, Layer... layers) {
        return run(BayesianNetwork.on(data).layers(layers).build(), 5,
                settings(LaplaceType.STRUCTURE, "kronecker"));
    }

    /** A window as large as the image is a dense layer: the same mode and evidence. */
    @Test
    void aConvolutionOfOnePositionIsADenseLayer() {
        Dataset data = images(12, 2, 2, 3, TargetKind.NUMBER);
        MemoryDraws convolution = laplace(data, Convolution.image(3, Window.of(2, 3), Activation.TANH), new Flatten());
        MemoryDraws dense = laplace(data, new Flatten(), new Dense(3, Activation.TANH));
        assertThat(convolution.statistic(LaplaceFit.LOG_EVIDENCE.name())[0])
                .containsExactly(dense.statistic(LaplaceFit.LOG_EVIDENCE.name())[0], within(1e-6));
    }
}
