package ergodic.model;

import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.Workspace;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Parameters and generated quantities of a position, by a program of its own that needs no rows; then values at probe rows, by
 * the program that the sampled rows go through, in doubles.
 */
final class PosteriorTransform implements DrawTransform {

    /** What a program gives, and where it goes. */
    private record Place(String output, int offset, int size) {}

    private final List<Variable> variables;
    private final List<CompiledProgram> programs = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>();
    @Workspace
    private final double[] buffer;

    /** The variables of the model in its order, but those for which {@code later} holds come after the others. */
    PosteriorTransform(Model model, CompileOptions options, Predicate<Variable> later) {
        Program transform = model.transformProgram();
        List<Variable> order = new ArrayList<>(model.variables().stream().filter(later.negate()).toList());
        order.addAll(model.variables().stream().filter(later).toList());
        this.variables = List.copyOf(order);
        programs.add(CompiledProgram.compile(transform, RowData.none(), options));
        List<String> global = List.copyOf(transform.outputs().keySet());
        List<String> atProbes = model.probeOutputs();
        places.add(places(model.variables().subList(0, global.size()), global));
        if (!atProbes.isEmpty()) {
            programs.add(CompiledProgram.compile(model.program(atProbes.toArray(new String[0])), model.probes()));
            places.add(places(model.variables().subList(global.size(), model.variables().size()), atProbes));
        }
        this.buffer = new double[variables.stream().mapToInt(Variable::size).max().orElse(0)];
    }

    private List<Place> places(List<Variable> some, List<String> outputs) {
        List<Place> found = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            int offset = 0;
            for (Variable before : variables.subList(0, variables.indexOf(some.get(i)))) {
                offset += before.size();
            }
            found.add(new Place(outputs.get(i), offset, some.get(i).size()));
        }
        return found;
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        for (int i = 0; i < programs.size(); i++) {
            CompiledProgram program = programs.get(i);
            program.run(theta);
            for (Place place : places.get(i)) {
                program.outputInto(place.output, buffer);
                System.arraycopy(buffer, 0, values, place.offset, place.size);
            }
        }
    }
}
