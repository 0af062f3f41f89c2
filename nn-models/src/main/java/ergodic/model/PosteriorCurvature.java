package ergodic.model;

import ergodic.autodiff.HessianVector;
import ergodic.autodiff.LayerFactors;
import ergodic.autodiff.OutputHessians;
import ergodic.autodiff.Program;
import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProduct;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Precision;
import ergodic.sampler.DenseLayer;
import ergodic.sampler.LayersOfCurvature;
import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Second derivatives of a posterior, by derivatives of its programs. Each is compiled when it is first wanted. */
final class PosteriorCurvature implements SecondDerivatives {

    /** Numbers of the Jacobians of the rows that are taken at once. */
    private static final int NUMBERS = 1_000_000;
    /** The same of the inputs and slopes of layers, of which a convolution has many: 64 MB. */
    private static final int NUMBERS_OF_LAYERS = 8_000_000;
    private static final int ROWS_OF_TILE = 64;
    /** Outputs that are differentiated in one pass through the network: more make the program long. */
    private static final int MOST_SEEDS = 16;

    private final Model model;
    private final RowData data;
    private final CompileOptions options;
    private final int[] coordinates;
    private final Optional<String> output;
    private final int outputs;
    private final int[] direct;
    private final double[] direction;
    private final double[] product;
    private @Nullable CompiledProduct hessian;
    private @Nullable List<CompiledProduct> rest;

    PosteriorCurvature(Model model, RowData data, CompileOptions options, int[] coordinates) {
        this.model = model;
        this.data = data;
        this.options = options.withPrecision(Precision.FLOAT64);
        this.coordinates = coordinates.clone();
        this.output = model.hasRows() ? model.networkOutput() : Optional.empty();
        this.outputs = output.map(name -> model.program(name).output(name).shape().size()).orElse(0);
        this.direct = output
                .map(name -> NetworkParts.coordinates(model, new HashSet<>(NetworkParts.direct(model, name))))
                .orElse(new int[0]);
        for (int i = 0; i < direct.length; i++) {
            direct[i] = Math.max(-1, Arrays.binarySearch(coordinates, direct[i]));
        }
        this.direction = new double[model.dimension()];
        this.product = new double[model.dimension()];
    }

    @Override
    public int dimension() {
        return coordinates.length;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int[] direct() {
        return direct.clone();
    }

    @Override
    public void forEachRows(double[] theta, RowsOfCurvature rows) {
        String name = output.orElseThrow(() -> new IllegalStateException("there are no outputs of a network"));
        Set<String> needed = new HashSet<>();
        for (int coordinate : coordinates) {
            needed.add(model.variableOf(coordinate).name());
        }
        int[] all = NetworkParts.coordinates(model, needed);
        int[] columns = IntStream.of(coordinates).map(coordinate -> Arrays.binarySearch(all, coordinate)).toArray();
        Program slopes = RowDerivatives.jacobians(model.program(name), name, needed::contains);
        Program bends = OutputHessians.of(model.program(Model.ROW_LOG_LIKELIHOOD, name), Model.ROW_LOG_LIKELIHOOD,
                name);
        int block = Math.max(1, Math.min(data.rows(), NUMBERS / Math.max(1, outputs * all.length)));
        CompiledProgram jacobian = null;
        CompiledProgram hessians = null;
        double[] wide = new double[block * outputs * all.length];
        boolean whole = columns.length == all.length;
        double[] narrow = whole ? wide : new double[block * outputs * columns.length];
        double[] bent = new double[block * signals() * signals()];
        for (int first = 0; first < data.rows(); first += block) {
            int count = Math.min(block, data.rows() - first);
            RowData some = data.select(IntStream.range(first, first + count).toArray());
            jacobian = jacobian == null ? CompiledProgram.compile(slopes, some, options) : jacobian.withRows(some);
            hessians = hessians == null ? CompiledProgram.compile(bends, some, options) : hessians.withRows(some);
            jacobian.run(theta);
            jacobian.outputInto(RowDerivatives.JACOBIANS, wide);
            bendsInto(hessians, theta, count, bent);
            for (int at = 0; !whole && at < count * outputs; at++) {
                for (int i = 0; i < columns.length; i++) {
                    narrow[at * columns.length + i] = wide[at * all.length + columns[i]];
                }
            }
            rows.take(count, narrow, bent);
        }
    }

    @Override
    public List<DenseLayer> layers() {
        List<DenseLayer> found = new ArrayList<>();
        for (LayerFactors.Layer layer : ownLayers()) {
            found.add(new DenseLayer(place(layer.weight()), place(layer.bias()), layer.outputs(), layer.inputs(),
                    layer.positions()));
        }
        return List.copyOf(found);
    }

    /** The layers all of whose weights and biases are coordinates. */
    private List<LayerFactors.Layer> ownLayers() {
        return output.map(name -> LayerFactors.layers(model.program(name), name)).orElse(List.of()).stream()
                .filter(layer -> place(layer.weight()) >= 0 && place(layer.bias()) >= 0).toList();
    }

    /** Where all coordinates of a parameter begin; -1 if they are not all there. */
    private int place(String parameter) {
        int[] all = NetworkParts.coordinates(model, Set.of(parameter));
        int first = Arrays.binarySearch(coordinates, all[0]);
        int last = Arrays.binarySearch(coordinates, all[all.length - 1]);
        return first >= 0 && last - first == all.length - 1 ? first : -1;
    }

    @Override
    public void forEachLayerRows(double[] theta, LayersOfCurvature rows) {
        String name = output.orElseThrow(() -> new IllegalStateException("there are no outputs of a network"));
        LayerFactors.Layer[] layers = ownLayers().toArray(new LayerFactors.Layer[0]);
        int seeds = seeds(outputs);
        Program parts = LayerFactors.of(model.program(name), name, List.of(layers), seeds);
        Program bends = OutputHessians.of(model.program(Model.ROW_LOG_LIKELIHOOD, name), Model.ROW_LOG_LIKELIHOOD,
                name);
        int width = signals() * signals();
        int image = 0;
        for (LayerFactors.Layer layer : layers) {
            width += layer.positions() * (layer.inputs() + 1 + outputs * layer.outputs());
            // What the program gives of it.
            width += layer.imageSize() + seeds * layer.positions() * layer.outputs();
            image = Math.max(image, Math.max(layer.imageSize(), layer.outputs() * layer.positions()));
        }
        int block = Math.max(1, Math.min(data.rows(), NUMBERS_OF_LAYERS / width));
        // Rows run in tiles.
        block = block > ROWS_OF_TILE ? block / ROWS_OF_TILE * ROWS_OF_TILE : block;
        double[][] inputs = new double[layers.length][];
        double[][] slopes = new double[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            inputs[l] = new double[block * layers[l].positions() * (layers[l].inputs() + 1)];
            slopes[l] = new double[block * outputs * layers[l].positions() * layers[l].outputs()];
        }
        double[] values = new double[block * image];
        double[] bent = new double[block * signals() * signals()];
        CompiledProgram factors = null;
        CompiledProgram hessians = null;
        for (int first = 0; first < data.rows(); first += block) {
            int count = Math.min(block, data.rows() - first);
            RowData some = data.select(IntStream.range(first, first + count).toArray());
            factors = factors == null ? CompiledProgram.compile(parts, some, options) : factors.withRows(some);
            hessians = hessians == null ? CompiledProgram.compile(bends, some, options) : hessians.withRows(some);
            for (int k = 0; k < outputs; k += seeds) {
                for (int s = 0; s < seeds; s++) {
                    double[] seed = new double[outputs];
                    seed[Math.min(k + s, outputs - 1)] = 1;
                    factors.setGlobal(LayerFactors.seedName(s), seed);
                }
                factors.run(theta);
                for (int l = 0; l < layers.length; l++) {
                    if (k == 0) {
                        factors.outputInto(layers[l].inputsName(), values);
                        patchesInto(layers[l], values, count, inputs[l]);
                    }
                    for (int s = 0; s < seeds && k + s < outputs; s++) {
                        factors.outputInto(layers[l].slopesName(s), values);
                        slopesInto(layers[l], values, count, k + s, slopes[l]);
                    }
                }
            }
            bendsInto(hessians, theta, count, bent);
            rows.take(count, inputs, slopes, bent);
        }
    }

    /** Outputs of a pass where all passes take about as many: few are differentiated twice. */
    static int seeds(int outputs) {
        return Math.ceilDiv(outputs, Math.ceilDiv(outputs, MOST_SEEDS));
    }

    private static void patchesInto(LayerFactors.Layer layer, double[] images, int count, double[] patches) {
        int size = layer.positions() * (layer.inputs() + 1);
        for (int row = 0; row < count; row++) {
            layer.patchesInto(images, row, patches, row * size);
        }
    }

    /** From {@code [count][units][positions]} to the k-th of {@code [count][network outputs][positions][units]}. */
    private void slopesInto(LayerFactors.Layer layer, double[] values, int count, int k, double[] slopes) {
        int units = layer.outputs();
        int positions = layer.positions();
        for (int row = 0; row < count; row++) {
            int from = row * units * positions;
            int to = (row * outputs + k) * units * positions;
            for (int unit = 0; unit < units; unit++) {
                for (int p = 0; p < positions; p++) {
                    slopes[to + p * units + unit] = values[from + unit * positions + p];
                }
            }
        }
    }

    private int signals() {
        return outputs + direct.length;
    }

    /** Hessians of minus the log likelihoods in the signals. */
    private void bendsInto(CompiledProgram hessians, double[] theta, int count, double[] bent) {
        hessians.run(theta);
        hessians.outputInto(OutputHessians.HESSIANS, bent);
        for (int i = 0; i < count * signals() * signals(); i++) {
            bent[i] = -bent[i];
        }
    }

    @Override
    public void hessianInto(double[] theta, double[] along, double[] result) {
        CompiledProduct known = hessian;
        if (known == null) {
            known = compile(Model.LOG_DENSITY, data);
            known.compiled().setGlobal(Model.ROW_WEIGHT, 1);
            hessian = known;
        }
        Arrays.fill(result, 0);
        subtract(known, theta, along, result);
    }

    @Override
    public void restInto(double[] theta, double[] along, double[] result) {
        List<CompiledProduct> known = rest;
        if (known == null) {
            known = List.of(compile(Model.LOG_PRIOR, RowData.none()),
                    compile(Model.GLOBAL_LOG_LIKELIHOOD, RowData.none()));
            rest = known;
        }
        Arrays.fill(result, 0);
        for (CompiledProduct part : known) {
            subtract(part, theta, along, result);
        }
    }

    private CompiledProduct compile(String scalar, RowData rows) {
        return CompiledProduct.compile(HessianVector.product(model.program(scalar), scalar), rows, options);
    }

    private void subtract(CompiledProduct matrix, double[] theta, double[] along, double[] result) {
        Arrays.fill(direction, 0);
        for (int i = 0; i < coordinates.length; i++) {
            direction[coordinates[i]] = along[i];
        }
        matrix.run(theta, direction);
        matrix.into(product);
        for (int i = 0; i < coordinates.length; i++) {
            result[i] -= product[coordinates[i]];
        }
    }
}
