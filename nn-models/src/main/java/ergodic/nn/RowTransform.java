package ergodic.nn;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.nn.predict.RowMoments;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another transform gives, then what a draw predicts at given rows. */
final class RowTransform extends ForwardTransform {

    private final @Nullable RowMoments moments;
    private final int rows;
    private final boolean densities;

    /**
     * A transform.
     *
     * @param forward
     *            compiled over the rows; its theta may be the position with the centre after it
     * @param parameters
     *            numbers of a component
     * @param moments
     *            sums components up; null to give the components themselves
     */
    RowTransform(CentredTransform base, CompiledProgram forward, int rows, int parameters,
            @Nullable RowMoments moments) {
        this(base, forward, rows, parameters, moments, KeptRows.MOMENTS, true);
    }

    /** Of other rows, of which moments are summed up under this name, and no log densities. */
    RowTransform(CentredTransform base, CompiledProgram forward, int rows, int parameters, RowMoments moments,
            String name) {
        this(base, forward, rows, parameters, moments, name, false);
    }

    private RowTransform(CentredTransform base, CompiledProgram forward, int rows, int parameters,
            @Nullable RowMoments moments, String name, boolean densities) {
        super(base, new DrawForward(forward, rows * parameters), variables(rows, parameters, moments, name, densities));
        this.moments = moments;
        this.rows = rows;
        this.densities = densities;
    }

    private static List<Variable> variables(int rows, int parameters, @Nullable RowMoments moments, String name,
            boolean densities) {
        Variable first = moments == null
                ? new Variable(KeptRows.COMPONENTS, List.of(rows, parameters), VariableRole.COMPONENT)
                : new Variable(name, List.of(rows, moments.width()), VariableRole.COMPONENT);
        return moments == null || !densities ? List.of(first)
                : List.of(first, new Variable(KeptRows.LOG_DENSITY, List.of(rows), VariableRole.COMPONENT));
    }

    @Override
    void ownInto(double[] components, double[] values, int at) {
        if (moments == null) {
            System.arraycopy(components, 0, values, at, components.length);
        } else if (densities) {
            moments.into(components, values, at, values, at + rows * moments.width());
        } else {
            moments.into(components, values, at, null, 0);
        }
    }
}
