package ergodic.model;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.model.ModelBuilder.Statement;
import ergodic.model.distribution.Distribution;
import ergodic.model.distribution.Univariate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws from a model forwards: parameters from their priors, then data given parameters. For prior predictive checks and
 * for tests of samplers by simulation (Cook, Gelman and Rubin 2006; Talts et al. 2018). Works by the interpreter: made for
 * small models, not for speed.
 */
public final class Simulator {

    private static final int TRIES = 10_000;

    /** A statement that can be drawn, and the program of its sampling parameters. */
    record Draw(String name, int size, Distribution distribution, Program program) {}

    private final Model model;
    /** Parameters after those that their priors and bounds depend on, as far as there is such an order. */
    private final List<ModelParameter> order = new ArrayList<>();

    /** A simulator of a model. */
    public Simulator(Model model) {
        this.model = model;
        Set<String> known = new HashSet<>();
        for (boolean found = true; found;) {
            found = false;
            for (ModelParameter parameter : model.parameters()) {
                if (!known.contains(parameter.name()) && known.containsAll(model.parentsOf(parameter))) {
                    order.add(parameter);
                    found = known.add(parameter.name());
                }
            }
        }
    }

    /** Parameters whose priors depend on each other in a circle, or on such ones: they cannot be drawn. */
    List<String> circular() {
        return model.parameters().stream().filter(parameter -> !order.contains(parameter)).map(ModelParameter::name)
                .toList();
    }

    /**
     * Draws all parameters from their priors, each after those that its prior depends on. Where a prior is wider than its parameter's support, draws outside are thrown
     * away: the prior restricted to the support.
     *
     * @param theta
     *            filled with the free values, length {@link Model#dimension()}
     * @throws IllegalStateException
     *             if a parameter has no prior distribution, its prior hardly ever lies in its support, or priors depend on each other
     *             in a circle
     */
    public void priorInto(UniformRandomProvider rng, double[] theta) {
        if (!circular().isEmpty()) {
            throw new IllegalStateException("the priors of " + circular() + " depend on each other in a circle");
        }
        Arrays.fill(theta, 0);
        for (ModelParameter parameter : order) {
            Draw draw = model.priorDraws().get(parameter.name());
            if (draw == null) {
                throw new IllegalStateException("the parameter \"" + parameter.name()
                        + "\" has no prior distribution (or several), so it cannot be drawn");
            }
            double[][] parameters = values(draw, model.inputs(theta), 0);
            double[] value = new double[draw.size()];
            for (int attempt = 0;; attempt++) {
                draw.distribution().sampleInto(rng, parameters, value);
                if (parameter.support() instanceof Ordered && areAlike(draw, parameters)) {
                    Arrays.sort(value); // independent and alike, given that they are in order
                }
                try {
                    model.unconstrainInto(parameter, value, theta);
                    break;
                } catch (IllegalArgumentException e) {
                    if (attempt == TRIES) {
                        throw new IllegalStateException("no draw of the prior of \"" + parameter.name()
                                + "\" lies in its support: " + e.getMessage(), e);
                    }
                }
            }
        }
    }

    private static boolean areAlike(Draw draw, double[][] parameters) {
        return draw.distribution() instanceof Univariate
                && Arrays.stream(parameters).allMatch(one -> Arrays.stream(one).distinct().count() == 1);
    }

    /**
     * Draws the observed data that are row inputs.
     *
     * @param columns
     *            the other row inputs, row-major
     * @param rows
     *            number of rows
     * @return the drawn columns, row-major, by name
     */
    public Map<String, double[]> data(UniformRandomProvider rng, double[] theta, Map<String, double[]> columns,
            int rows) {
        Map<String, double[]> inputs = new HashMap<>(model.inputs(theta));
        inputs.putAll(columns);
        Map<String, double[]> drawn = new LinkedHashMap<>();
        for (Draw draw : model.dataDraws()) {
            double[][] parameters = values(draw, inputs, rows);
            double[][] ofRow = new double[parameters.length][];
            boolean[] byRow = new boolean[parameters.length];
            for (int p = 0; p < parameters.length; p++) {
                byRow[p] = isByRow(draw, p);
                ofRow[p] = byRow[p] && rows > 0 ? new double[parameters[p].length / rows] : parameters[p];
            }
            double[] data = new double[rows * draw.size()];
            double[] one = new double[draw.size()];
            for (int row = 0; row < rows; row++) {
                for (int p = 0; p < parameters.length; p++) {
                    if (byRow[p]) {
                        System.arraycopy(parameters[p], row * ofRow[p].length, ofRow[p], 0, ofRow[p].length);
                    }
                }
                draw.distribution().sampleInto(rng, ofRow, one);
                System.arraycopy(one, 0, data, row * draw.size(), one.length);
            }
            drawn.put(draw.name(), data);
        }
        return drawn;
    }

    /** How to draw the value of a statement, whose name is given. Adds outputs to the trace. */
    static Draw draw(Tracer tracer, String name, Statement statement) {
        List<String> outputs = new ArrayList<>();
        List<Tensor> parameters = statement.distribution().samplingParameters(statement.value());
        for (int i = 0; i < parameters.size(); i++) {
            String output = "sampling parameter " + i + " of " + name;
            tracer.output(output, parameters.get(i));
            outputs.add(output);
        }
        return new Draw(name, statement.value().shape().size(), statement.distribution(), tracer.build(outputs));
    }

    private static double[][] values(Draw draw, Map<String, double[]> inputs, int rows) {
        return Interpreter.evaluate(draw.program(), inputs, rows).values().toArray(new double[0][]);
    }

    private static boolean isByRow(Draw draw, int parameter) {
        return List.copyOf(draw.program().outputs().values()).get(parameter).shape().isByRow();
    }
}
