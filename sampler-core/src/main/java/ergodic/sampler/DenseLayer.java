package ergodic.sampler;

/**
 * A dense layer among the coordinates of a {@link SecondDerivatives}: weights {@code [outputs][inputs]}, row-major, and biases, one an output. A convolution is one that is applied at
 * several positions, its outputs being the filters and its inputs what a filter sees.
 *
 * @param weights
 *            the first coordinate of the weights
 * @param biases
 *            the first coordinate of the biases
 * @param outputs
 *            number of units
 * @param inputs
 *            number of inputs
 * @param positions
 *            how often it is applied in a row
 */
public record DenseLayer(int weights, int biases, int outputs, int inputs, int positions) {

    /** The coordinate of the weight of an output and an input; of the input after the last the bias. */
    public int coordinate(int output, int input) {
        return input == inputs ? biases + output : weights + output * inputs + input;
    }
}
