package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.sampler.draws.VariableRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

    private static final String DATA = "[data]\nfile = \"a.csv\"\ntarget = \"y\"\n";

    @TempDir
    private Path folder;

    private RunConfig read(String text, String... overrides) throws IOException {
        Path file = folder.resolve("run.toml");
        Files.writeString(file, text);
        return ConfigFile.read(file, List.of(overrides));
    }

    @Test
    void readsTheWholeExampleOfTheGuide() throws IOException {
        RunConfig config = read("""
                [data]
                file = "airfoil.csv"
                target = "sound_pressure"
                test = { fraction = 0.2, seed = 0 }
                [network]
                hidden = [16, 8]
                activation = ["tanh", "relu"]
                [prior]
                weights = { family = "hierarchical", scale = 1.0, centred = true }
                [likelihood]
                family = "gaussian"
                noise = "network"
                [sampler]
                method = "nuts"
                chains = 3
                warmup = 10
                draws = 20
                seed = 7
                precision = "float32"
                [warm-start]
                enabled = false
                [store]
                precision = "float32"
                """);
        assertThat(config.data().test()).isEqualTo(SplitConfig.of(0.2, 0L, null, null));
        assertThat(config.network().activation()).containsExactly("tanh", "relu");
        assertThat(config.prior().weights().settings().get(HierarchicalPrior.CENTRED)).isTrue();
        assertThat(config.likelihood().settings().values()).isEqualTo(Map.of("noise", "network"));
        assertThat(config.sampler().chains()).isEqualTo(3);
        assertThat(config.sampler().precision()).isEqualTo("float32");
        assertThat(config.warmStart().enabled()).isFalse();
        assertThat(config.store().precision()).isEqualTo("float32");
    }

    /** A method that looks for no start refuses one; one that climbs itself has none before it unless it is asked for. */
    @Test
    void aWarmStartIsForMethodsThatBeginThere() throws IOException {
        assertThat(read(DATA).warmStart().enabled()).isTrue();
        assertThat(read(DATA, "sampler.method=smc").warmStart().enabled()).isFalse();
        assertThat(read(DATA, "sampler.method=pathfinder").warmStart().enabled()).isFalse();
        assertThat(read(DATA, "sampler.method=pathfinder", "warm-start.steps=50").warmStart().enabled()).isTrue();
        assertThat(read(DATA, "sampler.method=smc", "warm-start.enabled=false").warmStart().enabled()).isFalse();
        assertThatThrownBy(() -> read(DATA, "sampler.method=smc", "warm-start.steps=50"))
                .isInstanceOf(ConfigException.class).hasMessageContaining(
                        "sampler.method = \"smc\" looks for no start, so that [warm-start] would change nothing");
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        RunConfig config = read(DATA + "[sampler]\nmethod = \"sgld\"\n[likelihood]\nfamily = \"poisson\"\n");
        assertThat(read(ConfigFile.toToml(config))).isEqualTo(config);
    }

    @Test
    void aNumberMayNameTheTargetColumn() throws IOException {
        assertThat(read("[data]\nfile = \"a.csv\"\ntarget = 5\n").data().targetName()).isEqualTo("5");
    }

    /** Their own where they are given, else those of all weights; another scale of the layer of the outputs, its number 3, is theirs alone. */
    @Test
    void weightsOfTheOutputsMayHaveAPriorOfTheirOwn() throws IOException {
        RunConfig without = read(DATA, "prior.weights.scale=2.0");
        assertThat(without.prior().outputs()).isNull();
        assertThat(new LayerPriors(without).of(3, VariableRole.WEIGHT).scale()).isEqualTo(2);
        RunConfig with = read(DATA, "prior.weights.scale=2.0", "prior.biases.scale=3.0",
                "prior.outputs={ scale = 15.0, scaling = \"fan_in\" }");
        LayerPriors priors = new LayerPriors(with);
        assertThat(priors.of(2, VariableRole.WEIGHT).scale()).isEqualTo(2);
        assertThat(priors.of(3, VariableRole.WEIGHT).scale()).isEqualTo(15);
        assertThat(priors.of(3, VariableRole.BIAS).scale()).isEqualTo(3);
        LayerPriors wider = priors.with(3, VariableRole.WEIGHT, 20);
        assertThat(wider.of(3, VariableRole.WEIGHT).scale()).isEqualTo(20);
        assertThat(wider.of(2, VariableRole.WEIGHT).scale()).isEqualTo(2);
    }

    @Test
    void overridesReplaceKeysAndMayMakeSections() throws IOException {
        RunConfig config = read(DATA, "sampler.draws=20", "network.activation=relu", "network.hidden=[4]",
                "data.test={ fraction = 0.5, seed = 3 }");
        assertThat(config.sampler().draws()).isEqualTo(20);
        assertThat(config.network().activation()).containsExactly("relu");
        assertThat(config.network().hidden()).containsExactly(4);
        assertThat(config.data().test()).isEqualTo(SplitConfig.of(0.5, 3L, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sampler.draw=3 | there is no key sampler.draw (did you mean \"draws\"?)",
            "samplr.draws=3 | there is no key samplr (did you mean \"sampler\"?)",
            "sampler.draws=0 | sampler.draws must be a whole number of at least 1, not 0",
            "sampler={ draws = 50000, thin = 50000 } | sampler.draws = 50000 times sampler.thin = 50000 are more transitions",
            "sampler.draws=many | run.toml: sampler.draws must be a whole number, not the text \"many\"",
            "sampler=3 | run.toml: sampler must be a section with keys of its own, not the number 3",
            "network.hidden=[16, \"x\"] | run.toml: network.hidden must be a list of whole numbers, not one with the text \"x\" in it",
            "prior.weights.scale=[1.0, 2.0] | run.toml: prior.weights.scale must be a number, not a list",
            "warm-start.enabled=perhaps | run.toml: warm-start.enabled must be true or false, not the text \"perhaps\"",
            ".=3 | --set .=3 names no key",
            "sampler.draws=2.5 | run.toml: sampler.draws must be a whole number, not the number 2.5",
            "sampler.chains=-1 | sampler.chains must be a whole number of at least 1, not -1",
            "sampler.method=nutz | sampler.method = \"nutz\" is not known (did you mean \"nuts\"?)",
            "sampler.precision=float16 | sampler.precision = \"float16\" is not known",
            "sampler.batch_size=10 | sampler.batch_size does not belong to method = \"nuts\"",
            "sampler.target_acceptance=1.5 | sampler.target_acceptance must lie between 0.0 and 1.0, not 1.5",
            "prior.weights={ family = \"normal\", scale = -1.0 } | prior.weights.scale must be a positive number, not -1.0",
            "prior.weights={ family = \"laplce\" } | (did you mean \"laplace\"?)",
            "prior.biases={ scale = 0.0 } | prior.biases.scale must be a positive number, not 0.0",
            "network.hidden=[16, 0] | network.hidden must be a whole number of at least 1, not 0",
            "network.activation=tan | network.activation = \"tan\" is not known (did you mean \"tanh\"?)",
            "network.activation=[\"tanh\", \"relu\", \"elu\"] | must name one activation, or one for each of the 2",
            "likelihood.family=gausian | (did you mean \"gaussian\"?)",
            "data.test={ fraction = 1.5 } | data.test.fraction must be at least 0 and below 1, not 1.5",
            "data.test={ seed = 1 } | data.test needs either fraction (with seed) or rows (with split)",
            "nonsense | --set nonsense is not of the form key=value"})
    void namesTheKeyAtFault(String override, String message) {
        assertThatThrownBy(() -> read(DATA, override)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(message.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "network.batch_norm=true | there is no key network.batch_norm",
            "network.BatchNorm1d={ momentum = 0.1 } | there is no key network.BatchNorm1d",
            "network.activation=batchnorm | network.activation = \"batchnorm\" is not known",
            "network.activation=[\"tanh\", \"batch-normalization\"] | network.activation = \"batch-normalization\" is not known",
            "network.layers=[{ type = \"BatchNorm2d\" }] | layer 1: there is no type = \"BatchNorm2d\"",
            "network.layers=[{ type = \"dense\", units = 3, batch_norm = true }] | layer 1 (dense): there is no key batch_norm"})
    void saysWhyThereIsNoBatchNormalisation(String override, String where) {
        assertThatThrownBy(() -> read(DATA, override)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(where.strip() + ": batch normalisation is refused")
                .hasMessageContaining("no product over rows").hasMessageContaining("use layer_norm");
    }

    /** Only a name that is looked up asks for it: text that happens to hold the words does not. */
    @Test
    void aFileMayBeNamedAfterBatchNormalisation() throws IOException {
        assertThat(read("data.file = \"batch_norm.csv\"\ndata.target = \"batch_norm\"\n").data().targetName())
                .isEqualTo("batch_norm");
    }

    @Test
    void otherNormalisationsAreUnknownKeys() {
        assertThatThrownBy(() -> read(DATA, "network.layer_norm=true")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no key network.layer_norm");
    }

    @Test
    void anotherFamilyTakesTheKeysOfTheOldOneAway() throws IOException {
        Path file = folder.resolve("run.toml");
        Files.writeString(file, DATA + """
                [likelihood]
                family = "gaussian"
                noise = "constant"
                noise_scale = 0.5
                [prior]
                weights = { family = "student_t", degrees = 3.0 }
                [sampler]
                target_acceptance = 0.9
                step_size = 0.1
                """);
        List<String> notes = new java.util.ArrayList<>();
        RunConfig config = ConfigFile.read(file, List.of("likelihood.family=poisson", "prior.weights.family=laplace",
                "sampler.method=sgld"), notes::add);
        assertThat(config.likelihood().family()).isEqualTo("poisson");
        assertThat(config.prior().weights().settings().values()).isEmpty();
        assertThat(config.sampler().settings().values()).doesNotContainKeys("step_size", "target_acceptance");
        assertThat(notes).containsExactly(
                "likelihood.family is now \"poisson\": what the file says for \"gaussian\" is left aside (noise,"
                        + " noise_scale)",
                "sampler.method is now \"sgld\": what the file says for \"nuts\" is left aside (step_size,"
                        + " target_acceptance)",
                "prior.weights.family is now \"laplace\": what the file says for \"student_t\" is left aside (degrees)");
        // What --set itself gives must fit.
        assertThatThrownBy(
                () -> ConfigFile.read(file, List.of("likelihood.family=poisson", "likelihood.noise=network")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("likelihood.noise");
        // And a file that contradicts itself is refused as before.
        assertThatThrownBy(() -> read(DATA + "[likelihood]\nfamily = \"poisson\"\nnoise = \"constant\"\n"))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void damagedFilesGetOneSentence() throws IOException {
        byte[] valid = (DATA + """
                test = { fraction = 0.2, seed = 0 }
                [network]
                hidden = [16, 8]
                [prior]
                weights = { family = "hierarchical", scale = 1.0, centred = true }
                [sampler]
                method = "nuts"
                chains = 3
                """).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path file = folder.resolve("fuzz.toml");
        ergodic.testing.ReaderFuzz.check("a configuration", valid,
                java.util.stream.LongStream.range(0, 400).boxed().toList(), 64L << 20, bytes -> {
                    Files.write(file, bytes);
                    ConfigFile.read(file, List.of());
                }, java.util.Set.of(ConfigException.class));
        Files.writeString(file, "x = " + "[".repeat(100_000));
        assertThatThrownBy(() -> ConfigFile.read(file, List.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void namesTheLineThatIsNoToml() {
        assertThatThrownBy(() -> read("[data]\nfile = \n")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("run.toml is not valid TOML in line 2");
    }

    @Test
    void missesTheDataSection() {
        assertThatThrownBy(() -> read("[network]\nhidden = [3]\n")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("[data] is missing");
    }

    @Test
    void missesTheFile() {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.toml"), List.of()))
                .isInstanceOf(ConfigException.class).hasMessageContaining("there is no configuration file");
    }
}
