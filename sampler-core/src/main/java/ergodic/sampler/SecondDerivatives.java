package ergodic.sampler;

import java.util.List;

/**
 * Second derivatives of minus a log density with respect to some of its coordinates: here coordinate i is the i-th of those, and vectors are as long as they
 * are many; positions are whole. What is counted as gradients says each method. Belongs to one chain; may allocate.
 *
 * <p>
 * The likelihood of a row depends on theta by the K outputs of the network and, directly, by a few coordinates such as a noise scale: its {@code signals}, outputs
 * first. The Gauss-Newton matrix is {@code sum over rows of J^T H J}, J being the Jacobian of the signals and H the Hessian of minus the row's log
 * likelihood in them (Schraudolph 2002): the Hessian without the network's own curvature.
 */
public interface SecondDerivatives {

    /** Number of coordinates. */
    int dimension();

    /** Number of the network's outputs K; 0 where no network is known, and then there is no Gauss-Newton matrix. */
    int outputs();

    /** Which coordinates reach the rows' likelihoods beside the network, in the order of the signals; -1 for one that is held. */
    int[] direct();

    /** Gradients that {@link #forEachRows} counts as: one for the derivative of each output, and one for the Hessians in the signals. */
    default int gradientsOfRows() {
        return outputs() + 1;
    }

    /** Gradients that {@link #hessianInto} counts as. */
    default int gradientsOfProduct() {
        return 1;
    }

    /** Takes all rows, some at a time; counts as {@link #gradientsOfRows}. */
    void forEachRows(double[] theta, RowsOfCurvature rows);

    /** The dense layers and convolutions all of whose weights and biases are coordinates, from the network's inputs on. */
    default List<DenseLayer> layers() {
        return List.of();
    }

    /** Takes what the {@link #layers} are made of of all rows, some at a time; counts as {@link #gradientsOfRows}. */
    default void forEachLayerRows(double[] theta, LayersOfCurvature rows) {
        throw new IllegalStateException("there are no dense layers");
    }

    /** Product of the Hessian of minus the log density with a vector; counts as {@link #gradientsOfProduct}. */
    void hessianInto(double[] theta, double[] direction, double[] product);

    /** Product of the Hessian of minus all of the log density but the rows' likelihoods, such as of the prior; counts as none. */
    void restInto(double[] theta, double[] direction, double[] product);
}
