package ergodic.nn;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.Forward;

/** The first output of a network at some rows, of one position after another: the function itself, before any likelihood. One thread's. */
public final class NetworkOutputs {

    private final Forward forward;
    private final int rows;
    private final int outputs;
    private final int dimension;
    private final double[] thetas;
    private final double[] values;

    /**
     * The outputs of a network.
     *
     * @param network
     *            the network
     * @param rows
     *            at whose inputs
     */
    public NetworkOutputs(BayesianNetwork network, Rows rows) {
        this.forward = new CompiledForward(network.model(), NetworkModel.OUTPUTS, NetworkModel::inputs).over(rows);
        this.rows = rows.count();
        this.outputs = network.likelihood().outputs(network.data().target());
        this.dimension = network.model().dimension();
        this.thetas = new double[forward.draws() * dimension];
        this.values = new double[this.rows * forward.draws() * outputs];
    }

    /**
     * The functions of positions.
     *
     * @param positions
     *            {@code [draw][dimension]}
     * @param functions
     *            filled, {@code [draw][row]}
     */
    public void functionsInto(double[][] positions, double[][] functions) {
        int batch = forward.draws();
        for (int first = 0; first < positions.length; first += batch) {
            // The last batch is filled up with draws of the one before.
            int count = Math.min(batch, positions.length - first);
            for (int i = 0; i < count; i++) {
                System.arraycopy(positions[first + i], 0, thetas, i * dimension, dimension);
            }
            forward.evaluateInto(thetas, values);
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < count; i++) {
                    functions[first + i][row] = values[(row * batch + i) * outputs];
                }
            }
        }
    }
}
