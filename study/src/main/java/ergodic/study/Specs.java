package ergodic.study;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.kernel.Precision;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.NetworkSpec;
import ergodic.nn.StartMethod;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Delimiter;
import ergodic.nn.data.HeaderMode;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TableRules;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.prior.PriorSpec;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.AdamWSettings;
import ergodic.study.config.CalibrationConfig;
import ergodic.study.config.ConfigException;
import ergodic.study.config.DataConfig;
import ergodic.study.config.NetworkConfig;
import ergodic.study.config.PriorConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.SplitConfig;
import ergodic.study.config.WarmStartConfig;
import ergodic.study.config.WeightPriorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the words of a configuration to the descriptions that the network's rooms understand. */
final class Specs {

    /** Chains, draws and gradients each hold several arrays of so many numbers. */
    private static final int MOST_WEIGHTS = 100_000_000;

    private Specs() {}

    /** How the posterior is compiled. */
    static CompileOptions compile(SamplerConfig config) {
        return CompileOptions.defaults()
                .withPrecision(config.precision().equals("float32") ? Precision.FLOAT32 : Precision.FLOAT64);
    }

    private static DataSpec data(DataConfig config, Path base) {
        String delimiter = config.delimiter();
        return new DataSpec(base.resolve(config.file()), config.targetName(), orEmpty(config.features()),
                orEmpty(config.categorical()), delimiter == null ? null : delimiter(delimiter),
                header(config.header()), split(config.test(), config.calibration(), base), layout(config),
                TableRules.strict())
                .withOtherTargets(config.otherTargets());
    }

    /** Reads, splits and encodes what a configuration names. */
    static Dataset dataset(DataConfig config, Path base, Likelihood likelihood) {
        RunFolder.requireData(config.toKind(), base.resolve(config.file()), "data.file");
        Settings settings = config.settings();
        for (Key<String> key : config.toKind().fileKeys()) {
            String file = settings.find(key).orElse(null);
            if (file != null) {
                settings = settings.with(key, base.resolve(file).toString());
                RunFolder.requireFile(base.resolve(file), "data file", key.path());
            }
        }
        return config.toKind().read(data(config, base).withTransform(likelihood.transform()), settings,
                likelihood.targetKind());
    }

    /** The network over the data, compiled. */
    static BayesianNetwork network(RunConfig config, Dataset dataset) {
        NetworkSpec layers = network(config.network());
        Likelihood likelihood = config.likelihood().toLikelihood();
        try {
            requireSize(layers, layers.size(dataset.shape(), likelihood.outputs(dataset.target())));
            return BayesianNetwork.of(dataset, layers, priors(config.prior()), likelihood,
                    warmStart(config.warmStart()), config.likelihood().temperature(),
                    compile(config.sampler()));
        } catch (LayerShapeException e) {
            throw new ConfigException("network: " + e.getMessage());
        }
    }

    /** A network whose weights an array cannot hold is refused in the user's words. */
    private static void requireSize(NetworkSpec layers, double weights) {
        if (weights > MOST_WEIGHTS) {
            throw new ConfigException(String.format(Locale.ROOT,
                    "network %s makes %s weights, more than the %,d that can be sampled; take fewer units", layers,
                    Double.isInfinite(weights) ? "billions of" : String.format(Locale.ROOT, "%,.0f", weights),
                    MOST_WEIGHTS));
        }
    }

    private static RowLayout layout(DataConfig config) {
        return new RowLayout(Objects.requireNonNullElse(config.shape(), List.of()), config.length());
    }

    private static Delimiter delimiter(String word) {
        return word.equals("blank") ? Delimiter.BLANKS : Delimiter.valueOf(upper(word));
    }

    private static HeaderMode header(@Nullable Boolean header) {
        return header == null ? HeaderMode.DETECT : header ? HeaderMode.PRESENT : HeaderMode.ABSENT;
    }

    static SplitSpec split(@Nullable SplitConfig config, @Nullable CalibrationConfig calibration, Path base) {
        SplitSpec whole = config == null ? new SplitSpec.None() : whole(config, base);
        if (calibration != null) {
            whole = new SplitSpec.Calibrated(whole, calibration.share(),
                    Objects.requireNonNullElse(calibration.seed(), 0L));
        }
        if (config == null) {
            return whole;
        }
        Integer folds = config.folds();
        Integer fold = config.fold();
        return folds == null || fold == null ? whole : new SplitSpec.Fold(whole, fold, folds);
    }

    private static SplitSpec whole(SplitConfig config, Path base) {
        String rows = config.rows();
        if (rows != null) {
            RunFolder.requireFile(base.resolve(rows), "file of test rows", "data.test.rows");
            return new SplitSpec.Listed(base.resolve(rows), Objects.requireNonNullElse(config.split(), 0));
        }
        String file = config.file();
        if (file != null) {
            if (!Files.exists(base.resolve(file))) {
                RunFolder.requireFile(base.resolve(file), "file of held-out rows", "data.test.file");
            }
            return new SplitSpec.InFile(base.resolve(file));
        }
        Double last = config.last();
        if (last != null) {
            return new SplitSpec.Last(last);
        }
        return new SplitSpec.Fraction(Objects.requireNonNullElse(config.fraction(), 0.0),
                Objects.requireNonNullElse(config.seed(), 0L));
    }

    static NetworkSpec network(NetworkConfig config) {
        return config.spec(WeightPriorConfig::toPrior);
    }

    static PriorSpec priors(PriorConfig config) {
        WeightPriorConfig outputs = config.outputs();
        return new PriorSpec(config.weights().toPrior(), config.biases().toPrior(), config.gains().toPrior(),
                outputs == null ? null : outputs.toPrior());
    }

    static WarmStartSettings warmStart(WarmStartConfig config) {
        return new WarmStartSettings(config.enabled(), config.steps(), config.batchSize(),
                AdamWSettings.of(config.learningRate()), config.heldBack(), config.patience(),
                config.candidates(), config.finish(), StartMethod.of(config.optimizer()));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
