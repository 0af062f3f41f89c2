package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A probability distribution whose parameters may be values of a tensor program. Normalised: log densities agree with
 * reference libraries, constants included.
 */
public interface Distribution {

    /**
     * Log density (or log probability) at {@code x}: one value for each event, by row if {@code x} or a parameter is.
     * Minus infinity outside the support.
     */
    Tensor logDensity(Tensor x);

    /**
     * The parameters in the form in which {@link #sampleInto} wants their values, for drawing a value like {@code x}.
     *
     * @param x
     *            any tensor of the shape to draw; its value does not matter
     */
    List<Tensor> samplingParameters(Tensor x);

    /**
     * Draws one value of the shape given to {@link #samplingParameters}; if that was by row, the value of one row.
     *
     * @param parameters
     *            values of the sampling parameters, row-major (of the same row)
     * @param draw
     *            filled with the draw, row-major
     */
    void sampleInto(UniformRandomProvider rng, double[][] parameters, double[] draw);
}
