package ergodic.nn;

import ergodic.autodiff.DrawBatch;
import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Forward;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forward part of a network for several draws at once, compiled once and given other rows. Small networks are evaluated
 * at more draws than large ones: their weights should stay in the second-level cache, and the program short.
 */
final class CompiledForward implements Forward.Factory {

    private static final int MOST_DRAWS = 32;
    private static final int THETA_NUMBERS = 32_768;
    private static final int NODES = 2_000;

    private final Model model;
    private @Nullable CompiledProgram compiled;

    CompiledForward(Model model) {
        this.model = model;
    }

    @Override
    public Forward over(Rows rows) {
        RowData columns = RowData.of(rows.count(), Map.of(NetworkModel.INPUTS, rows.inputs()));
        CompiledProgram program = compiled == null ? CompiledProgram.compile(batch(), columns)
                : compiled.withRows(columns);
        compiled = program;
        return new Batch(program, program.parameterCount() / model.dimension());
    }

    private Program batch() {
        Program one = model.program(NetworkModel.PREDICTIVE);
        int draws = Math.min(MOST_DRAWS, Math.min(THETA_NUMBERS / model.dimension(), NODES / one.nodes().size()));
        return DrawBatch.of(one, NetworkModel.PREDICTIVE, Math.max(1, draws));
    }

    private record Batch(CompiledProgram program, int draws) implements Forward {

        @Override
        public void evaluateInto(double[] thetas, double[] parameters) {
            program.run(thetas);
            program.outputInto(NetworkModel.PREDICTIVE, parameters);
        }
    }
}
