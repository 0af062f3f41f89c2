package ergodic.sampler.variational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.Targets;
import java.util.Random;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every family against derivatives by finite differences of its draws. */
class ApproximationTest {

    private static final int DIMENSION = 5;
    private static final double STEP = 1e-5;

    private final Random random = new Random(7);

    private Approximation family(VariationalFamily kind, int dimension) {
        return kind.create(dimension, 2, 3);
    }

    /** Some member of the family, not a special one. */
    private double[] parameters(Approximation family, int dimension) {
        double[] parameters = new double[family.parameters()];
        family.begin(parameters, normals(dimension, 1), null, RandomSource.XO_SHI_RO_256_PP.create(3L));
        family.prepare(parameters);
        family.move(parameters, normals(parameters.length, 0.5));
        family.prepare(parameters);
        return parameters;
    }

    private double[] normals(int count, double scale) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * random.nextGaussian();
        }
        return values;
    }

    private static double[] draw(Approximation family, double[] parameters, double[] noise, int dimension) {
        double[] theta = new double[dimension];
        family.drawInto(parameters, noise, theta);
        return theta;
    }

    /** d theta / d noise, d x noise. */
    private static DMatrixRMaj jacobian(Approximation family, double[] parameters, double[] noise, int dimension) {
        DMatrixRMaj jacobian = new DMatrixRMaj(dimension, noise.length);
        for (int j = 0; j < noise.length; j++) {
            double[] high = noise.clone();
            double[] low = noise.clone();
            high[j] += STEP;
            low[j] -= STEP;
            double[] above = draw(family, parameters, high, dimension);
            double[] below = draw(family, parameters, low, dimension);
            for (int i = 0; i < dimension; i++) {
                jacobian.set(i, j, (above[i] - below[i]) / (2 * STEP));
            }
        }
        return jacobian;
    }

    /** Log q is that of the change of variables: by the Jacobian where there are as many normals as coordinates, else by the covariance that it implies. */
    @ParameterizedTest
    @EnumSource
    void theDensityIsThatOfTheDraws(VariationalFamily kind) {
        Approximation family = family(kind, DIMENSION);
        double[] parameters = parameters(family, DIMENSION);
        double[] noise = normals(family.noise(), 1);
        DMatrixRMaj jacobian = jacobian(family, parameters, noise, DIMENSION);
        double square = 0;
        double logDeterminant;
        if (family.noise() == DIMENSION) {
            for (double z : noise) {
                square += z * z;
            }
            logDeterminant = Math.log(Math.abs(CommonOps_DDRM.det(jacobian)));
        } else {
            DMatrixRMaj covariance = new DMatrixRMaj(DIMENSION, DIMENSION);
            CommonOps_DDRM.multTransB(jacobian, jacobian, covariance);
            logDeterminant = 0.5 * Math.log(CommonOps_DDRM.det(covariance));
            DMatrixRMaj off = new DMatrixRMaj(draw(family, parameters, noise, DIMENSION));
            double[] centre = new double[DIMENSION];
            family.centreInto(parameters, centre);
            CommonOps_DDRM.subtractEquals(off, new DMatrixRMaj(centre));
            DMatrixRMaj solved = new DMatrixRMaj(DIMENSION, 1);
            CommonOps_DDRM.solve(covariance, off, solved);
            square = CommonOps_DDRM.dot(off, solved);
        }
        double logQ = family.drawInto(parameters, noise, new double[DIMENSION]);
        assertThat(logQ)
                .isCloseTo(-0.5 * DIMENSION * Math.log(2 * Math.PI) - logDeterminant - 0.5 * square, within(1e-7));
    }

    /** The path derivative is slope minus the gradient of log q at the draw, along the ways that the draw takes when the parameters move. */
    @ParameterizedTest
    @EnumSource
    void thePathDerivativeIsThatOfDraws(VariationalFamily kind) {
        Approximation family = family(kind, DIMENSION);
        double[] parameters = parameters(family, DIMENSION);
        double[] noise = normals(family.noise(), 1);
        double[] slope = normals(DIMENSION, 1);
        double weight = 0.7;
        double[] score = score(family, parameters, noise);
        double[] moves = new double[family.parameters()];
        family.drawInto(parameters, noise, new double[DIMENSION]);
        family.addPath(parameters, noise, slope, weight, moves);
        for (int k = 0; k < moves.length; k++) {
            double[] above = moved(family, parameters, noise, k, STEP);
            double[] below = moved(family, parameters, noise, k, -STEP);
            double expected = 0;
            for (int i = 0; i < DIMENSION; i++) {
                expected += (slope[i] - weight * score[i]) * (above[i] - below[i]) / (2 * STEP);
            }
            assertThat(moves[k]).as("move " + k).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    /** Gradient of log q at the draw: along the normals it is J^T times it. */
    private static double[] score(Approximation family, double[] parameters, double[] noise) {
        DMatrixRMaj jacobian = jacobian(family, parameters, noise, DIMENSION);
        DMatrixRMaj change = new DMatrixRMaj(noise.length, 1);
        for (int j = 0; j < noise.length; j++) {
            double[] high = noise.clone();
            double[] low = noise.clone();
            high[j] += STEP;
            low[j] -= STEP;
            change.set(j, (family.drawInto(parameters, high, new double[DIMENSION])
                    - family.drawInto(parameters, low, new double[DIMENSION])) / (2 * STEP));
        }
        CommonOps_DDRM.transpose(jacobian);
        DMatrixRMaj score = new DMatrixRMaj(DIMENSION, 1);
        CommonOps_DDRM.solve(jacobian, change, score);
        return score.getData();
    }

    private static double[] moved(Approximation family, double[] parameters, double[] noise, int move, double by) {
        double[] copy = parameters.clone();
        double[] moves = new double[parameters.length];
        moves[move] = by;
        family.prepare(copy);
        family.move(copy, moves);
        family.prepare(copy);
        double[] theta = draw(family, copy, noise, DIMENSION);
        family.prepare(parameters);
        return theta;
    }

    /**
     * The gradient of the bound itself, of a density that is not normal, at fixed noise: points that have mean 0 and covariance 1 exactly, so that what the path derivative
     * leaves out is 0 in their mean for normals.
     */
    @ParameterizedTest
    @EnumSource(value = VariationalFamily.class, names = {"MEAN_FIELD", "LOW_RANK", "FULL_RANK"})
    void theGradientIsThatOfTheBound(VariationalFamily kind) {
        LogDensity density = Targets.quartic();
        Approximation family = family(kind, 3);
        double[] parameters = parameters(family, 3);
        double[] slope = new double[3];
        double[] theta = new double[3];
        double[] climb = new double[family.parameters()];
        int points = 2 * family.noise();
        for (int point = 0; point < points; point++) {
            double[] noise = sigmaPoint(family, point);
            family.drawInto(parameters, noise, theta);
            density.evaluate(theta, slope);
            family.addPath(parameters, noise, slope, 1, climb);
        }
        for (int k = 0; k < climb.length; k++) {
            double expected = (bound(family, density, parameters, k, STEP)
                    - bound(family, density, parameters, k, -STEP)) / (2 * STEP);
            assertThat(climb[k] / points).as("move " + k)
                    .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    private static double[] sigmaPoint(Approximation family, int point) {
        double[] noise = new double[family.noise()];
        noise[point / 2] = (point % 2 == 0 ? 1 : -1) * Math.sqrt(noise.length);
        return noise;
    }

    private static double bound(Approximation family, LogDensity density, double[] parameters, int move, double by) {
        double[] copy = parameters.clone();
        double[] moves = new double[parameters.length];
        moves[move] = by;
        family.prepare(copy);
        family.move(copy, moves);
        family.prepare(copy);
        double sum = 0;
        int points = 2 * family.noise();
        for (int point = 0; point < points; point++) {
            double[] theta = new double[density.dimension()];
            double logQ = family.drawInto(copy, sigmaPoint(family, point), theta);
            sum += density.evaluate(theta, new double[theta.length]) - logQ;
        }
        family.prepare(parameters);
        return sum / points;
    }

    /** One draw, one noise: Newton's way back from the draw, by the numerical Jacobian, ends where it came from. */
    @Test
    void aFlowIsInvertible() {
        for (int dimension : new int[]{1, 2, 5}) {
            Approximation family = family(VariationalFamily.FLOW, dimension);
            double[] parameters = parameters(family, dimension);
            double[] noise = normals(dimension, 1);
            DMatrixRMaj target = new DMatrixRMaj(draw(family, parameters, noise, dimension));
            double[] back = new double[dimension];
            DMatrixRMaj step = new DMatrixRMaj(dimension, 1);
            for (int i = 0; i < 60; i++) {
                DMatrixRMaj off = target.copy();
                CommonOps_DDRM.subtractEquals(off, new DMatrixRMaj(draw(family, parameters, back, dimension)));
                CommonOps_DDRM.solve(jacobian(family, parameters, back, dimension), off, step);
                for (int k = 0; k < dimension; k++) {
                    back[k] += 0.5 * step.get(k);
                }
            }
            assertThat(back).containsExactly(noise, within(1e-6));
        }
    }

    /** As it begins a flow is mean field: the same draws of the same normals. */
    @Test
    void aFlowBeginsAsMeanField() {
        Approximation flow = family(VariationalFamily.FLOW, DIMENSION);
        Approximation plain = family(VariationalFamily.MEAN_FIELD, DIMENSION);
        double[] parameters = new double[flow.parameters()];
        double[] fewer = new double[plain.parameters()];
        double[] mean = normals(DIMENSION, 1);
        flow.begin(parameters, mean, null, RandomSource.XO_SHI_RO_256_PP.create(3L));
        plain.begin(fewer, mean, null, RandomSource.XO_SHI_RO_256_PP.create(3L));
        flow.prepare(parameters);
        plain.prepare(fewer);
        double[] noise = normals(DIMENSION, 1);
        assertThat(draw(flow, parameters, noise, DIMENSION))
                .containsExactly(draw(plain, fewer, noise, DIMENSION), within(1e-14));
        assertThat(flow.drawInto(parameters, noise, new double[DIMENSION]))
                .isCloseTo(plain.drawInto(fewer, noise, new double[DIMENSION]), within(1e-12));
    }

    /** Wider by a factor: every draw is as many times further from the middle. */
    @ParameterizedTest
    @EnumSource
    void widthsAreMultiplied(VariationalFamily kind) {
        Approximation family = family(kind, DIMENSION);
        double[] parameters = parameters(family, DIMENSION);
        double[] noise = normals(family.noise(), 1);
        double[] narrow = draw(family, parameters, noise, DIMENSION);
        double logQ = family.drawInto(parameters, noise, new double[DIMENSION]);
        double[] centre = new double[DIMENSION];
        family.centreInto(parameters, centre);
        family.widen(parameters, 3);
        family.prepare(parameters);
        double[] wide = draw(family, parameters, noise, DIMENSION);
        double[] same = new double[DIMENSION];
        family.centreInto(parameters, same);
        for (int i = 0; i < DIMENSION; i++) {
            assertThat(same[i]).isCloseTo(centre[i], within(1e-12));
            assertThat(wide[i] - centre[i]).isCloseTo(3 * (narrow[i] - centre[i]), within(1e-12));
        }
        assertThat(family.drawInto(parameters, noise, new double[DIMENSION]))
                .isCloseTo(logQ - DIMENSION * Math.log(3), within(1e-9));
    }

    /**
     * What a start knows, {@code D (I + Q (C - I) Q^T) D} of D = diag(2, 1, 1/2), is what normals begin with, as far as they can: all of it, or widths given the others where
     * coordinates are independent.
     */
    @ParameterizedTest
    @EnumSource(value = VariationalFamily.class, names = {"MEAN_FIELD", "LOW_RANK", "FULL_RANK"})
    void itBeginsWithWhatTheStartKnows(VariationalFamily kind) {
        double s = Math.sqrt(0.5);
        StartCovariance known = new StartCovariance(new double[]{2, 1, 0.5}, new double[][]{{s, s, 0}, {0, 0, 1}},
                new double[][]{{9, 0}, {0, 4}});
        // I + Q (C - I) Q' = (5 4 0; 4 5 0; 0 0 4), its inverse (5 -4 0; -4 5 0) / 9 and 1/4.
        double[][] covariance = {{4 * 5, 2 * 4, 0}, {2 * 4, 5, 0}, {0, 0, 0.25 * 4}};
        double[] precision = {5.0 / 9 / 4, 5.0 / 9, 1 / (0.25 * 4)};
        Approximation family = kind.create(3, 2, 3);
        double[] parameters = new double[family.parameters()];
        family.begin(parameters, new double[]{1, 2, 3}, known, RandomSource.XO_SHI_RO_256_PP.create(3L));
        family.prepare(parameters);
        DMatrixRMaj jacobian = jacobian(family, parameters, new double[family.noise()], 3);
        DMatrixRMaj found = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.multTransB(jacobian, jacobian, found);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double expected = kind != VariationalFamily.MEAN_FIELD ? covariance[i][j]
                        : i == j ? 1 / precision[i] : 0;
                assertThat(found.get(i, j)).as(i + ", " + j).isCloseTo(expected, within(1e-8));
            }
        }
        double[] centre = new double[3];
        family.centreInto(parameters, centre);
        assertThat(centre).containsExactly(1, 2, 3);
    }
}
