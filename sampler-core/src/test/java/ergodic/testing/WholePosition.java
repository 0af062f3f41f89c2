package ergodic.testing;

import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.List;

/** What tests store of a state: the position itself, as {@code theta}. */
public record WholePosition(int dimension) implements DrawTransform {

    @Override
    public List<Variable> variables() {
        return List.of(Variable.of("theta", dimension));
    }

    @Override
    public void applyInto(double[] theta, double[] values) {
        System.arraycopy(theta, 0, values, 0, dimension);
    }
}
