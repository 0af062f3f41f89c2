package ergodic.nn;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Mixture;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;

/** What another transform gives, then the log likelihood of each training row. */
final class LikelihoodTransform implements CentredTransform {

    private final CentredTransform base;
    private final DrawForward forward;
    private final Mixture mixture;
    private final List<Variable> variables;
    private final double[] target;
    private final int offset;

    /**
     * A transform.
     *
     * @param forward
     *            compiled over the rows; its theta may be the position with the centre after it
     * @param mixture
     *            of their predictive distributions
     * @param name
     *            of the variable
     */
    LikelihoodTransform(CentredTransform base, CompiledProgram forward, Mixture mixture, Rows rows, String name) {
        this.base = base;
        this.forward = new DrawForward(forward, rows.count() * mixture.parameters());
        this.mixture = mixture;
        this.target = rows.target();
        this.offset = base.size();
        List<Variable> all = new ArrayList<>(base.variables());
        all.add(new Variable(name, List.of(rows.count()), VariableRole.LOG_LIKELIHOOD));
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
        for (int row = 0; row < target.length; row++) {
            mixture.load(components, row * mixture.parameters(), 1);
            values[offset + row] = mixture.logDensity(target[row], 0, 1);
        }
    }
}
