package ergodic.nn;

import ergodic.autodiff.DrawBatch;
import ergodic.autodiff.Program;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Forward;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An output of a model, such as the forward part of a network, for several draws at once, compiled once and given other
 * rows. Small models are evaluated at more draws than large ones: their weights should stay in the second-level cache, and
 * the program short.
 *
 * <p>
 * Not safe for threads: a forward part shares what was compiled with the one made before it, of a linear network also which parameters move, as that one
 * found out from its draws. Make and use all forward parts of one factory on the same thread.
 */
final class CompiledForward implements Forward.Factory {

    static final int MOST_DRAWS = 32;
    private static final int THETA_NUMBERS = 32_768;
    static final int NODES = 2_000;

    private final int most;
    private final boolean linearised;
    private final Model model;
    private final String output;
    private final Function<Rows, RowData> columns;
    private @Nullable CompiledProgram compiled;
    private @Nullable CentredForward centred;

    /** The output of this name, whose row inputs are found for given rows. */
    CompiledForward(Model model, String output, Function<Rows, RowData> columns) {
        this(model, output, columns, false);
    }

    /** The same; of a network that is linear about a centre, which follows each position, or of the network itself. */
    CompiledForward(Model model, String output, Function<Rows, RowData> columns, boolean linearised) {
        this(model, output, columns, linearised, MOST_DRAWS);
    }

    /** The same of so many draws at once at most: of one where each draw has rows of its own. */
    CompiledForward(Model model, String output, Function<Rows, RowData> columns, boolean linearised, int most) {
        this.most = most;
        this.linearised = linearised;
        this.model = model;
        this.output = output;
        this.columns = columns;
    }

    @Override
    public Forward over(Rows rows) {
        return over(rows, most);
    }

    /** {@inheritDoc} Of a network that is linear about a centre; the program of others takes as many at once as suit it. */
    @Override
    public Forward over(Rows rows, int positions) {
        RowData data = columns.apply(rows);
        if (linearised) {
            CentredForward before = centred;
            CentredForward here = before == null ? new CentredForward(model, output, data, columns, most, positions)
                    : before.over(data, positions);
            centred = here;
            return here;
        }
        CompiledProgram program = compiled == null ? CompiledProgram.compile(batch(), data) : compiled.withRows(data);
        compiled = program;
        return new Batch(program, output, columns, program.parameterCount() / model.dimension());
    }

    private Program batch() {
        Program one = model.program(output);
        int draws = Math.min(most, Math.min(THETA_NUMBERS / model.dimension(), NODES / one.nodes().size()));
        return DrawBatch.of(one, output, Math.max(1, draws));
    }

    private record Batch(CompiledProgram program, String output, Function<Rows, RowData> columns, int draws)
            implements
                Forward {

        @Override
        public void replaceRows(Rows rows) {
            program.replaceRows(columns.apply(rows));
        }

        @Override
        public void evaluateInto(double[] thetas, double[] parameters) {
            program.run(thetas);
            program.outputInto(output, parameters);
        }
    }
}
