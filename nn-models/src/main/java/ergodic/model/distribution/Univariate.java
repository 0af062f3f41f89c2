package ergodic.model.distribution;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A distribution of numbers, applied elementwise. */
public interface Univariate extends Distribution {

    /** The parameters in the order of the record's components. */
    List<Value> parameters();

    /**
     * Draws one number.
     *
     * @param parameters
     *            values of the parameters, in the order of {@link #parameters()}
     */
    double sample(UniformRandomProvider rng, double[] parameters);

    @Override
    default List<Tensor> samplingParameters(Tensor x) {
        List<Tensor> tensors = new ArrayList<>();
        for (Value parameter : parameters()) {
            Tensor tensor = parameter.like(x);
            Shape shape = x.shape().withRows(x.shape().isByRow() || tensor.shape().isByRow());
            tensors.add(parameter.in(x.tracer(), shape));
        }
        return tensors;
    }

    @Override
    default void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw) {
        double[] one = new double[parameters.length];
        for (int i = 0; i < draw.length; i++) {
            for (int p = 0; p < one.length; p++) {
                one[p] = parameters[p][i];
            }
            draw[i] = sample(rng, one);
        }
    }
}
