package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import ergodic.sampler.draws.Draws;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Components of rows that were stored with each draw: of the rows that were known before the run. */
public final class StoredComponents implements Components {

    private final Draws draws;
    private final String variable;
    private final Rows known;

    /**
     * Stored components.
     *
     * @param draws
     *            the draws
     * @param variable
     *            the variable, {@code [rows, parameters]}, or {@code [rows]} where there is one parameter
     * @param known
     *            the rows, in the order in which they were stored
     */
    public StoredComponents(Draws draws, String variable, Rows known) {
        this.draws = draws;
        this.variable = variable;
        this.known = known;
    }

    /** Where each of these rows is among those that were stored; nothing if one of them {@linkplain Rows#predictsAs is predicted otherwise}. */
    public static Optional<int[]> find(Rows known, Rows rows) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int row = 0; row < known.count(); row++) {
            places.put(known.numbers()[row], row);
        }
        int[] found = new int[rows.count()];
        for (int row = 0; row < found.length; row++) {
            Integer place = places.get(rows.numbers()[row]);
            if (place == null || !rows.predictsAs(row, known, place)) {
                return Optional.empty();
            }
            found[row] = place;
        }
        return Optional.of(found);
    }

    @Override
    public int chains() {
        return draws.chains();
    }

    @Override
    public int draws() {
        return draws.draws();
    }

    @Override
    public void fillInto(Rows rows, int parameters, double[] block) {
        int[] places = find(known, rows).orElseThrow(
                () -> new IllegalArgumentException("the components of some of these rows were not stored"));
        double[] values = new double[known.count() * parameters];
        int components = draws.chains() * draws.draws();
        for (int component = 0; component < components; component++) {
            draws.readInto(variable, component / draws.draws(), component % draws.draws(), values);
            for (int row = 0; row < places.length; row++) {
                System.arraycopy(values, places[row] * parameters, block, (row * components + component) * parameters,
                        parameters);
            }
        }
    }
}
