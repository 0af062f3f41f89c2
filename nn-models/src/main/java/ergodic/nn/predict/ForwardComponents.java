package ergodic.nn.predict;

import ergodic.nn.data.Rows;

/**
 * Components of rows from positions, by the network's forward part.
 *
 * @param forwards
 *            makes the forward part
 * @param positions
 *            the draws
 */
record ForwardComponents(Forward.Factory forwards, Positions positions) implements Components {

    @Override
    public int chains() {
        return positions.chains();
    }

    @Override
    public int draws() {
        return positions.draws();
    }

    @Override
    public void fillInto(Rows rows, int parameters, double[] block) {
        int components = positions.chains() * positions.draws();
        Forward forward = forwards.over(rows, components);
        int batch = forward.draws();
        int dimension = positions.dimension();
        double[] theta = new double[dimension];
        double[] thetas = new double[batch * dimension];
        double[] values = new double[rows.count() * batch * parameters];
        int stride = components * parameters;
        for (int first = 0; first < components; first += batch) {
            // The last batch is filled up with its last draw, whose results are not taken again.
            int count = Math.min(batch, components - first);
            for (int i = 0; i < batch; i++) {
                if (i < count) {
                    positions.readInto((first + i) / positions.draws(), (first + i) % positions.draws(), theta);
                }
                System.arraycopy(theta, 0, thetas, i * dimension, dimension);
            }
            forward.evaluateInto(thetas, values);
            for (int row = 0; row < rows.count(); row++) {
                System.arraycopy(values, row * batch * parameters, block, row * stride + first * parameters,
                        count * parameters);
            }
        }
    }
}
