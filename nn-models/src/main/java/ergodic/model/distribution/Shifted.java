package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The distribution of {@code by + X}.
 *
 * @param base
 *            distribution of X
 * @param by
 *            what is added
 */
public record Shifted(Univariate base, double by) implements Univariate {

    @Override
    public List<Value> parameters() {
        return base.parameters();
    }

    @Override
    public Tensor logDensity(Tensor x) {
        return base.logDensity(x.minus(by));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return by + base.sample(rng, parameters);
    }
}
