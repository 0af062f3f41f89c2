package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.sampler.draws.ZarrDraws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log likelihoods that are stored: those of the draws, where ArviZ looks for them, and nothing else changes. */
class LogLikelihoodTest {

    private static final String SAMPLER = "chains = 2\nwarmup = 30\ndraws = 12\n";

    @TempDir
    private Path folder;

    private FinishedRun run(String name, String... overrides) throws IOException {
        return SamplingJob.begin(Study.read(NoisyLine.write(folder, 0.5, SAMPLER), overrides), folder.resolve(name))
                .run(1);
    }

    /** Under each kind of keeping: to rounding the densities that weights give, and the same draws to the bit. */
    @ParameterizedTest
    @ValueSource(strings = {"weights", "predictions", "moments"})
    void areThoseOfTheDraws(String keep) throws IOException {
        FinishedRun plain = run("plain");
        FinishedRun stored = run("stored", "store.keep=" + keep, "store.log_likelihood=true");
        assertThat(stored.knowsTrainingRows()).isTrue();
        double[][][] expected = new double[48][][];
        plain.visitTrainingRows((row, values) -> expected[row] = values);
        ZarrDraws group = ZarrDraws.open(stored.folder().draws()).logLikelihood().orElseThrow();
        assertThat(group.variables()).hasSize(1);
        double[][][] found = new double[48][][];
        stored.visitTrainingRows((row, values) -> found[row] = values);
        for (int row = 0; row < 48; row++) {
            for (int chain = 0; chain < 2; chain++) {
                assertThat(found[row][chain]).hasSize(12).containsExactly(expected[row][chain], within(1e-9));
            }
            assertThat(group.series(BayesianNetwork.OBSERVED, row)).isDeepEqualTo(found[row]);
        }
        for (String function : plain.study().transform().variables().stream()
                .filter(variable -> variable.role().identifiable()).map(variable -> variable.name()).toList()) {
            assertThat(stored.draws().series(function, 0)).as(function)
                    .isDeepEqualTo(plain.draws().series(function, 0));
        }
        assertThat(stored.draws().variables()).noneMatch(variable -> variable.name().equals(BayesianNetwork.OBSERVED));
        assertThat(stored.predict(stored.study().dataset().test()).mean())
                .containsExactly(plain.predict(plain.study().dataset().test()).mean(), within(1e-9));
        // Without the first chain, the other one's.
        double[][][] other = new double[48][][];
        stored.withoutChains(List.of(1)).visitTrainingRows((row, values) -> other[row] = values);
        assertThat(other[7]).isDeepEqualTo(new double[][]{found[7][1]});
    }

    /** Group, name and dimensions are those that ArviZ's {@code loo} takes: the row of the observed data. */
    @Test
    void lieWhereArvizLooks() throws IOException {
        FinishedRun stored = run("stored", "store.log_likelihood=true");
        JsonNode all = new JsonMapper().readTree(Files.readString(stored.folder().draws().resolve(".zmetadata")))
                .get("metadata");
        assertThat(all.get("log_likelihood/.zgroup")).isNotNull();
        assertThat(all.get("log_likelihood/y/.zattrs").get("_ARRAY_DIMENSIONS").toString())
                .isEqualTo("[\"chain\",\"draw\",\"row\"]");
        assertThat(all.get("log_likelihood/y/.zarray").get("shape").toString()).isEqualTo("[2,12,48]");
        assertThat(all.get("observed_data/y/.zattrs").get("_ARRAY_DIMENSIONS").toString()).isEqualTo("[\"row\"]");
        for (String coordinate : new String[]{"chain", "draw", "row"}) {
            assertThat(all.get("log_likelihood/" + coordinate + "/.zarray")).as(coordinate).isNotNull();
        }
        assertThat(ZarrDraws.open(run("plain").folder().draws()).logLikelihood()).isEmpty();
    }
}
