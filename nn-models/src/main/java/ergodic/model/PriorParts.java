package ergodic.model;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import java.util.ArrayList;
import java.util.List;

/**
 * The log prior of a model, apart by parameter: of each what is stated of it, given the parameters that its prior depends on, with the log Jacobian of its transform. Terms of the
 * log prior that are of no parameter alone are the rest. For one thread.
 */
public final class PriorParts {

    /**
     * A parameter.
     *
     * @param name
     *            its name
     * @param offset
     *            where its free value begins in theta
     * @param size
     *            coordinates of its free value
     */
    public record Part(String name, int offset, int size) {}

    private final List<Part> parts;
    private final CompiledProgram program;

    PriorParts(Model model) {
        List<Part> found = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        outputs.add(Model.LOG_PRIOR);
        for (ModelParameter parameter : model.parameters()) {
            found.add(new Part(parameter.name(), parameter.offset(), parameter.freeShape().size()));
            outputs.add(Model.logPriorOf(parameter.name()));
        }
        this.parts = List.copyOf(found);
        this.program = CompiledProgram.compile(model.program(outputs.toArray(new String[0])), RowData.none());
    }

    /** The parameters, in the order of theta. */
    public List<Part> parts() {
        return parts;
    }

    /**
     * Evaluates the log prior.
     *
     * @param values
     *            filled: a number for each part, then the rest, which is 0 up to rounding in models without further terms
     * @return the log prior, all together
     */
    public double evaluateInto(double[] theta, double[] values) {
        program.run(theta);
        double all = program.scalar(Model.LOG_PRIOR);
        double rest = all;
        for (int i = 0; i < parts.size(); i++) {
            values[i] = program.scalar(Model.logPriorOf(parts.get(i).name()));
            rest -= values[i];
        }
        values[parts.size()] = rest;
        return all;
    }
}
