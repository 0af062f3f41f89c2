package ergodic.model;

import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.Workspace;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.ChosenScales;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and generated quantities of a position, by a program of its own that needs no rows; then values at probe rows, by
 * the program that the sampled rows go through, in doubles: where the network is to be linear, by the linearised one.
 */
final class PosteriorTransform implements CentredTransform {

    /** What a program gives, and where it goes. */
    private record Place(String output, int offset, int size) {}

    /** Where scales of a prior go, and from which coordinate on they are. */
    private record ScalePlace(int coordinate, int offset, int size) {}

    /** Name of the centre among the variables. */
    private static final String CENTRE = "centre";
    /** What the name of a scale ends in. */
    private static final String SCALE = ".prior_scale";

    private final List<Variable> variables;
    private final List<CompiledProgram> programs = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>();
    /** The position, and where the network is linear the centre after it. */
    private final double[] position;
    private final int dimension;
    /** Where the centre begins in the values; -1 if there is none. */
    private final int centreAt;
    private final List<ScalePlace> scalePlaces = new ArrayList<>();
    private final double[] priorScales;
    @Workspace
    private final double[] buffer;

    /**
     * The variables of the model in its order, but those for which {@code later} holds come after the others.
     *
     * @param network
     *            output that is linear about a centre, which is stored after the first variables; null to read positions as they are
     * @param chosen
     *            which scales of normal priors are told, and stored after the centre
     */
    PosteriorTransform(Model model, CompileOptions options, Predicate<Variable> later, @Nullable String network,
            ChosenScales chosen) {
        Program transform = model.transformProgram();
        this.dimension = model.dimension();
        this.position = new double[network == null ? dimension : 2 * dimension];
        List<Variable> order = new ArrayList<>(model.variables().stream().filter(later.negate()).toList());
        if (network != null) {
            order.add(new Variable(CENTRE, List.of(dimension), VariableRole.CENTRE));
        }
        int afterCentre = order.size();
        List<ModelParameter> scaled = chosen == ChosenScales.NONE ? List.of() : normal(model, options);
        for (ModelParameter parameter : scaled) {
            order.add(new Variable(parameter.name() + SCALE, chosen == ChosenScales.BY_WEIGHT
                    ? parameter.variable().shape()
                    : List.of(), VariableRole.PRIOR_SCALE));
        }
        order.addAll(model.variables().stream().filter(later).toList());
        this.variables = List.copyOf(order);
        programs.add(CompiledProgram.compile(transform, RowData.none(), options));
        List<String> global = List.copyOf(transform.outputs().keySet());
        List<String> atProbes = model.probeOutputs();
        places.add(places(model.variables().subList(0, global.size()), global));
        if (!atProbes.isEmpty()) {
            String[] names = atProbes.toArray(new String[0]);
            programs.add(CompiledProgram.compile(network == null ? model.program(names)
                    : model.linearisedProgram(network, names), model.probes()));
            places.add(places(model.variables().subList(global.size(), model.variables().size()), atProbes));
        }
        this.centreAt = network == null ? -1 : offset(afterCentre - 1);
        for (int i = 0; i < scaled.size(); i++) {
            scalePlaces.add(new ScalePlace(scaled.get(i).offset(), offset(afterCentre + i),
                    variables.get(afterCentre + i).size()));
        }
        this.priorScales = new double[scaled.isEmpty() ? 0 : dimension];
        this.buffer = new double[variables.stream().mapToInt(Variable::size).max().orElse(0)];
    }

    private List<Place> places(List<Variable> some, List<String> outputs) {
        List<Place> found = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            found.add(new Place(outputs.get(i), offset(variables.indexOf(some.get(i))), some.get(i).size()));
        }
        return found;
    }

    /** Parameters that are weights with a normal prior of numbers. */
    private static List<ModelParameter> normal(Model model, CompileOptions options) {
        double[] mean = new double[model.dimension()];
        double[] scale = new double[model.dimension()];
        new ModelPrior(model, options).normalWeightsInto(mean, scale);
        return model.parameters().stream().filter(parameter -> scale[parameter.offset()] > 0).toList();
    }

    private int offset(int place) {
        int offset = 0;
        for (Variable before : variables.subList(0, place)) {
            offset += before.size();
        }
        return offset;
    }

    @Override
    public void setCentre(double[] centre) {
        if (centreAt >= 0) {
            System.arraycopy(centre, 0, position, dimension, dimension);
        }
    }

    @Override
    public void setPriorScales(double[] scales) {
        System.arraycopy(scales, 0, priorScales, 0, priorScales.length);
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        System.arraycopy(theta, 0, position, 0, dimension);
        if (centreAt >= 0) {
            System.arraycopy(position, dimension, values, centreAt, dimension);
        }
        for (int i = 0; i < scalePlaces.size(); i++) {
            ScalePlace place = scalePlaces.get(i);
            System.arraycopy(priorScales, place.coordinate, values, place.offset, place.size);
        }
        for (int i = 0; i < programs.size(); i++) {
            CompiledProgram program = programs.get(i);
            program.run(program.parameterCount() == dimension ? theta : position);
            for (Place place : places.get(i)) {
                program.outputInto(place.output, buffer);
                System.arraycopy(buffer, 0, values, place.offset, place.size);
            }
        }
    }
}
