package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.likelihood.LikelihoodType;
import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.nn.prior.PriorType;
import ergodic.nn.prior.PriorTypes;
import ergodic.sampler.method.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sections whose family has keys of its own: what is read, what is refused, what goes with a family that is changed. */
class FamiliesTest {

    private static final Key<Double> SCALE = Key.real("scale", 2.0, Key.positive(), "").in("drink");
    private static final Key<String> SUGAR = Key.choice("sugar", List.of("none", "some"), "none", "").in("drink");
    private static final Key<Integer> CUBES = Key.whole("cubes", 3, Key.atLeast(1), "").in("drink").only(SUGAR, "some");
    private static final Key<Boolean> MILK = Key.truth("milk", false, "").in("drink");
    private static final Families DRINKS = new Families("drink", List.of(SCALE), drinks());

    private static Map<String, List<Key<?>>> drinks() {
        Map<String, List<Key<?>>> keys = new LinkedHashMap<>();
        keys.put("tea", List.of(SUGAR, CUBES));
        keys.put("coffee", List.of(SUGAR, CUBES, MILK));
        keys.put("water", List.of());
        return keys;
    }

    private static Families.Read read(String json) {
        return DRINKS.read((ObjectNode) JsonMapper.shared().readTree(json));
    }

    private static void refused(String json, String sentence) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ConfigException.class).hasMessage(sentence);
    }

    @Test
    void theFirstIsTheDefaultAndAllDefaultsAreWritten() {
        Families.Read read = read("{}");
        assertThat(read.family()).isEqualTo("tea");
        // A key that means nothing without the value of another has no default there.
        assertThat(DRINKS.written(read.family(), read.shared(), read.own()))
                .isEqualTo(Map.of("family", "tea", "scale", 2.0, "sugar", "none"));
        Families.Read sweet = read("{\"family\": \"coffee\", \"sugar\": \"some\", \"scale\": 1}");
        assertThat(DRINKS.written(sweet.family(), sweet.shared(), sweet.own()).toString())
                .isEqualTo("{family=coffee, scale=1.0, sugar=some, cubes=3, milk=false}");
    }

    @Test
    void whatDoesNotBelongIsRefused() {
        refused("{\"family\": \"tee\"}",
                "drink.family = \"tee\" is not known (did you mean \"tea\"?); choose one of tea, coffee, water");
        refused("{\"family\": 3}", "drink.family must be text in quotes, not the number 3");
        refused("{\"milk\": true}", "drink.milk belongs to family = \"coffee\", not to \"tea\"; take it out");
        refused("{\"family\": \"water\", \"cubes\": 2}",
                "drink.cubes belongs to family = \"tea\" or \"coffee\", not to \"water\"; take it out");
        refused("{\"cubes\": 2}", "drink.cubes belongs to sugar = \"some\"; take it out");
        refused("{\"sugar\": \"some\", \"cubes\": 0}", "drink.cubes must be a whole number of at least 1, not 0");
        refused("{\"sugr\": \"some\"}", "drink.sugr is not known (did you mean \"sugar\"?); known keys with family = "
                + "\"tea\": family, scale, sugar, cubes");
    }

    @Test
    void anotherFamilyTakesItsKeysWithIt() {
        List<Choice> choices = DRINKS.choices(List.of("drink"));
        assertThat(choices).extracting(Choice::key).containsExactly("family", "sugar");
        assertThat(choices.getFirst().fallback()).isEqualTo("tea");
        assertThat(choices.getFirst().owners().apply("coffee")).isEqualTo(Map.of("sugar", Set.of("tea", "coffee"),
                "cubes", Set.of("tea", "coffee"), "milk", Set.of("coffee")));
        assertThat(choices.get(1).owners().apply("some")).isEqualTo(Map.of("cubes", Set.of("some")));
        assertThat(choices.get(1).fallback()).isEqualTo("none");
    }

    /** What a configuration says for its defaults, spelled out, is what it always said. */
    @Test
    void likelihoodsAndPriorsAreThoseOfBefore() {
        assertThat(LikelihoodTypes.names()).containsExactly("gaussian", "multivariate_normal", "student_t", "laplace",
                "mixture_density", "gamma", "survival", "beta",
                "bernoulli", "binomial", "categorical", "ordinal", "poisson",
                "negative_binomial");
        assertThat(PriorTypes.names()).containsExactly("normal", "laplace", "student_t", "hierarchical", "spike_slab",
                "normal_mixture", "horseshoe", "regularised_horseshoe", "correlated");
        assertThat(LikelihoodConfig.defaults().toMap().toString())
                .isEqualTo("{family=gaussian, noise=constant, noise_scale=1.0}");
        assertThat(WeightPriorConfig.standardNormal().toMap().toString())
                .isEqualTo("{family=normal, scale=1.0, scaling=none}");
        assertThat(LikelihoodTypes.ALL).extracting(LikelihoodType::name).doesNotHaveDuplicates();
        assertThat(PriorTypes.ALL).extracting(PriorType::name).doesNotHaveDuplicates();
        for (LikelihoodType type : LikelihoodTypes.ALL) {
            assertThat(type.keys()).as(type.name())
                    .allSatisfy(key -> assertThat(key.section()).isEqualTo("likelihood"));
        }
        for (PriorType type : PriorTypes.ALL) {
            assertThat(type.keys()).as(type.name()).allSatisfy(key -> assertThat(key.section()).isEmpty());
        }
    }
}
