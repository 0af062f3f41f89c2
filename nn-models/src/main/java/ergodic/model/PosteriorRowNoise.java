package ergodic.model;

import ergodic.autodiff.LayerFactors;
import ergodic.autodiff.LayerNoise;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.NormalSource;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.jspecify.annotations.Nullable;

/** The log likelihood of a model with noise by row in the layers of its network, by a program over as many rows as a batch has, which are replaced at each evaluation. */
final class PosteriorRowNoise implements RowNoise {

    private final RowData data;
    private final CompileOptions options;
    private final Program program;
    private final List<LayerFactors.Layer> layers;
    private final boolean local;
    private final int dimension;
    private final int[] coordinates;
    private final double[] theta;
    private final double[] slope;
    private final NormalSource normals = new NormalSource();
    private double[][] noise = new double[0][];
    private @Nullable CompiledProgram compiled;

    private PosteriorRowNoise(Model model, RowData data, CompileOptions options, String output,
            List<LayerFactors.Layer> layers, boolean local) {
        this.data = data;
        this.options = options.withFixedThreads(1);
        this.layers = layers;
        this.local = local;
        this.dimension = model.dimension();
        this.program = ReverseMode.gradient(LayerNoise.of(model.program(Model.LOG_LIKELIHOOD, output), output, layers,
                local, Model.LOG_LIKELIHOOD), Model.LOG_LIKELIHOOD);
        this.coordinates = layers.stream()
                .flatMapToInt(layer -> IntStream.concat(place(model, layer.weight()), place(model, layer.bias())))
                .toArray();
        this.theta = new double[dimension + coordinates.length];
        this.slope = new double[theta.length];
    }

    private static IntStream place(Model model, String parameter) {
        return IntStream.of(NetworkParts.coordinates(model, Set.of(parameter)));
    }

    /** Of a model whose network has layers that allow it; else nothing. */
    static Optional<RowNoise> of(Model model, RowData data, CompileOptions options, RowNoiseForm form) {
        Optional<String> output = model.hasRows() ? model.networkOutput() : Optional.empty();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        String name = output.get();
        boolean local = form == RowNoiseForm.LOCAL;
        List<LayerFactors.Layer> layers = LayerNoise.layers(model.program(Model.LOG_LIKELIHOOD, name), name, local);
        return layers.isEmpty() ? Optional.empty()
                : Optional.of(new PosteriorRowNoise(model, data, options, name, layers, local));
    }

    @Override
    public int[] coordinates() {
        return coordinates.clone();
    }

    @Override
    public long numbersOfRow() {
        long numbers = 0;
        for (LayerFactors.Layer layer : layers) {
            numbers += LayerNoise.noiseSize(layer, local);
        }
        return numbers;
    }

    @Override
    public double evaluate(double[] point, double[] spread, int[] rows, int count, boolean mirrored,
            UniformRandomProvider rng, double[] gradient, double[] spreadGradient) {
        if (!mirrored) {
            draw(count, rng);
        } else if (local) {
            for (double[] of : noise) {
                for (int i = 0; i < of.length; i++) {
                    of[i] = -of[i];
                }
            }
        }
        CompiledProgram ready = over(rows, count);
        System.arraycopy(point, 0, theta, 0, dimension);
        System.arraycopy(spread, 0, theta, dimension, spread.length);
        ready.run(theta);
        ready.gradientInto(slope);
        System.arraycopy(slope, 0, gradient, 0, dimension);
        System.arraycopy(slope, dimension, spreadGradient, 0, coordinates.length);
        return ready.scalar(Model.LOG_LIKELIHOOD);
    }

    /** Fills the noise of so many rows. */
    private void draw(int count, UniformRandomProvider rng) {
        NormalizedGaussianSampler normal = normals.of(rng);
        if (noise.length == 0) {
            noise = new double[layers.size()][];
        }
        for (int l = 0; l < noise.length; l++) {
            int size = Math.multiplyExact(count, LayerNoise.noiseSize(layers.get(l), local));
            if (noise[l] == null || noise[l].length != size) {
                noise[l] = new double[size];
            }
            for (int i = 0; i < size; i++) {
                noise[l][i] = local ? normal.sample() : rng.nextBoolean() ? 1 : -1;
            }
        }
    }

    /**
     * The program over these rows with the noise. Its arrays are filled anew by {@link #draw} though {@link RowNumbers#of} keeps them: nothing reads the rows of an earlier evaluation, because
     * they are replaced before the program runs.
     */
    private CompiledProgram over(int[] rows, int count) {
        RowData some = data.select(Arrays.copyOf(rows, count));
        for (int l = 0; l < noise.length; l++) {
            LayerFactors.Layer layer = layers.get(l);
            some = some.with(LayerNoise.noise(layer), RowNumbers.of(noise[l], LayerNoise.noiseSize(layer, local)));
        }
        CompiledProgram known = compiled;
        if (known == null || known.rows() != count) {
            known = CompiledProgram.compile(program, some, options);
            known.setGlobal(Model.ROW_WEIGHT, (double) data.rows() / count);
            compiled = known;
        } else {
            known.replaceRows(some);
        }
        return known;
    }
}
