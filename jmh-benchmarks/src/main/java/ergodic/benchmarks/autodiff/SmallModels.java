package ergodic.benchmarks.autodiff;

import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Models so small that the overhead of an evaluation is what is measured. They are described with the product's own
 * distributions, constants included, on the scale of the free values, log Jacobians included.
 */
final class SmallModels {

    private static final int ROWS = 100;

    private SmallModels() {}

    /** Eight schools, non-centred (Rubin 1981; Gelman et al. 2013, section 5.5): mu, log tau, 8 standardised effects. */
    static Network eightSchools() {
        ModelBuilder builder = new ModelBuilder();
        Tensor mu = builder.parameter("mu", Support.real());
        Tensor tau = builder.parameter("tau", Support.positive());
        Tensor raw = builder.parameter("theta_trans", Support.real(), 8);
        builder.prior(mu, Normal.of(0, 5));
        builder.prior(tau, HalfCauchy.of(5));
        builder.prior(raw, Normal.of(0, 1));
        Tensor y = builder.rowInput("y");
        Tensor sigma = builder.rowInput("sigma");
        Tensor school = builder.rowInput("school");
        builder.observe(y, Normal.of(raw.gather(school).times(tau).plus(mu), sigma));
        return network("eight-schools", "eight schools, non-centred", 8, builder.build(),
                Map.of("y", new double[]{28, 8, -3, 7, -1, 1, 18, 12}, "sigma",
                        new double[]{15, 10, 16, 11, 9, 11, 10, 18}, "school", new double[]{0, 1, 2, 3, 4, 5, 6, 7}));
    }

    /** Linear regression with 3 weights and the noise's scale unknown. */
    static Network regression() {
        ModelBuilder builder = new ModelBuilder();
        Tensor beta = builder.parameter("beta", Support.real(), 3);
        Tensor sigma = builder.parameter("sigma", Support.positive());
        builder.prior(beta, Normal.of(0, 1));
        builder.prior(sigma, HalfNormal.of(1));
        builder.observe(builder.rowInput("y"), Normal.of(builder.rowInput("x", 3).dot(beta), sigma));
        SplittableRandom random = new SplittableRandom(1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", random.doubles(3 * ROWS, -1.5, 1.5).toArray());
        columns.put("y", random.doubles(ROWS, -1.5, 1.5).toArray());
        return network("regression", "linear regression, 3 weights, 100, gaussian", ROWS, builder.build(), columns);
    }

    private static Network network(String name, String description, int rows, Model model,
            Map<String, double[]> columns) {
        return new Network(name, description, rows,
                ReverseMode.gradient(model.program(Model.LOG_DENSITY), Model.LOG_DENSITY), columns, 0.5);
    }
}
