package ergodic.nn;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.nn.predict.RowMoments;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another transform gives, then what a draw predicts at given rows. */
final class RowTransform implements CentredTransform {

    private final CentredTransform base;
    private final DrawForward forward;
    private final @Nullable RowMoments moments;
    private final List<Variable> variables;
    private final int offset;
    private final int width;
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
        this.densities = densities;
        this.base = base;
        this.forward = new DrawForward(forward, rows * parameters);
        this.moments = moments;
        this.offset = base.size();
        List<Variable> all = new ArrayList<>(base.variables());
        this.width = moments == null ? parameters : moments.width();
        if (moments == null) {
            all.add(new Variable(KeptRows.COMPONENTS, List.of(rows, width), VariableRole.COMPONENT));
        } else {
            all.add(new Variable(name, List.of(rows, width), VariableRole.COMPONENT));
            if (densities) {
                all.add(new Variable(KeptRows.LOG_DENSITY, List.of(rows), VariableRole.COMPONENT));
            }
        }
        this.variables = List.copyOf(all);
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void setCentre(double[] centre) {
        base.setCentre(centre);
        forward.setCentre(centre);
    }

    @Override
    public void setPriorScales(double[] scales) {
        base.setPriorScales(scales);
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        base.applyInto(theta, values);
        double[] components = forward.at(theta);
        if (moments == null) {
            System.arraycopy(components, 0, values, offset, components.length);
        } else if (!densities) {
            moments.into(components, values, offset, null, 0);
        } else {
            int rows = components.length == 0 ? 0 : variables.getLast().size();
            moments.into(components, values, offset, values, offset + rows * width);
        }
    }
}
