package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.langevin.Regression;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What theory says of the standard deviation of {@code w . theta} of a regression: for plain SGLD exactly, noise that depends on the position included;
 * for the kinetic methods direction by direction of the precision, with the noise that gradients have in each over the posterior. So it is exact with
 * all rows, where there is no noise; for the thermostat and for a velocity of fixed length, in many dimensions.
 */
final class BiasPrediction {

    private final Regression regression;

    BiasPrediction(Regression regression) {
        this.regression = regression;
    }

    private static KineticScheme scheme(String method) {
        return switch (method) {
            case "sghmc" -> KineticScheme.SGHMC;
            case "sgnht" -> KineticScheme.SGNHT;
            case "ubu" -> KineticScheme.UBU;
            case "smile" -> KineticScheme.SMILE;
            default -> throw new IllegalArgumentException(method);
        };
    }

    /** The sd over that of the posterior, less 1; empty where nothing is said. */
    OptionalDouble bias(BiasCase method, double step, double friction, int batch, double[] w) {
        if (method.title().contains("cycles") || method.title().contains("preconditioned")
                || method.title().contains("control") && batch < regression.rows) {
            return OptionalDouble.empty();
        }
        double exact = square(regression.covariance, w);
        if (method.overdamped()) {
            return OptionalDouble
                    .of(Math.sqrt(square(regression.stationaryCovariance(step, batch), w) / exact) - 1);
        }
        KineticScheme scheme = scheme(method.type().name());
        int d = regression.dimension;
        DMatrixRMaj noise = batch < regression.rows ? regression.gradientNoise(regression.covariance, batch)
                : new DMatrixRMaj(d, d);
        double[] units = units(scheme, noise, batch);
        DMatrixRMaj precision = regression.precision.copy();
        double meanNoise = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                precision.set(i, j, precision.get(i, j) * units[i] * units[j]);
                noise.set(i, j, noise.get(i, j) * units[i] * units[j]);
            }
            meanNoise += noise.get(i, i) / d;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        eigen.decompose(precision.copy());
        double meanCurvature = 0;
        for (int k = 0; k < d; k++) {
            meanCurvature += eigen.getEigenvalue(k).getReal() / d;
        }
        double batches = (double) regression.rows / batch;
        DoubleFunction<KineticMoments> directions = scheme.directions(step, friction,
                new KineticNoise(meanCurvature, meanNoise, batches));
        double sum = 0;
        for (int k = 0; k < d; k++) {
            DMatrixRMaj v = eigen.getEigenVector(k);
            double curvature = eigen.getEigenvalue(k).getReal();
            double along = 0;
            for (int i = 0; i < d; i++) {
                along += w[i] * units[i] * v.get(i);
            }
            BatchOrder order = scheme.order();
            sum += along * along / curvature
                    * directions.apply(curvature).variance(square(noise, v.data), batches, order);
        }
        return OptionalDouble.of(Math.sqrt(sum / exact) - 1);
    }

    private double[] units(KineticScheme scheme, DMatrixRMaj noise, int batch) {
        double[] units = new double[regression.dimension];
        double logs = 0;
        for (int i = 0; i < units.length; i++) {
            // The gradients of a warm-up move about with the chain, too.
            units[i] = scheme == KineticScheme.SMILE && batch < regression.rows
                    ? 1 / Math.sqrt(noise.get(i, i) + regression.precision.get(i, i))
                    : 1;
            logs += Math.log(units[i]) / units.length;
        }
        for (int i = 0; i < units.length; i++) {
            units[i] *= Math.exp(-logs);
        }
        return units;
    }

    static double square(DMatrixRMaj matrix, double[] w) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                sum += w[i] * matrix.get(i, j) * w[j];
            }
        }
        return sum;
    }
}
