package ergodic.sampler;

/** Takes what the Gauss-Newton matrix of each dense layer is made of, some rows at a time. */
@FunctionalInterface
public interface LayersOfCurvature {

    /**
     * Takes rows.
     *
     * @param count
     *            number of rows
     * @param inputs
     *            of each layer {@code [count][positions][inputs + 1]}: its inputs and a 1
     * @param slopes
     *            of each layer {@code [count][network outputs][positions][outputs]}: derivatives of the network's outputs in its sums
     * @param hessians
     *            {@code [count][signals][signals]}: of minus the log likelihood of each row in its signals
     */
    void take(int count, double[][] inputs, double[][] slopes, double[] hessians);
}
