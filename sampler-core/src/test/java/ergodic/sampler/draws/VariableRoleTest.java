package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableRoleTest {

    @TempDir
    Path folder;

    private static List<Variable> oneOfEach() {
        List<Variable> variables = new ArrayList<>();
        for (VariableRole role : VariableRole.values()) {
            variables.add(Variable.of("v" + variables.size(), 2).as(role));
        }
        return variables;
    }

    private Path store(List<Variable> variables) throws IOException {
        Path root = folder.resolve("draws.zarr");
        ZarrDrawStore.create(root, StoreLayout.of(1, 0, 1, variables)).close();
        return root;
    }

    /** Log likelihoods lie in a group of their own, all others among the draws. */
    @Test
    void storesKeepRoles() throws IOException {
        ZarrDraws draws = ZarrDraws.open(store(oneOfEach()));
        assertThat(draws.variables()).isEqualTo(
                oneOfEach().stream().filter(variable -> variable.role() != VariableRole.LOG_LIKELIHOOD).toList());
        assertThat(draws.logLikelihood().orElseThrow().variables()).isEqualTo(
                oneOfEach().stream().filter(variable -> variable.role() == VariableRole.LOG_LIKELIHOOD).toList());
    }

    /** A store as earlier versions wrote it, without the attribute, or with a word of a later one. */
    @Test
    void aStoreWithoutRolesIsReadByItsNames() throws IOException {
        Path root = store(List.of(Variable.of("layer1.weight", 2).as(VariableRole.WEIGHT), Variable.of("prediction"),
                Variable.of("noise_scale").as(VariableRole.SCALE)));
        Path metadata = root.resolve(".zmetadata");
        String text = Files.readString(metadata);
        assertThat(text).contains("\"role\" : \"weight\"");
        for (String other : List.of("", ", \"role\" : \"of-tomorrow\"")) {
            Files.writeString(metadata, text.replaceAll(",\\s*\"role\" : \"\\w+\"", other));
            assertThat(ZarrDraws.open(root).variables()).extracting(Variable::role).containsExactly(
                    VariableRole.WEIGHT, VariableRole.PREDICTION, VariableRole.OTHER);
        }
    }

    @Test
    void namesSuggestRoles() {
        assertThat(List.of("layer1.weight", "weight", "out.weights", "net.weight.raw", "layer1.weight_raw",
                "layer1.weight[3,2]", "gru.weight_ih", "attention.in_proj_weight", "weight_scale_weight"))
                .allMatch(name -> VariableRole.ofName(name) == VariableRole.WEIGHT);
        assertThat(List.of("layer2.bias", "bias[2]", "gru.bias_hh"))
                .allMatch(name -> VariableRole.ofName(name) == VariableRole.BIAS);
        assertThat(List.of("layer1.scale", "layer1.bias_scale", "noise", "weighting", "biases_sd", "prediction.0",
                "prediction[0]", "")).allMatch(name -> VariableRole.ofName(name) == VariableRole.OTHER);
        assertThat(VariableRole.ofName("prediction")).isEqualTo(VariableRole.PREDICTION);
    }

    @Test
    void onlyWhatGoesWithUnitsOrIsPartOfAPredictionIsNotIdentifiable() {
        assertThat(VariableRole.values()).filteredOn(role -> !role.identifiable()).containsExactly(VariableRole.WEIGHT,
                VariableRole.BIAS, VariableRole.GAIN, VariableRole.LATENT, VariableRole.COMPONENT,
                VariableRole.LOG_LIKELIHOOD, VariableRole.CENTRE,
                VariableRole.PRIOR_SCALE);
    }
}
