package ergodic.benchmarks.sampler;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.BernoulliLogit;
import ergodic.model.distribution.Gamma;
import ergodic.model.distribution.LogNormal;
import ergodic.model.distribution.Normal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Posteriors of inference-gym on which samplers are compared by their bias (data: see the README beside them). */
enum BiasTarget {
    /** Logistic regression of 1000 rows with a scale for each of 25 weights and one for all: 51 unknowns. */
    GERMAN_CREDIT {
        @Override
        Posterior posterior() {
            List<double[]> table = numbers("german_credit.csv");
            int rows = table.size();
            int columns = table.get(0).length - 1;
            double[] x = new double[rows * (columns + 1)];
            double[] y = new double[rows];
            for (int row = 0; row < rows; row++) {
                y[row] = table.get(row)[columns] - 1;
                x[row * (columns + 1) + columns] = 1;
            }
            for (int column = 0; column < columns; column++) {
                int c = column;
                double[] values = table.stream().mapToDouble(line -> line[c]).toArray();
                double mean = Arrays.stream(values).average().orElseThrow();
                double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
                for (int row = 0; row < rows; row++) {
                    x[row * (columns + 1) + column] = (values[row] - mean) / Math.sqrt(variance);
                }
            }
            ModelBuilder builder = new ModelBuilder();
            Tensor global = builder.parameter("global_scale", Support.positive());
            Tensor local = builder.parameter("local_scales", Support.positive(), columns + 1);
            Tensor unscaled = builder.parameter("unscaled_weights", Support.real(), columns + 1);
            builder.prior(global, Gamma.of(0.5, 0.5)).prior(local, Gamma.of(0.5, 0.5))
                    .prior(unscaled, Normal.of(0, 1));
            Tensor weights = unscaled.times(local).times(global);
            builder.observe(builder.rowInput("y"),
                    BernoulliLogit.of(builder.rowInput("x", columns + 1).dot(weights)));
            return builder.build().compile(RowData.of(rows, Map.of("x", x, "y", y)));
        }
    },
    /** A Brownian motion of 30 steps, the middle ten not observed, with both its scales unknown: 32 unknowns. */
    BROWNIAN_MOTION {
        @Override
        Posterior posterior() {
            ModelBuilder builder = new ModelBuilder();
            Tensor innovation = builder.parameter("innovation_noise_scale", Support.positive());
            Tensor noise = builder.parameter("observation_noise_scale", Support.positive());
            Tensor locs = builder.parameter("locs", Support.real(), STEPS);
            builder.prior(innovation, LogNormal.of(0, 2)).prior(noise, LogNormal.of(0, 2));
            builder.prior(locs.get(0), Normal.of(builder.constant(0), innovation));
            builder.prior(locs.slice(0, 1, STEPS - 1), Normal.of(locs.slice(0, 0, STEPS - 1), innovation));
            observe(builder, locs, noise, 0, BEGIN);
            observe(builder, locs, noise, STEPS - END.length, END);
            Model model = builder.build();
            return model.compile(RowData.none());
        }
    };

    private static final int STEPS = 30;
    /** Observations of the first ten and the last ten steps, from inference-gym. */
    private static final double[] BEGIN = {0.21592641, 0.118771404, -0.07945447, 0.037677474, -0.27885845, -0.1484156,
            -0.3250906, -0.22957903, -0.44110894, -0.09830782};
    private static final double[] END = {-0.8786016, -0.83736074, -0.7384849, -0.8939254, -0.7774566, -0.70238715,
            -0.87771565, -0.51853573, -0.6948214, -0.6202789};

    /** A new compiled posterior. */
    abstract Posterior posterior();

    private static void observe(ModelBuilder builder, Tensor locs, Tensor noise, int from, double[] values) {
        builder.observe(builder.constant(values, values.length),
                Normal.of(locs.slice(0, from, values.length), noise));
    }

    /** The lines of a table beside this class. */
    private static List<double[]> numbers(String file) {
        InputStream stream = Objects.requireNonNull(BiasTarget.class.getResourceAsStream(file), file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().map(
                    line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
