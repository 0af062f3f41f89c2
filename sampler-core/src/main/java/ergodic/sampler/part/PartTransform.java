package ergodic.sampler.part;

import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.List;

/** What is stored of a position of all coordinates, for positions of a part of them. */
final class PartTransform implements DrawTransform {

    private final ConditionedLogDensity density;
    private final DrawTransform whole;
    @Workspace
    private final double[] theta;

    PartTransform(ConditionedLogDensity density, DrawTransform whole) {
        this.density = density;
        this.whole = whole;
        this.theta = new double[density.whole().dimension()];
    }

    @Override
    public List<Variable> variables() {
        return whole.variables();
    }

    @Override
    public void applyInto(double[] some, double[] values) {
        density.expandInto(some, theta);
        whole.applyInto(theta, values);
    }
}
