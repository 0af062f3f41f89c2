package ergodic.study;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.draws.DataArray;
import ergodic.sampler.draws.ZarrDraws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the store of a run says of its data.
 *
 * @param dataset
 *            the data, split and encoded
 */
record StoredData(Dataset dataset) {

    /** Another version may take sums in another order. */
    private static final double ROUNDING = 1e-6;

    /** Inputs of items that a store takes. */
    private static final long MOST_STORED = 4_000_000;

    /** The training targets, as sampled. */
    List<DataArray> observed() {
        Rows train = dataset.train();
        List<DataArray> arrays = new ArrayList<>(List.of(
                new DataArray(BayesianNetwork.OBSERVED, List.of("row"), List.of(train.count()), train.target())));
        arrays.addAll(further(BayesianNetwork.OBSERVED, "row", train));
        return arrays;
    }

    /** Further targets of rows, {@code <name>_2} and so on, encoded. */
    private List<DataArray> further(String name, String dimension, Rows rows) {
        List<DataArray> arrays = new ArrayList<>();
        for (int i = 1; i <= dataset.target().others().size(); i++) {
            arrays.add(new DataArray(name + "_" + (i + 1), List.of(dimension), List.of(rows.count()),
                    rows.withTargetNumber(i).target()));
        }
        return arrays;
    }

    /**
     * The training inputs, as sampled, the held-out rows in the same units, and which rows of the file they are: all that another
     * model needs for the same comparison. Of many images or texts not the inputs, which lie in the run's folder as they came.
     */
    List<DataArray> constant() {
        Rows train = dataset.train();
        List<DataArray> arrays = new ArrayList<>();
        boolean stored = dataset.isTable()
                || ((long) train.count() + dataset.test().count()) * train.width() <= MOST_STORED;
        if (stored) {
            arrays.add(new DataArray("x", List.of("row", "input"), List.of(train.count(), train.width()),
                    train.inputs()));
        }
        arrays.add(new DataArray("row_number", List.of("row"), List.of(train.count()), trainingRows()));
        double[] means = new double[train.width()];
        double[] sds = new double[train.width()];
        Arrays.fill(sds, 1);
        int input = 0;
        for (FeatureEncoding feature : dataset.features()) {
            FeatureEncoding.Numeric numbers = feature.scale();
            if (numbers != null) {
                means[input] = numbers.mean();
                sds[input] = numbers.sd();
            }
            input += feature.width();
        }
        arrays.add(new DataArray("input_mean", List.of("input"), List.of(means.length), means));
        arrays.add(new DataArray("input_sd", List.of("input"), List.of(sds.length), sds));
        Rows test = dataset.test();
        if (test.count() > 0) {
            List<Integer> length = List.of(test.count());
            if (stored) {
                arrays.add(new DataArray("held_out_x", List.of("held_out", "input"),
                        List.of(test.count(), test.width()), test.inputs()));
            }
            arrays.add(new DataArray("held_out_y", List.of("held_out"), length, test.target()));
            arrays.addAll(further("held_out_y", "held_out", test));
            arrays.add(new DataArray("held_out_row_number", List.of("held_out"), length,
                    IntStream.of(test.numbers()).asDoubleStream().toArray()));
        }
        return arrays;
    }

    /** Names and scales of the columns, as attributes of a store; lists are JSON texts. */
    Map<String, Object> attributes() {
        TargetEncoding target = dataset.target();
        JsonMapper json = new JsonMapper();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("inputs", json.writeValueAsString(dataset.inputNames()));
        attributes.put("target", target.name());
        attributes.put("target_mean", target.toOriginal(0));
        attributes.put("target_sd", target.sd());
        if (!target.others().isEmpty()) {
            attributes.put("targets",
                    json.writeValueAsString(target.all().stream().map(TargetEncoding::name).toList()));
            attributes.put("target_means",
                    json.writeValueAsString(target.all().stream().map(TargetEncoding::mean).toList()));
            attributes.put("target_sds",
                    json.writeValueAsString(target.all().stream().map(TargetEncoding::sd).toList()));
        }
        attributes.put("classes", json.writeValueAsString(target.classes()));
        return attributes;
    }

    /**
     * Refuses draws that were made with other data: what is said of them, and predicted from them, would be in the wrong units.
     *
     * @param draws
     *            the store
     * @param folder
     *            the run's folder, for the message
     */
    void requireOf(ZarrDraws draws, Path folder) {
        Map<String, DataArray> stored = new HashMap<>();
        draws.observedData().forEach(array -> stored.put(array.name(), array));
        draws.constantData().forEach(array -> stored.put(array.name(), array));
        List<DataArray> here = new ArrayList<>(observed());
        here.addAll(constant());
        double[] sds = here.stream().filter(array -> array.name().equals("input_sd")).findAny().orElseThrow().values();
        for (DataArray array : here) {
            DataArray then = stored.get(array.name());
            if (then != null && !isSame(then, array, sds)) {
                throw new RunFolderException("the data of the run in " + folder
                        + " are not those that it was sampled with: " + array.name()
                        + " of its store differs; restore the files in its folder from a copy");
            }
        }
    }

    /**
     * Whether an array is what was stored: whole numbers to the digit, others but for rounding. That is of the size
     * of what was summed, which is not that of a sum that cancels: so it is judged by the largest number of each
     * column, and that of a mean by its standard deviation.
     *
     * @param sds
     *            standard deviations of the inputs
     */
    static boolean isSame(DataArray stored, DataArray here, double[] sds) {
        int length = here.values().length;
        int columns = here.dims().getLast().equals("input") ? Math.max(1, here.shape().getLast()) : 1;
        if (stored.values().length != length) {
            return false;
        }
        double[] scales = new double[columns];
        for (int i = 0; i < length; i++) {
            scales[i % columns] = Math.max(scales[i % columns], Math.abs(here.values()[i]));
        }
        for (int k = 0; k < columns && here.name().equals("input_mean"); k++) {
            scales[k] = Math.max(scales[k], sds[k]);
        }
        for (int i = 0; i < length; i++) {
            double then = stored.values()[i];
            double now = here.values()[i];
            boolean whole = Math.abs(now) < 0x1p53 && now == Math.rint(now) && then == Math.rint(then);
            if (then != now && Double.compare(then, now) != 0
                    && (whole || !(Math.abs(then - now) <= ROUNDING * scales[i % columns]))) {
                return false;
            }
        }
        return true;
    }

    /** Numbers of the training rows in their file. */
    double[] trainingRows() {
        return IntStream.of(dataset.train().numbers()).asDoubleStream().toArray();
    }
}
