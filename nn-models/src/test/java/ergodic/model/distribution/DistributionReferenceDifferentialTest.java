package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Log densities and gradients of every distribution over the whole range of its parameters against values with 50 digits, made
 * by {@code scripts/reference/distributions.py}. A log density may be off by {@code 2e-13 max(1, |value|, condition)}, where
 * the condition is what a relative change of one argument changes; a derivative in p by
 * {@code 1e-12 max(|derivative|, condition, max(1, |value|) / |p|)} (without {@code |p|} where p is 0): the last says that a
 * derivative in log p is as accurate as the log density. Of negative binomials the count stands beside {@code |value|}.
 */
class DistributionReferenceDifferentialTest {

    private static final double VALUE = 2e-13;
    private static final double GRADIENT = 1e-12;

    record Point(String line, double[] arguments, double[] values, double[] conditions) {}

    record Table(String distribution, List<Point> points) {
        @Override
        public String toString() {
            return distribution;
        }
    }

    static Stream<Table> tables() throws IOException {
        Map<String, List<Point>> points = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                DistributionReferenceDifferentialTest.class.getResourceAsStream("reference.csv")),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                points.computeIfAbsent(cells[0], name -> new ArrayList<>())
                        .add(new Point(line, numbers(cells[1]), numbers(cells[2]), numbers(cells[3])));
            }
        }
        return points.entrySet().stream().map(entry -> new Table(entry.getKey(), entry.getValue()));
    }

    /** NaN stands for a derivative that does not exist. */
    private static double[] numbers(String cell) {
        return Stream.of(cell.split(" ")).mapToDouble(x -> x.equals("-") ? Double.NaN : Double.parseDouble(x))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void valueAndGradient(Table table) {
        Program program = ReverseMode.gradient(program(table.distribution), "value");
        List<String> wrong = new ArrayList<>();
        double worstValue = 0;
        double worstGradient = 0;
        for (Point point : table.points) {
            double[] found = evaluate(program, point.arguments);
            double size = Math.max(1, Math.abs(point.values[0]));
            double value = Math.abs(found[0] - point.values[0]) / Math.max(size, point.conditions[0]);
            boolean good = value <= VALUE;
            worstValue = Math.max(worstValue, value);
            for (int i = 0; i < point.arguments.length; i++) {
                double expected = point.values[i + 1];
                if (!Double.isNaN(expected)) {
                    double p = Math.abs(point.arguments[i]);
                    double scale = Math.max(Math.abs(expected), point.conditions[i + 1]);
                    double error = Math.abs(found[i + 1] - expected)
                            / Math.max(scale, terms(table.distribution, size, point.arguments[0]) / (p == 0 ? 1 : p));
                    error = found[i + 1] == expected ? 0 : error;
                    good &= error <= GRADIENT;
                    worstGradient = Math.max(worstGradient, error);
                }
            }
            if (!good) {
                wrong.add(point.line + "\n    found " + java.util.Arrays.toString(found));
            }
        }
        assertThat(wrong).as("%s of %s; largest error of the value %s, of the gradient %s", wrong.size(),
                table.points.size(), worstValue, worstGradient).isEmpty();
    }

    /** In negative binomials, terms as large as the count make up the derivatives in log mean and log overdispersion. */
    private static double terms(String distribution, double size, double x) {
        return distribution.startsWith("NegativeBinomial") ? Math.max(size, 16 * x) : size;
    }

    private static double[] evaluate(Program program, double[] arguments) {
        Map<String, double[]> inputs = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            inputs.put("p" + i, new double[]{arguments[i]});
        }
        Map<String, double[]> outputs = Interpreter.evaluate(program, inputs, 0);
        double[] found = new double[arguments.length + 1];
        found[0] = Objects.requireNonNull(outputs.get("value"))[0];
        for (int i = 0; i < arguments.length; i++) {
            found[i + 1] = Objects.requireNonNull(outputs.get("d p" + i))[0];
        }
        return found;
    }

    private static Program program(String name) {
        Tracer t = new Tracer();
        List<Tensor> p = new ArrayList<>();
        int count = name.equals("Dirichlet") ? 6 : arguments(name);
        for (int i = 0; i < count; i++) {
            p.add(t.parameter("p" + i));
        }
        Tensor x = p.get(0);
        if (name.equals("Dirichlet")) {
            List<Tensor> parts = p.stream().map(part -> part.reshape(1)).toList();
            t.output("value", Dirichlet.of(Tensor.concat(0, parts.subList(3, 6)))
                    .logDensity(Tensor.concat(0, parts.subList(0, 3))));
            return t.build();
        }
        Distribution distribution = switch (name) {
            case "Normal" -> Normal.of(p.get(1), p.get(2));
            case "HalfNormal" -> HalfNormal.of(p.get(1));
            case "LogNormal" -> LogNormal.of(p.get(1), p.get(2));
            case "Cauchy" -> Cauchy.of(p.get(1), p.get(2));
            case "HalfCauchy" -> HalfCauchy.of(p.get(1));
            case "StudentT" -> StudentT.of(p.get(1), p.get(2), p.get(3));
            case "HalfStudentT" -> HalfStudentT.of(p.get(1), p.get(2));
            case "Laplace" -> Laplace.of(p.get(1), p.get(2));
            case "Exponential" -> Exponential.of(p.get(1));
            case "Uniform" -> Uniform.of(p.get(1), p.get(2));
            case "Gamma" -> Gamma.of(p.get(1), p.get(2));
            case "InverseGamma" -> InverseGamma.of(p.get(1), p.get(2));
            case "Beta" -> Beta.of(p.get(1), p.get(2));
            case "Poisson" -> Poisson.of(p.get(1));
            case "PoissonLog" -> PoissonLog.of(p.get(1));
            case "NegativeBinomial" -> NegativeBinomial.of(p.get(1), p.get(2));
            case "NegativeBinomialLog" -> NegativeBinomialLog.of(p.get(1), p.get(2));
            case "BinomialLogit" -> BinomialLogit.of(p.get(1), p.get(2));
            case "BernoulliLogit" -> BernoulliLogit.of(p.get(1));
            default -> throw new IllegalArgumentException(name);
        };
        t.output("value", distribution.logDensity(x));
        return t.build();
    }

    private static int arguments(String name) {
        return switch (name) {
            case "StudentT" -> 4;
            case "HalfNormal", "HalfCauchy", "Exponential", "Poisson", "PoissonLog", "BernoulliLogit" -> 2;
            default -> 3;
        };
    }
}
