package ergodic.nn;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Mixture;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.List;

/** What another transform gives, then the log likelihood of each training row. */
final class LikelihoodTransform extends ForwardTransform {

    private final Mixture mixture;
    private final double[] target;

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
        super(base, new DrawForward(forward, rows.count() * mixture.parameters()),
                List.of(new Variable(name, List.of(rows.count()), VariableRole.LOG_LIKELIHOOD)));
        this.mixture = mixture;
        this.target = rows.target();
    }

    @Override
    void ownInto(double[] components, double[] values, int at) {
        for (int row = 0; row < target.length; row++) {
            mixture.load(components, row * mixture.parameters(), 1);
            values[at + row] = mixture.logDensity(target[row], 0, 1);
        }
    }
}
