package ergodic.sampler.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.KeyedNormals;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalApproximationTest {

    /** Dense matrices, for what is expected. */
    private record Dense(DMatrixRMaj values) {

        Dense(int rows, int columns) {
            this(new DMatrixRMaj(rows, columns));
        }

        Dense(int rows, int columns, double... entries) {
            this(new DMatrixRMaj(rows, columns, true, entries));
        }

        static Dense identity(int d) {
            return new Dense(CommonOps_DDRM.identity(d));
        }

        static Dense diag(double... entries) {
            return new Dense(CommonOps_DDRM.diag(entries));
        }

        Dense mult(Dense other) {
            Dense product = new Dense(values.numRows, other.values.numCols);
            CommonOps_DDRM.mult(values, other.values, product.values);
            return product;
        }

        Dense transpose() {
            return new Dense(CommonOps_DDRM.transpose(values, null));
        }

        Dense plus(Dense other) {
            Dense sum = new Dense(values.copy());
            CommonOps_DDRM.addEquals(sum.values, other.values);
            return sum;
        }

        Dense minus(Dense other) {
            return plus(other.scale(-1));
        }

        Dense scale(double factor) {
            Dense scaled = new Dense(values.copy());
            CommonOps_DDRM.scale(factor, scaled.values);
            return scaled;
        }

        Dense divide(double by) {
            return scale(1 / by);
        }

        Dense invert() {
            Dense inverse = new Dense(values.copy());
            CommonOps_DDRM.invert(inverse.values);
            return inverse;
        }

        double dot(Dense other) {
            return transpose().mult(other).values.get(0);
        }

        double determinant() {
            return CommonOps_DDRM.det(values);
        }

        double elementMaxAbs() {
            return CommonOps_DDRM.elementMaxAbs(values);
        }

        EigenDecomposition_F64<DMatrixRMaj> eig() {
            EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(values.numRows, true, true);
            assertThat(eigen.decompose(values.copy())).isTrue();
            return eigen;
        }
    }

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);

    private double[] random(int d) {
        double[] x = new double[d];
        Arrays.setAll(x, i -> 4 * rng.nextDouble() - 2);
        return x;
    }

    private Dense hessian(int d) {
        Dense root = new Dense(d, d, random(d * d));
        return root.mult(root.transpose()).plus(Dense.identity(d).scale(0.1));
    }

    private static double[] times(Dense matrix, double... x) {
        return matrix.mult(new Dense(x.length, 1, x)).values().data.clone();
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** The draws of unit vectors, less the mean, are the columns of a root of Sigma. */
    private static Dense covariance(NormalApproximation approximation, int d) {
        Dense root = new Dense(d, d);
        double[] draw = new double[d];
        for (int i = 0; i < d; i++) {
            double[] unit = new double[d];
            unit[i] = 1;
            approximation.drawInto(unit, draw);
            for (int k = 0; k < d; k++) {
                root.values().set(k, i, draw[k] - approximation.mean()[k]);
            }
        }
        return root.mult(root.transpose());
    }

    /** BFGS updates of the inverse Hessian, one pair after another, in dense matrices, from the diagonal alpha. */
    private static Dense dense(Curvature curvature, int d) {
        Dense sigma = Dense.diag(curvature.diagonal().clone());
        Dense one = Dense.identity(d);
        for (int pair = 0; pair < curvature.kept(); pair++) {
            Dense s = new Dense(d, 1, curvature.step(pair));
            Dense z = new Dense(d, 1, curvature.change(pair));
            double b = s.dot(z);
            Dense left = one.minus(s.mult(z.transpose()).divide(b));
            sigma = left.mult(sigma).mult(left.transpose()).plus(s.mult(s.transpose()).divide(b));
        }
        return sigma;
    }

    /** Covariance, determinant, mean and density against dense linear algebra: with fewer pairs than dimensions, as many, and more. */
    @ParameterizedTest
    @CsvSource({"7, 0, 5", "7, 3, 5", "7, 5, 5", "7, 12, 5", "3, 4, 5", "2, 9, 6", "1, 1, 4"})
    void isTheInverseHessianOfDenseUpdates(int d, int pairs, int memory) {
        Dense hessian = hessian(d);
        Curvature curvature = new Curvature(d, memory);
        double[] x = random(d);
        for (int pair = 0; pair < pairs; pair++) {
            double[] next = random(d);
            curvature.add(x, times(hessian, x), next, times(hessian, next));
            x = next;
        }
        assertThat(curvature.kept()).isEqualTo(Math.min(pairs, memory));
        NormalApproximation approximation = new NormalApproximation(d, memory);
        double[] gradient = times(hessian, x);
        assertThat(approximation.set(x, gradient, curvature)).isTrue();
        Dense expected = dense(curvature, d);
        double size = expected.elementMaxAbs();
        assertThat(covariance(approximation, d).minus(expected).elementMaxAbs()).isLessThan(1e-8 * size);
        assertThat(approximation.logDeterminant()).isCloseTo(Math.log(expected.determinant()), within(1e-7));
        assertThat(approximation.mean()).containsExactly(minus(x, times(expected, gradient)), within(1e-8 * size));
        double[] draw = new double[d];
        double[] normals = random(d);
        double logQ = approximation.drawInto(normals, draw);
        assertThat(approximation.logDensity(draw)).isCloseTo(logQ, within(1e-6));
        double[] off = minus(draw, approximation.mean());
        double square = 0;
        double[] whitened = times(expected.invert(), off);
        for (int i = 0; i < d; i++) {
            square += off[i] * whitened[i];
        }
        assertThat(logQ).isCloseTo(-0.5 * (d * Math.log(2 * Math.PI) + Math.log(expected.determinant()) + square),
                within(1e-5));
    }

    /**
     * After conjugate steps, as many as dimensions, the inverse Hessian of a quadratic is exact, and the mean at a point far away is the
     * mode: it would lie as far on the other side with the wrong sign.
     */
    @Test
    void theMeanFarFromTheModeIsTheMode() {
        int d = 5;
        Dense hessian = hessian(d);
        double[] mode = {3, -1, 4, 1, -5};
        Curvature curvature = new Curvature(d, d);
        EigenDecomposition_F64<DMatrixRMaj> axes = hessian.eig();
        double[] x = new double[d];
        for (int i = 0; i < d; i++) {
            DMatrixRMaj axis = axes.getEigenVector(i);
            double[] next = x.clone();
            for (int k = 0; k < d; k++) {
                next[k] += axis.get(k);
            }
            curvature.add(x, times(hessian, minus(x, mode)), next, times(hessian, minus(next, mode)));
            x = next;
        }
        NormalApproximation approximation = new NormalApproximation(d, d);
        double[] far = {100, 200, -50, 70, 30};
        assertThat(approximation.set(far, times(hessian, minus(far, mode)), curvature)).isTrue();
        assertThat(approximation.mean()).containsExactly(mode, within(1e-6));
        assertThat(covariance(approximation, d).minus(hessian.invert()).elementMaxAbs())
                .isLessThan(1e-9 * hessian.invert().elementMaxAbs());
    }

    /**
     * The diagonal is updated as the diagonal of a BFGS update of the Hessian {@code diag(1 / alpha)}, after that is scaled by {@code a /
     * b}; a pair along which f is not convex changes nothing.
     */
    @Test
    void theDiagonalIsThatOfADenseUpdateOfTheScaledHessian() {
        int d = 4;
        Dense hessian = hessian(d);
        Curvature curvature = new Curvature(d, 3);
        double[] x = random(d);
        for (int pair = 0; pair < 6; pair++) {
            double[] next = random(d);
            double[] s = minus(next, x);
            double[] z = times(hessian, s);
            Dense alpha = Dense.diag(curvature.diagonal().clone());
            Dense sm = new Dense(d, 1, s);
            Dense zm = new Dense(d, 1, z);
            double b = zm.dot(sm);
            Dense scaled = alpha.invert().scale(zm.transpose().mult(alpha).mult(zm).values().get(0) / b);
            Dense along = scaled.mult(sm);
            Dense updated = scaled.minus(along.mult(along.transpose()).divide(sm.dot(along)))
                    .plus(zm.mult(zm.transpose()).divide(b));
            curvature.add(x, times(hessian, x), next, times(hessian, next));
            for (int i = 0; i < d; i++) {
                assertThat(1 / curvature.diagonal()[i]).isCloseTo(updated.values().get(i, i),
                        within(1e-9 * updated.values().get(i, i)));
            }
            x = next;
        }
        double[] before = curvature.diagonal().clone();
        int kept = curvature.kept();
        double[] oldest = curvature.step(0).clone();
        double[] next = random(d);
        curvature.add(x, new double[d], next, times(hessian.scale(-1), minus(next, x)));
        assertThat(curvature.kept()).isEqualTo(kept);
        assertThat(curvature.diagonal()).isEqualTo(before);
        assertThat(oldest).hasSize(d);
    }

    @Test
    void normalsAreTheSameWhenAskedForAgain() {
        KeyedNormals first = new KeyedNormals();
        KeyedNormals second = new KeyedNormals();
        double[] a = new double[20_000];
        double[] b = new double[20_000];
        first.fill(7, 3, a);
        second.fill(9, 1, b);
        second.fill(7, 3, b);
        assertThat(b).isEqualTo(a);
        second.fill(7, 4, b);
        // Mean, variance and correlation of 20,000: each within 5 standard errors, so a right program fails with probability 2e-6.
        assertThat(Arrays.stream(a).average().orElseThrow()).isCloseTo(0, within(5 / Math.sqrt(20_000)));
        assertThat(Arrays.stream(a).map(v -> v * v).average().orElseThrow()).isCloseTo(1,
                within(5 * Math.sqrt(2) / Math.sqrt(20_000)));
        double correlation = 0;
        for (int i = 0; i < a.length; i++) {
            correlation += a[i] * b[i] / a.length;
        }
        assertThat(correlation).isCloseTo(0, within(5 / Math.sqrt(20_000)));
    }
}
