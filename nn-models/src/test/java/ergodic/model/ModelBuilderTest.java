package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Exponential;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ModelBuilderTest {

    /** Regression of y on x with a global observation z of mu as well. */
    private static Model regression() {
        ModelBuilder model = new ModelBuilder();
        Tensor x = model.rowInput("x");
        Tensor y = model.rowInput("y");
        Tensor mu = model.parameter("mu", Support.real());
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(mu, Normal.of(0, 2)).prior(sigma, HalfNormal.of(1));
        model.observe(y, Normal.of(x.times(mu), sigma));
        model.observe(model.constant(0.7), Normal.of(mu, 3));
        model.generated("twice", mu.times(2));
        return model.build();
    }

    @Test
    void theLogDensityIsPriorAndJacobianAndWeightedRowsAndGlobalTerm() {
        Model model = regression();
        double mu = 0.4;
        double logSigma = -0.3;
        double sigma = Math.exp(logSigma);
        double[] x = {1, 2, -1};
        double[] y = {0.5, 1.5, 0.1};
        double rows = 0;
        for (int i = 0; i < 3; i++) {
            rows += normal(y[i], x[i] * mu, sigma);
        }
        double prior = normal(mu, 0, 2) + Math.log(2) + normal(sigma, 0, 1) + logSigma;
        Map<String, double[]> inputs = new HashMap<>(model.inputs(new double[]{mu, logSigma}));
        inputs.put("x", x);
        inputs.put("y", y);
        inputs.put(Model.ROW_WEIGHT, new double[]{4});
        Map<String, double[]> out = Interpreter.evaluate(model.program(Model.LOG_DENSITY, Model.LOG_PRIOR), inputs, 3);
        assertThat(out.get(Model.LOG_PRIOR)).hasSize(1).contains(new double[]{prior}, offset(1e-12));
        assertThat(out.get(Model.LOG_DENSITY)).contains(new double[]{prior + 4 * rows + normal(0.7, mu, 3)},
                offset(1e-12));
    }

    @Test
    void namesFollowTheDeclaration() {
        Model model = regression();
        assertThat(model.variables()).containsExactly(Variable.of("mu"), Variable.of("sigma"), Variable.of("twice"));
        assertThat(model.dimension()).isEqualTo(2);
        assertThat(model.coordinateName(1)).isEqualTo("sigma");
        ModelBuilder builder = new ModelBuilder();
        builder.parameter("a", Support.real(), 2, 2);
        builder.parameter("p", Support.simplex(), 3);
        assertThat(builder.build().coordinateName(3)).isEqualTo("a[1,1]");
    }

    @Test
    void boundsMayDependOnEarlierParameters() {
        ModelBuilder builder = new ModelBuilder();
        Tensor a = builder.parameter("a", Support.interval(0, 1), 2);
        builder.parameter("b", Support.interval(0, a.negate().plus(1)), 2);
        Model model = builder.build();
        double[] theta = new double[4];
        model.unconstrainInto(Map.of("a", new double[]{0.2, 0.9}, "b", new double[]{0.7, 0.05}), theta);
        assertThat(model.value(model.program("value of b"), "value of b", theta)).contains(new double[]{0.7, 0.05},
                offset(1e-12));
        assertThatThrownBy(() -> model.unconstrainInto(Map.of("a", new double[]{0.2, 0.9}, "b", new double[]{0.7, 0.5}),
                theta)).hasMessageContaining("\"b\"").hasMessageContaining("element 1").hasMessageContaining("0.5");
    }

    @Test
    void wrongUseIsNamed() {
        assertThatThrownBy(() -> new ModelBuilder().parameter("q", Support.simplex()))
                .hasMessageContaining("\"q\"").hasMessageContaining("simplex");
        assertThatThrownBy(() -> new ModelBuilder().parameter("q", Support.correlationCholesky(), 2, 3))
                .hasMessageContaining("\"q\"").hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> {
            ModelBuilder builder = new ModelBuilder();
            builder.parameter("q", Support.lower(builder.constant(new double[3], 3)), 2);
        }).hasMessageContaining("[2]").hasMessageContaining("[3]");
        assertThatThrownBy(() -> new ModelBuilder().build()).hasMessageContaining("no parameter");
        assertThatThrownBy(() -> {
            ModelBuilder builder = new ModelBuilder();
            builder.addLogPrior(builder.rowInput("x"));
        }).hasMessageContaining("log prior").hasMessageContaining("[rows]");
        assertThatThrownBy(() -> {
            ModelBuilder builder = new ModelBuilder();
            builder.addRowLogLikelihood(builder.constant(1));
        }).hasMessageContaining("by row");
        assertThatThrownBy(() -> Support.interval(1, 1)).hasMessageContaining("lower < upper");
        assertThatThrownBy(() -> regression().unconstrainInto(Map.of("mu", new double[1]), new double[2]))
                .hasMessageContaining("\"sigma\"");
        assertThatThrownBy(() -> regression()
                .unconstrainInto(Map.of("mu", new double[1], "sigma", new double[]{-1}), new double[2]))
                .hasMessageContaining("\"sigma\"").hasMessageContaining("-1.0");
    }

    @Test
    void simulationDrawsParametersInOrderAndThenData() {
        ModelBuilder builder = new ModelBuilder();
        Tensor x = builder.rowInput("x");
        Tensor y = builder.rowInput("y");
        Tensor scale = builder.parameter("scale", Support.positive());
        Tensor a = builder.parameter("a", Support.real(), 3);
        builder.prior(scale, Exponential.of(0.1)).prior(a, Normal.of(builder.constant(1000), scale.times(1e-6)));
        builder.observe(y, Normal.of(x.times(a.sum()), 1e-3));
        Simulator simulator = new Simulator(builder.build());
        double[] theta = new double[4];
        var rng = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
        simulator.priorInto(rng, theta);
        assertThat(theta[1]).isCloseTo(1000, offset(0.01));
        assertThat(theta[1]).isNotEqualTo(theta[2]);
        Map<String, double[]> data = simulator.data(rng, theta, Map.of("x", new double[]{1, 2}, "y", new double[2]), 2);
        assertThat(data.get("y")).contains(new double[]{3000, 6000}, offset(0.1));
    }

    @Test
    void simulationNeedsProperPriors() {
        ModelBuilder builder = new ModelBuilder();
        builder.parameter("free", Support.real());
        assertThatThrownBy(
                () -> new Simulator(builder.build()).priorInto(RandomSource.XO_RO_SHI_RO_128_PP.create(1),
                        new double[1]))
                .hasMessageContaining("\"free\"").hasMessageContaining("prior");
    }

    private static double normal(double x, double mean, double sd) {
        double z = (x - mean) / sd;
        return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    }

    /** What is stored at probes is what the rows' own program says of them. */
    @Test
    void valuesAtProbesGoTheWayOfTheRows() {
        ModelBuilder builder = new ModelBuilder();
        Tensor x = builder.rowInput("x", 2);
        Tensor beta = builder.parameter("beta", Support.real(), 2);
        builder.prior(beta, Normal.of(0, 1));
        Tensor line = x.dot(beta);
        builder.observe(builder.rowInput("y"), Normal.of(line, 1));
        builder.probes(RowData.of(3, Map.of("x", new double[]{1, 0, 0, 1, 2, -1})));
        builder.atProbes("line", VariableRole.PREDICTION, line).atProbes("twice", VariableRole.FUNCTION, x.times(2));
        Posterior posterior = builder.build().compile(RowData.of(1, Map.of("x", new double[2], "y", new double[1])));
        assertThat(posterior.variables()).containsExactly(Variable.of("beta", 2),
                Variable.of("line", 3).as(VariableRole.PREDICTION),
                Variable.of("twice", 3, 2).as(VariableRole.FUNCTION));
        double[] values = new double[11];
        posterior.transform().applyInto(new double[]{0.5, 4}, values);
        assertThat(values).containsExactly(0.5, 4, 0.5, 4, -3, 2, 0, 0, 2, 4, -2);
        ModelBuilder without = new ModelBuilder();
        Tensor row = without.rowInput("x");
        assertThatThrownBy(() -> without.atProbes("f", VariableRole.FUNCTION, row)).hasMessageContaining("0 rows");
    }
}
