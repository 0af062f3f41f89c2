package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Window;
import ergodic.nn.layer.Activation;
import ergodic.nn.NetworkSpec;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.Residual;
import ergodic.nn.layer.WithPriors;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers in configuration files. */
class LayerConfigTest {

    private static final String DATA = "[data]\nfile = \"a.csv\"\ntarget = \"y\"\n";
    private static final String LAYERS = DATA + """
            shape = [1, 8, 8]

            [[network.layers]]
            type = "convolution"
            filters = 6
            window = [3, 3]
            activation = "tanh"
            weights = { scale = 2.0, scaling = "fan_in" }

            [[network.layers]]
            type = "residual"
            layers = [
                { type = "convolution", filters = 6, window = 3, padding = "same", biases = { scale = 0.5 } }
            ]

            [[network.layers]]
            type = "flatten"

            [[network.layers]]
            type = "dense"
            units = 16
            activation = "tanh"
            """;

    @TempDir
    private Path folder;

    private RunConfig read(String text, String... overrides) throws IOException {
        Path file = folder.resolve("run.toml");
        Files.writeString(file, text);
        return ConfigFile.read(file, List.of(overrides));
    }

    @Test
    void tablesAreLayers() throws IOException {
        RunConfig config = read(LAYERS);
        assertThat(config.data().shape()).containsExactly(1, 8, 8);
        assertThat(config.network().hidden()).isNull();
        Convolution same = Convolution.sequence(6, Window.Axis.of(3).withPadding(1), Activation.IDENTITY);
        assertThat(config.network().spec(WeightPriorConfig::toPrior)).isEqualTo(NetworkSpec.of(
                Convolution.image(6, Window.of(3, 3), Activation.TANH).withPrior(VariableRole.WEIGHT,
                        new NormalPrior(2, Scaling.FAN_IN)),
                Residual.of(new WithPriors(same, Map.of(VariableRole.BIAS, new NormalPrior(0.5, Scaling.NONE)))),
                new Flatten(), new Dense(16, Activation.TANH)));
        assertThat(config.network().spec(WeightPriorConfig::toPrior))
                .hasToString("[convolution, residual, flatten, dense]");
    }

    @Test
    void whatIsWrittenReadsBackEqualWithAllDefaults() throws IOException {
        RunConfig config = read(LAYERS);
        String text = ConfigFile.toToml(config);
        assertThat(read(text)).as(text).isEqualTo(config);
        assertThat(text).contains("groups", "dilation").doesNotContain("hidden");
        assertThat(read(DATA).network()).isEqualTo(NetworkConfig.defaults());
    }

    @Test
    void layersAreSetByTheirNumber() throws IOException {
        RunConfig config = read(LAYERS, "network.layers.4.units=8", "network.layers.1.weights.scale=3.0");
        assertThat(config.network().spec(WeightPriorConfig::toPrior).layers().get(3))
                .isEqualTo(new Dense(8, Activation.TANH));
        assertThat(config.network().spec(WeightPriorConfig::toPrior).layers().getFirst()).isEqualTo(
                Convolution.image(6, Window.of(3, 3), Activation.TANH).withPrior(VariableRole.WEIGHT,
                        new NormalPrior(3, Scaling.FAN_IN)));
        assertThat(read(LAYERS, "network.layers.4={ type = \"dense\", units = 3 }").network()
                .spec(WeightPriorConfig::toPrior).layers()).hasSize(4).last()
                .isEqualTo(new Dense(3, Activation.IDENTITY));
        assertThat(read(DATA, "network.layers=[{ type = \"dense\", units = 3 }]").network()
                .spec(WeightPriorConfig::toPrior)).isEqualTo(NetworkSpec.of(Activation.IDENTITY, 3));
        assertThat(read(DATA, "network.layers=[]").network().spec(WeightPriorConfig::toPrior))
                .isEqualTo(NetworkSpec.of(Activation.TANH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "network.layers.2.layers=3 | run.toml: network.layers: layer 2 (residual): layers must be a list of layers",
            "network.layers.4.unit=3 | run.toml: network.layers: layer 4 (dense): there is no key unit (did you mean \"units\"?)",
            "network.layers.4.type=dens | run.toml: network.layers: layer 4: type = \"dens\" is not known (did you mean \"dense\"?)",
            "network.layers.5.units=3 | --set network.layers.5.units=3: layers has no number 5; it has 4 entries, counted from 1",
            "network.layers.4.weights.scale=-1 | run.toml: network.layers: layer 4: weights.scale must be a positive number, not -1.0",
            "network.layers.4.weights.scala=1.0 | network.layers: layer 4: weights.scala is not known (did you mean \"scale\"?)",
            "network.layers.4.gains=3 | network.layers: layer 4: gains must be a section with keys of its own, not the number 3",
            "network.hidden=[8] | run.toml: network.hidden and [[network.layers]] exclude each other",
            "network.activation=relu | run.toml: network.activation and [[network.layers]] exclude each other",
            "network.layers=3 | run.toml: network.layers must be a list of tables, each with keys of its own, not the number 3",
            "network.layers=[3] | run.toml: network.layers must be a list of tables, each with keys of its own, not the number 3",
            "network.layers.3=4 | run.toml: network.layers must be a list of tables, each with keys of its own, not the number 4",
            "network.layers.5={ type = \"flatten\" } | network.layers.5={ type = \"flatten\" }: layers has no number 5; it has 4 entries",
            "network.layers.1.type=batch_norm | layer 1: there is no type = \"batch_norm\": batch normalisation is refused",
            "data.shape=[1, 0, 8] | run.toml: data.shape must be a whole number of at least 1, not 0",
            "prior.outputs={ scale = 0.0 } | run.toml: prior.outputs.scale must be a positive number, not 0.0",
            "prior.gains={ scale = 0.0 } | run.toml: prior.gains.scale must be a positive number, not 0.0"})
    void faultsNameLayerAndKey(String override, String message) {
        assertThatThrownBy(() -> read(LAYERS, override)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(message.strip());
    }
}
