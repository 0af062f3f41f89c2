package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Transition;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.SamplerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code method = "auto"}. */
class MethodChoiceTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        NoisyLine.write(folder, 1, """
                method = "auto"
                seed = 3
                """);
    }

    private Study study(String... overrides) {
        return Study.read(folder.resolve("line.toml"), overrides);
    }

    /** A line has one mode and short trajectories: the exact method. */
    @Test
    void aSmallSmoothPosteriorGetsTheExactMethodAndTheConfigurationSaysWhy() throws IOException {
        MethodChoice choice = MethodChoice.of(study());
        SamplerConfig sampler = choice.study().plan().sampler();
        assertThat(sampler.method()).isEqualTo("nuts");
        assertThat(sampler.isOpen()).isFalse();
        assertThat(choice.text()).startsWith("Method \"nuts\", chosen for 3 unknowns and 48 rows: it is exact")
                .contains("nuts was tried, by 4 chains of 100 + 50 transitions").endsWith(".");
        assertThat(sampler.why()).isEqualTo(choice.text());
        assertThat(choice.gradients()).isGreaterThan(4 * 150);
        assertThat(MethodChoice.of(study())).usingRecursiveComparison().comparingOnlyFields("text", "gradients")
                .isEqualTo(choice);
        // What is written is read again, and is not chosen again.
        Path written = folder.resolve("written.toml");
        ConfigFile.write(choice.study().plan(), written);
        assertThat(Study.read(written).plan()).isEqualTo(choice.study().plan());
        assertThat(MethodChoice.of(Study.read(written)).gradients()).isZero();
    }

    /** A trial takes a while, and somebody waits: it is told what is tried, and of each of its transitions. */
    @Test
    void aTrialIsHeardOf() {
        List<String> heard = new ArrayList<>();
        AtomicInteger transitions = new AtomicInteger();
        MethodChoice choice = MethodChoice.of(study(), new TrialWatch() {
            @Override
            public <T> T during(String what, int chains, Function<Progress, T> trial) {
                heard.add(chains + " " + what);
                return trial.apply(new Progress() {
                    @Override
                    public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                            long gradients, long elapsedNanos) {
                        transitions.incrementAndGet();
                    }
                });
            }
        });
        assertThat(heard).containsExactly("4 Method \"auto\": nuts is tried, by 4 chains of 100 + 50 transitions.");
        assertThat(transitions).hasValue(4 * 150);
        assertThat(choice.text()).isEqualTo(MethodChoice.of(study()).text());
    }

    /** Two units of a network without data to tell them apart: chains in modes of their own, which many short chains cover. */
    @Test
    void chainsThatDisagreeInTheTrialMakeRoomForMany() {
        MethodChoice choice = MethodChoice.of(study("network.hidden=[6]", "prior.weights.scale=4"));
        assertThat(choice.study().plan().sampler().type().exact()).isFalse();
        assertThat(choice.study().plan().sampler().chains()).isEqualTo(10);
        assertThat(choice.text()).contains("its transitions take").contains("nuts was tried");
    }

    /** Gradients of all rows of which there is time for fewer than the shortest run needs: those of some rows do. */
    @Test
    void whatIsTooDearMakesRoomForBatches() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 1600; i++) {
            text.append(i / 800.0 - 1).append(',').append(Math.sin(37.0 * i)).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), text);
        MethodChoice choice = MethodChoice.of(study("network.hidden=[200, 200]"));
        assertThat(choice.study().plan().sampler().type().rowsOfGradient(choice.study().plan().sampler().settings()))
                .isPresent();
        assertThat(choice.text()).contains("since those of all rows are too dear").doesNotContain("tried");
        assertThat(choice.gradients()).isZero();
        // A smaller network of as many rows has time for them.
        assertThat(MethodChoice.of(study("network.hidden=[40, 40]")).text()).contains("its transitions take");
    }

    @Test
    void keysThatAllMethodsShareAreTaken() {
        SamplerConfig given = MethodChoice.of(study("sampler.chains=3", "sampler.warmup=77", "sampler.draws=55",
                "sampler.thin=2", "sampler.precision=float32")).study().plan().sampler();
        assertThat(List.of(given.chains(), given.warmup(), given.draws(), given.thin())).containsExactly(3, 77, 55, 2);
        assertThat(given.precision()).isEqualTo("float32");
        assertThat(given.seed()).isEqualTo(3);
        SamplerConfig left = MethodChoice.of(study("sampler.draws=55")).study().plan().sampler();
        assertThat(List.of(left.chains(), left.warmup(), left.draws(), left.thin())).containsExactly(4, 1000, 55, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampler.max_tree_depth=3", "sampler.energy_variance=0.1", "sampler.batch_size=10"})
    void keysOfAMethodAreRefused(String key) {
        assertThatThrownBy(() -> study(key)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(key.substring(0, key.indexOf('=')) + " does not belong to method = \"auto\"");
    }

    @Test
    void aNumberThatIsNoneIsRefusedAsElsewhere() {
        assertThatThrownBy(() -> study("sampler.chains=0")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.chains must be a whole number of at least 1");
    }

    @Test
    void setMovesBetweenAMethodAndAuto() {
        List<String> notes = new ArrayList<>();
        var closed = ConfigFile.read(folder.resolve("line.toml"), List.of("sampler.method=nuts", "sampler.draws=9"),
                notes::add);
        assertThat(closed.sampler().method()).isEqualTo("nuts");
        assertThat(closed.sampler().draws()).isEqualTo(9);
        assertThat(notes).isEmpty();
        Path file = folder.resolve("nuts.toml");
        try {
            Files.writeString(file, Files.readString(folder.resolve("line.toml")).replace("method = \"auto\"",
                    "method = \"nuts\"\nmax_tree_depth = 4\ndraws = 7\nwhy = \"as ever\""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var open = ConfigFile.read(file, List.of("sampler.method=auto"), notes::add);
        assertThat(open.sampler().isOpen()).isTrue();
        assertThat(open.sampler().draws()).isEqualTo(7);
        assertThat(open.sampler().why()).isEmpty();
        assertThat(notes).singleElement().asString().contains("left aside (max_tree_depth, why)");
    }

    /** The run's folder holds the method: what goes on with it chooses nothing. Gradients of the trial are counted. */
    @Test
    void aRunKeepsItsMethod() throws IOException {
        String[] few = {"sampler.draws=30", "sampler.warmup=40", "sampler.chains=2"};
        SamplingJob job = SamplingJob.begin(study(few), folder.resolve("run"));
        MethodChoice choice = MethodChoice.of(study(few));
        assertThat(job.choice()).isEqualTo(choice.text());
        RunFolder run = RunFolder.open(folder.resolve("run"));
        assertThat(run.config().sampler()).isEqualTo(choice.study().plan().sampler());
        RunResult result = job.run(2, Progress.NONE, new Cancellation());
        FinishedRun plain = SamplingJob
                .begin(study("sampler.method=nuts", few[0], few[1], few[2]), folder.resolve("plain"))
                .run(1);
        assertThat(job.finished().draws().statistic("lp")).isDeepEqualTo(plain.draws().statistic("lp"));
        RunResult same = SamplingJob.resume(plain.folder()).run(1, Progress.NONE, new Cancellation());
        assertThat(result.startGradients()).isEqualTo(same.startGradients() + choice.gradients());
        SamplingJob again = SamplingJob.resume(run);
        assertThat(again.choice()).isEmpty();
        assertThat(again.run(1, Progress.NONE, new Cancellation()).transitions()).isZero();
        FinishedRun longer = SamplingJob.extend(run, 10).run(1);
        assertThat(longer.draws().draws()).isEqualTo(40);
        assertThat(longer.study().plan().sampler().why()).isEqualTo(choice.text());
        Reports.write(longer.findings(), longer.folder().report());
        assertThat(longer.folder().report()).content().contains("chosen for 3 unknowns and 48 rows");
    }

    @Test
    void theBudgetIsCountedInTheProgram() {
        Study small = study("network.hidden=[10]");
        Study large = study("network.hidden=[100]");
        // Forward and back: 2 operations for each of 20 weights of the layers, twice over for the second, beside the functions.
        assertThat(small.operations()).isBetween(48L * 2 * 40, 48L * 2 * 40 * 8);
        assertThat((double) large.operations() / small.operations()).isBetween(8.0, 10.5);
        assertThat(MethodChoice.budget(1_000_000, 1000)).isEqualTo((long) (2e12 / 2_200_000));
    }
}
