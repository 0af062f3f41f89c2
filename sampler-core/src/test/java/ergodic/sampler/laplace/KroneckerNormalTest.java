package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.DenseLayer;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** A precision by layers against the same written out. */
class KroneckerNormalTest {

    private static final int ROWS = 9;
    private static final SplittableRandom RANDOM = new SplittableRandom(12);

    private static double[] sums(int size) {
        double[] sum = new double[size * size];
        for (int row = 0; row < ROWS; row++) {
            double[] x = RANDOM.doubles(size, -1, 1).toArray();
            for (int at = 0; at < sum.length; at++) {
                sum[at] += x[at / size] * x[at % size];
            }
        }
        return sum;
    }

    /** Two layers, the biases of the first before its weights, and two coordinates of no layer. */
    @Test
    void offsetsHaveThePrecision() {
        DenseLayer[] layers = {new DenseLayer(3, 0, 3, 2, 1), new DenseLayer(10, 14, 2, 2, 1)};
        int d = 17;
        double[][] inner = {sums(3), sums(3)};
        double[][] outer = {sums(3), sums(2)};
        double[] units = new double[d];
        double[] precision = new double[d * d];
        double[] others = new double[d];
        others[9] = 2.5;
        others[16] = 0.4;
        for (int l = 0; l < 2; l++) {
            DenseLayer layer = layers[l];
            int in = layer.inputs() + 1;
            int out = layer.outputs();
            for (int i = 0; i < in; i++) {
                double unit = 0.5 + i + l;
                for (int o = 0; o < out; o++) {
                    units[layer.coordinate(o, i)] = unit;
                    precision[layer.coordinate(o, i) * d + layer.coordinate(o, i)] += unit;
                    for (int j = 0; j < in; j++) {
                        for (int p = 0; p < out; p++) {
                            precision[layer.coordinate(o, i) * d + layer.coordinate(p, j)] += outer[l][o * out + p]
                                    * inner[l][i * in + j] / ROWS;
                        }
                    }
                }
            }
        }
        precision[9 * d + 9] = 2.5;
        precision[16 * d + 16] = 0.4;
        units[9] = 1;
        units[16] = 1;
        NormalShape made = KroneckerNormal.of(layers, inner, outer, ROWS, units, others);
        NormalShape shape = new KroneckerNormal(made.numbers());
        double[][] offsets = new double[d][d];
        for (int k = 0; k < d; k++) {
            double[] white = new double[d];
            white[k] = 1;
            shape.offsetInto(white, offsets[k]);
        }
        for (int k = 0; k < d; k++) {
            for (int l = 0; l < d; l++) {
                double sum = 0;
                for (int at = 0; at < d * d; at++) {
                    sum += offsets[k][at / d] * precision[at] * offsets[l][at % d];
                }
                assertThat(sum).isCloseTo(k == l ? 1 : 0, within(1e-10));
            }
        }
        double[] variances = new double[d];
        shape.variancesInto(variances);
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (double[] offset : offsets) {
                sum += offset[i] * offset[i];
            }
            assertThat(variances[i]).isCloseTo(sum, within(1e-10));
        }
        assertThat(shape.logDeterminant())
                .isCloseTo(Math.log(CommonOps_DDRM.det(DMatrixRMaj.wrap(d, d, precision))), within(1e-10));
        assertThat(shape.replaced()).isZero();
    }
}
