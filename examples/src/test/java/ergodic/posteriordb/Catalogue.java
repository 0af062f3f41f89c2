package ergodic.posteriordb;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Beta;
import ergodic.model.distribution.Gamma;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.HalfStudentT;
import ergodic.model.distribution.Normal;
import ergodic.model.distribution.PoissonLog;
import ergodic.model.distribution.StudentT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The models, in the order of the reference set's list; the parameters' names are those of the reference draws. */
final class Catalogue {

    private Catalogue() {}

    static ReferenceModel of(String folder, PosteriorData data) {
        return switch (folder) {
            case "eight_schools-eight_schools_centered" -> eightSchools(data, true);
            case "eight_schools-eight_schools_noncentered" -> eightSchools(data, false);
            case "kidiq-kidscore_momiq" -> regression(data.vector("kid_score"), 2.5, data.vector("mom_iq"));
            case "kidiq-kidscore_interaction" -> kidscoreInteraction(data);
            case "earnings-earn_height" -> regression(data.vector("earn"), 0, data.vector("height"));
            case "earnings-logearn_height" -> regression(log(data.vector("earn")), 0, data.vector("height"));
            case "arK-arK" -> autoregression(data);
            case "garch-garch11" -> garch(data);
            case "gp_pois_regr-gp_pois_regr" -> gaussianProcess(data);
            case "low_dim_gauss_mix-low_dim_gauss_mix" -> mixture(data);
            case "diamonds-diamonds" -> diamonds(data);
            case "sblri-blr" -> standardRegression(data);
            case "nes1992-nes" -> nes(data);
            case "mesquite-mesquite" -> regression(data.vector("weight"), 0, data.vector("diam1"), data.vector("diam2"),
                    data.vector("canopy_height"), data.vector("total_height"), data.vector("density"),
                    data.vector("group"));
            case "hmm_example-hmm_example" -> hiddenMarkov(data);
            default -> throw new IllegalArgumentException("no model for " + folder);
        };
    }

    private static ReferenceModel eightSchools(PosteriorData data, boolean centred) {
        ModelBuilder model = new ModelBuilder();
        double[] y = data.vector("y");
        Tensor sigma = model.constant(data.vector("sigma"), y.length);
        Tensor first = model.parameter(centred ? "theta" : "theta_trans", Support.real(), y.length);
        Tensor mu = model.parameter("mu", Support.real());
        Tensor tau = model.parameter("tau", Support.positive());
        Tensor theta = centred ? first : first.times(tau).plus(mu);
        if (centred) {
            model.prior(theta, Normal.of(mu, tau));
        } else {
            model.prior(first, Normal.of(0, 1)).generated("theta", theta);
        }
        model.prior(mu, Normal.of(0, 5)).prior(tau, HalfCauchy.of(5));
        model.observe(model.constant(y, y.length), Normal.of(theta, sigma));
        return ReferenceModel.withoutRows(model.build());
    }

    private static ReferenceModel kidscoreInteraction(PosteriorData data) {
        double[] hs = data.vector("mom_hs");
        double[] iq = data.vector("mom_iq");
        double[] product = new double[hs.length];
        for (int i = 0; i < hs.length; i++) {
            product[i] = hs[i] * iq[i];
        }
        return regression(data.vector("kid_score"), 2.5, hs, iq, product);
    }

    /** Normal regression with an intercept; a half-Cauchy prior on sigma unless its scale is 0; else flat. */
    private static ReferenceModel regression(double[] y, double cauchyScale, double[]... predictors) {
        int p = predictors.length + 1;
        double[] x = new double[y.length * p];
        for (int row = 0; row < y.length; row++) {
            x[row * p] = 1;
            for (int j = 1; j < p; j++) {
                x[row * p + j] = predictors[j - 1][row];
            }
        }
        ModelBuilder model = new ModelBuilder();
        Tensor beta = model.parameter("beta", Support.real(), p);
        Tensor sigma = model.parameter("sigma", Support.positive());
        if (cauchyScale > 0) {
            model.prior(sigma, HalfCauchy.of(cauchyScale));
        }
        model.observe(model.rowInput("y"), Normal.of(model.rowInput("x", p).dot(beta), sigma));
        return new ReferenceModel(model.build(), y.length, Map.of("x", x, "y", y));
    }

    private static ReferenceModel autoregression(PosteriorData data) {
        int k = data.integer("K");
        double[] series = data.vector("y");
        int rows = series.length - k;
        double[] y = new double[rows];
        double[] lags = new double[rows * k];
        for (int row = 0; row < rows; row++) {
            y[row] = series[row + k];
            for (int lag = 1; lag <= k; lag++) {
                lags[row * k + lag - 1] = series[row + k - lag];
            }
        }
        ModelBuilder model = new ModelBuilder();
        Tensor alpha = model.parameter("alpha", Support.real());
        Tensor beta = model.parameter("beta", Support.real(), k);
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(alpha, Normal.of(0, 10)).prior(beta, Normal.of(0, 10)).prior(sigma, HalfCauchy.of(2.5));
        Tensor mean = model.rowInput("lags", k).dot(beta).plus(alpha);
        model.observe(model.rowInput("y"), Normal.of(mean, sigma));
        return new ReferenceModel(model.build(), rows, Map.of("lags", lags, "y", y));
    }

    private static ReferenceModel garch(PosteriorData data) {
        double[] y = data.vector("y");
        ModelBuilder model = new ModelBuilder();
        Tensor mu = model.parameter("mu", Support.real());
        Tensor alpha0 = model.parameter("alpha0", Support.positive());
        Tensor alpha1 = model.parameter("alpha1", Support.unitInterval());
        Tensor beta1 = model.parameter("beta1", Support.interval(0, alpha1.negate().plus(1)));
        Tensor variance = model.constant(data.number("sigma1")).square();
        List<Tensor> variances = new ArrayList<>();
        for (int t = 0; t < y.length; t++) {
            variances.add(variance.reshape(1));
            Tensor shock = model.constant(y[t]).minus(mu).square();
            variance = alpha0.plus(alpha1.times(shock)).plus(beta1.times(variance));
        }
        model.observe(model.constant(y, y.length), Normal.of(mu, Tensor.concat(0, variances).sqrt()));
        return ReferenceModel.withoutRows(model.build());
    }

    private static ReferenceModel gaussianProcess(PosteriorData data) {
        double[] x = data.vector("x");
        int n = x.length;
        double[] squares = new double[n * n];
        double[] jitter = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                squares[i * n + j] = -0.5 * (x[i] - x[j]) * (x[i] - x[j]);
            }
            jitter[i * (n + 1)] = 1e-10;
        }
        ModelBuilder model = new ModelBuilder();
        Tensor rho = model.parameter("rho", Support.positive());
        Tensor alpha = model.parameter("alpha", Support.positive());
        Tensor free = model.parameter("f_tilde", Support.real(), n);
        model.prior(rho, Gamma.of(25, 4)).prior(alpha, HalfNormal.of(2)).prior(free, Normal.of(0, 1));
        Tensor kernel = model.constant(squares, n, n).dividedBy(rho.square()).exp().times(alpha.square())
                .plus(model.constant(jitter, n, n));
        Tensor f = kernel.cholesky().matMul(free);
        model.observe(model.constant(data.vector("k"), n), PoissonLog.of(f)).generated("f", f);
        return ReferenceModel.withoutRows(model.build());
    }

    private static ReferenceModel mixture(PosteriorData data) {
        double[] y = data.vector("y");
        ModelBuilder model = new ModelBuilder();
        Tensor mu = model.parameter("mu", Support.ordered(), 2);
        Tensor sigma = model.parameter("sigma", Support.positive(), 2);
        Tensor theta = model.parameter("theta", Support.unitInterval());
        model.prior(mu, Normal.of(0, 2)).prior(sigma, HalfNormal.of(2)).prior(theta, Beta.of(5, 5));
        Tensor weights = Tensor.concat(0, List.of(theta.reshape(1), theta.negate().plus(1).reshape(1)));
        Tensor row = model.rowInput("y");
        Tensor components = Normal.of(mu, sigma).logDensity(row).plus(weights.log());
        model.addRowLogLikelihood(components.logSumExp(0));
        return new ReferenceModel(model.build(), y.length, Map.of("y", y));
    }

    private static ReferenceModel diamonds(PosteriorData data) {
        double[][] matrix = data.matrix("X");
        double[] y = data.vector("Y");
        int p = data.integer("K") - 1;
        double[] means = new double[p];
        for (double[] row : matrix) {
            for (int j = 0; j < p; j++) {
                means[j] += row[j + 1] / matrix.length;
            }
        }
        double[] x = new double[y.length * p];
        for (int row = 0; row < y.length; row++) {
            for (int j = 0; j < p; j++) {
                x[row * p + j] = matrix[row][j + 1] - means[j];
            }
        }
        ModelBuilder model = new ModelBuilder();
        Tensor b = model.parameter("b", Support.real(), p);
        Tensor intercept = model.parameter("Intercept", Support.real());
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(b, Normal.of(0, 1)).prior(intercept, StudentT.of(3, 8, 10)).prior(sigma, HalfStudentT.of(3, 10));
        Tensor mean = model.rowInput("x", p).dot(b).plus(intercept);
        model.observe(model.rowInput("y"), Normal.of(mean, sigma));
        return new ReferenceModel(model.build(), y.length, Map.of("x", x, "y", y));
    }

    private static ReferenceModel standardRegression(PosteriorData data) {
        double[][] matrix = data.matrix("X");
        double[] y = data.vector("y");
        int p = data.integer("D");
        double[] x = new double[y.length * p];
        for (int row = 0; row < y.length; row++) {
            System.arraycopy(matrix[row], 0, x, row * p, p);
        }
        ModelBuilder model = new ModelBuilder();
        Tensor beta = model.parameter("beta", Support.real(), p);
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(beta, Normal.of(0, 10)).prior(sigma, HalfNormal.of(10));
        model.observe(model.rowInput("y"), Normal.of(model.rowInput("x", p).dot(beta), sigma));
        return new ReferenceModel(model.build(), y.length, Map.of("x", x, "y", y));
    }

    private static ReferenceModel nes(PosteriorData data) {
        double[] age = data.vector("age_discrete");
        double[][] indicators = new double[3][age.length];
        for (int row = 0; row < age.length; row++) {
            for (int group = 0; group < 3; group++) {
                indicators[group][row] = age[row] == group + 2 ? 1 : 0;
            }
        }
        return regression(data.vector("partyid7"), 0, data.vector("real_ideo"), data.vector("race_adj"), indicators[0],
                indicators[1], indicators[2], data.vector("educ1"), data.vector("gender"), data.vector("income"));
    }

    /** The states are summed out by the forward algorithm, from first terms without weights. */
    private static ReferenceModel hiddenMarkov(PosteriorData data) {
        double[] y = data.vector("y");
        ModelBuilder model = new ModelBuilder();
        Tensor theta1 = model.parameter("theta1", Support.simplex(), 2);
        Tensor theta2 = model.parameter("theta2", Support.simplex(), 2);
        Tensor mu = model.parameter("mu", Support.positiveOrdered(), 2);
        model.addLogPrior(Normal.of(model.constant(new double[]{3, 10}, 2), 1).logDensity(mu));
        Tensor logTheta = Tensor.concat(0, List.of(theta1.reshape(1, 2), theta2.reshape(1, 2))).log();
        Tensor forward = Normal.of(mu, 1).logDensity(model.constant(y[0]));
        for (int t = 1; t < y.length; t++) {
            Tensor arrived = forward.reshape(2, 1).plus(logTheta).logSumExp(0);
            forward = arrived.plus(Normal.of(mu, 1).logDensity(model.constant(y[t])));
        }
        model.addLogLikelihood(forward.logSumExp(0));
        return ReferenceModel.withoutRows(model.build());
    }

    private static double[] log(double[] values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            logs[i] = Math.log(values[i]);
        }
        return logs;
    }
}
