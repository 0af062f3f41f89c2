package ergodic.model;

import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters and generated quantities of a position, by a program of its own that needs no rows; then values at probe rows, by
 * the program that the sampled rows go through, in doubles.
 */
final class PosteriorTransform implements DrawTransform {

    private final List<Variable> variables;
    private final List<CompiledProgram> programs = new ArrayList<>();
    private final String[][] outputs;
    private final double[][] buffers;

    PosteriorTransform(Model model, CompileOptions options) {
        Program transform = model.transformProgram();
        this.variables = model.variables();
        programs.add(CompiledProgram.compile(transform, RowData.none(), options));
        String[] global = transform.outputs().keySet().toArray(new String[0]);
        String[] atProbes = model.probeOutputs().toArray(new String[0]);
        if (atProbes.length > 0) {
            programs.add(CompiledProgram.compile(model.program(atProbes), model.probes()));
        }
        this.outputs = new String[][]{global, atProbes};
        this.buffers = new double[variables.size()][];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = new double[variables.get(i).size()];
        }
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        int offset = 0;
        int variable = 0;
        for (int i = 0; i < programs.size(); i++) {
            CompiledProgram program = programs.get(i);
            program.run(theta);
            for (String output : outputs[i]) {
                double[] buffer = buffers[variable++];
                program.outputInto(output, buffer);
                System.arraycopy(buffer, 0, values, offset, buffer.length);
                offset += buffer.length;
            }
        }
    }
}
