package ergodic.model;

import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.List;

/** Parameters and generated quantities of a position, by a program of its own that needs no rows. */
final class PosteriorTransform implements DrawTransform {

    private final List<Variable> variables;
    private final CompiledProgram program;
    private final String[] outputs;
    private final double[][] buffers;

    PosteriorTransform(Model model, CompileOptions options) {
        Program transform = model.transformProgram();
        this.variables = model.variables();
        this.program = CompiledProgram.compile(transform, RowData.none(), options);
        this.outputs = transform.outputs().keySet().toArray(new String[0]);
        this.buffers = new double[outputs.length][];
        for (int i = 0; i < outputs.length; i++) {
            buffers[i] = new double[variables.get(i).size()];
        }
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        program.run(theta);
        int offset = 0;
        for (int i = 0; i < outputs.length; i++) {
            program.outputInto(outputs[i], buffers[i]);
            System.arraycopy(buffers[i], 0, values, offset, buffers[i].length);
            offset += buffers[i].length;
        }
    }
}
