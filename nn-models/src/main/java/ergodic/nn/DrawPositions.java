package ergodic.nn;

import ergodic.model.Model;
import ergodic.nn.predict.Positions;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.StoreException;
import ergodic.sampler.draws.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stored draws of a model as positions theta: parameters are read on their own scale and taken back to their free values.
 * Positions are kept once computed if all of them fit into a quarter of a gigabyte. Several threads may read.
 */
public final class DrawPositions implements Positions {

    private static final String REMEDY = "; restore the configuration and the data that they were made with";

    private static final long KEPT_VALUES = 32_000_000;

    private final Model model;
    private final Draws draws;
    private final int count;
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final double[][] kept;

    /**
     * Positions of draws.
     *
     * @throws StoreException
     *             if the draws lack a variable of the model, or hold it in another shape
     */
    public DrawPositions(Model model, Draws draws) {
        this.model = model;
        this.draws = draws;
        this.count = draws.draws();
        for (Variable variable : model.variables()) {
            if (draws.variables().stream().noneMatch(each -> each.name().equals(variable.name()))) {
                throw new StoreException("the draws hold no " + variable.name() + ", which this model has" + REMEDY);
            }
            List<Integer> stored = draws.variable(variable.name()).shape();
            if (!stored.equals(variable.shape())) {
                throw new StoreException("the draws hold " + variable.name() + " in the shape " + stored
                        + ", but in this model it has the shape " + variable.shape() + REMEDY);
            }
            values.put(variable.name(), new double[variable.size()]);
        }
        long all = (long) draws.chains() * count * model.dimension();
        this.kept = new double[all <= KEPT_VALUES ? draws.chains() * count : 0][];
    }

    @Override
    public int chains() {
        return draws.chains();
    }

    @Override
    public int draws() {
        return count;
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public synchronized void readInto(int chain, int draw, double[] theta) {
        int index = chain * count + draw;
        if (kept.length > 0 && kept[index] != null) {
            System.arraycopy(kept[index], 0, theta, 0, theta.length);
            return;
        }
        for (Map.Entry<String, double[]> value : values.entrySet()) {
            draws.readInto(value.getKey(), chain, draw, value.getValue());
        }
        try {
            model.unconstrainInto(values, theta);
        } catch (IllegalArgumentException e) {
            throw new StoreException("draw " + (draw + 1) + " of chain " + (chain + 1) + " is none of this model: "
                    + e.getMessage() + "; restore the store, the configuration and the data from a copy", e);
        }
        if (kept.length > 0) {
            kept[index] = theta.clone();
        }
    }
}
