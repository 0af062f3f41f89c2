package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The distribution of {@code by X}.
 *
 * @param base
 *            distribution of X
 * @param by
 *            what it is multiplied by, positive
 */
public record Scaled(Univariate base, double by) implements Univariate {

    /** Checks the factor. */
    public Scaled {
        if (!(by > 0 && by < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor must be a positive number, not " + by);
        }
    }

    @Override
    public List<Value> parameters() {
        return base.parameters();
    }

    @Override
    public Tensor logDensity(Tensor x) {
        return base.logDensity(x.dividedBy(by)).minus(Math.log(by));
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return by * base.sample(rng, parameters);
    }
}
