package ergodic.nn.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.layer.LayerParameter;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Which weights have one scale: what the ratio of a weight to its standard normal says. */
class GroupingTest {

    private static final LayerParameter DENSE = LayerParameter.weight("weight", 3, 2, 3);
    private static final LayerParameter TABLE = LayerParameter.table("weight", 4, 2);
    private static final LayerParameter KERNEL = LayerParameter.weight("weight", 12, 2, 3, 2, 2);
    private static final LayerParameter BIAS = LayerParameter.bias("bias", 3, 2);

    /** The scale of each weight, and the variables. */
    private static double[] scales(WeightPrior law, LayerParameter parameter, Map<String, double[]> into) {
        PriorDraws draws = new PriorDraws(law, parameter);
        double[] theta = new double[draws.prior.dimension()];
        draws.prior.drawInto(theta, RandomSource.XO_SHI_RO_256_PP.create(3L));
        into.putAll(draws.variables(theta));
        double[] weights = of(into, "layer1." + parameter.name());
        double[] raw = of(into, "layer1." + parameter.name() + "_raw");
        double[] scales = new double[weights.length];
        Arrays.setAll(scales, i -> weights[i] / raw[i]);
        assertThat(draws.starts.stream().mapToInt(Declared.Start::size).sum()).isEqualTo(theta.length);
        return scales;
    }

    private static double[] of(Map<String, double[]> variables, String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    private static WeightPrior by(Grouping grouping) {
        return new HierarchicalPrior(HyperPrior.HALF_NORMAL, 0.7, Scaling.FAN_IN, false, grouping);
    }

    private static void are(double[] found, double[] scale, double factor, int... group) {
        assertThat(found).hasSameSizeAs(group);
        for (int i = 0; i < group.length; i++) {
            assertThat(found[i]).as("weight %d", i).isCloseTo(scale[group[i]] * factor, within(1e-12));
        }
        assertThat(scale).hasSize(Arrays.stream(group).max().orElseThrow() + 1).doesNotHaveDuplicates();
    }

    @Test
    void layersUnitsAndInputs() {
        double root = 1 / Math.sqrt(3);
        Map<String, double[]> draw = new java.util.HashMap<>();
        are(scales(by(Grouping.LAYER), DENSE, draw), of(draw, "layer1.scale"), root, 0, 0, 0, 0, 0, 0);
        are(scales(by(Grouping.UNIT), DENSE, draw), of(draw, "layer1.scale"), root, 0, 0, 0, 1, 1, 1);
        are(scales(by(Grouping.INPUT), DENSE, draw), of(draw, "layer1.scale"), root, 0, 1, 2, 0, 1, 2);
        // Symbols are the inputs of a table, one a row.
        are(scales(by(Grouping.INPUT), TABLE, draw), of(draw, "layer1.scale"), 1, 0, 0, 1, 1, 2, 2, 3, 3);
        are(scales(by(Grouping.UNIT), TABLE, draw), of(draw, "layer1.scale"), 1, 0, 1, 0, 1, 0, 1, 0, 1);
        // Biases have no inputs, and are units each.
        are(scales(by(Grouping.INPUT), BIAS, draw), of(draw, "layer1.bias_scale"), root, 0, 0);
        are(scales(by(Grouping.UNIT), BIAS, draw), of(draw, "layer1.bias_scale"), root, 0, 1);
        int[] channels = new int[24];
        int[] filters = new int[24];
        Arrays.setAll(channels, i -> i / 4 % 3);
        Arrays.setAll(filters, i -> i / 12);
        are(scales(by(Grouping.INPUT), KERNEL, draw), of(draw, "layer1.scale"), 1 / Math.sqrt(12), channels);
        are(scales(by(Grouping.UNIT), KERNEL, draw), of(draw, "layer1.scale"), 1 / Math.sqrt(12), filters);
    }

    @Test
    void localScalesOfHorseshoes() {
        Map<String, double[]> draw = new java.util.HashMap<>();
        double[] found = scales(new HorseshoePrior(Grouping.INPUT, 0.5, Scaling.NONE), DENSE, draw);
        are(found, of(draw, "layer1.scale_local"), of(draw, "layer1.scale")[0], 0, 1, 2, 0, 1, 2);
        found = scales(new HorseshoePrior(Grouping.WEIGHT, 0.5, Scaling.NONE), DENSE, draw);
        are(found, of(draw, "layer1.scale_local"), of(draw, "layer1.scale")[0], 0, 1, 2, 3, 4, 5);
    }

    /** One scale of a layer is judged; those of units and inputs are not, since units permute. */
    @Test
    void onlyScalesOfLayersAreIdentifiable() {
        for (Grouping grouping : new Grouping[]{Grouping.LAYER, Grouping.UNIT, Grouping.INPUT}) {
            Variable scale = PriorDraws.of(by(grouping)).posterior.variables().getFirst();
            assertThat(scale.role()).isEqualTo(grouping == Grouping.LAYER ? VariableRole.SCALE : VariableRole.LATENT);
        }
    }

    /** Centred and not are one prior: the densities differ by the Jacobian of the weights alone. */
    @Test
    void centredOrNotIsOnePrior() {
        double[] scale = {1.3, 0.4, 2.2};
        double[] weight = {0.5, -1, 0.2, 0.1, -0.3, 4};
        double[] theta = new double[9];
        double[] raw = new double[9];
        double jacobian = 0;
        for (int i = 0; i < 9; i++) {
            int input = i % 3;
            theta[i] = i < 3 ? Math.log(scale[i]) : weight[i - 3];
            raw[i] = i < 3 ? theta[i] : weight[i - 3] / (scale[input] / Math.sqrt(3));
            jacobian += i < 3 ? 0 : Math.log(scale[input] / Math.sqrt(3));
        }
        double centred = PriorDraws.of(
                new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 0.8, Scaling.FAN_IN, true, Grouping.INPUT)).posterior
                .logPrior(theta);
        double free = PriorDraws.of(
                new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 0.8, Scaling.FAN_IN, false, Grouping.INPUT)).posterior
                .logPrior(raw);
        assertThat(free - jacobian).isCloseTo(centred, within(1e-12));
    }
}
