package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.nn.data.RowShape;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.RowTensor;
import ergodic.nn.named.NamedNetwork;
import ergodic.nn.named.NamedNetworks;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code init} writes for images, sequences and texts is a good start: under the priors that it proposes (weights normal with an sd of
 * the network's scale over the root of the fan-in, biases 0.5, gains 0.5 about 1) and where chains start, no named network's functions vanish or run away.
 */
class PriorScaleTest {

    private static final int ROWS = 6;
    private static final int DRAWS = 40;
    /** Of the residual network, which takes 30 times the computing of all others. */
    private static final int FEW_DRAWS = 8;
    private static final int OUTPUTS = 5;

    private static RowShape shape(String name) {
        return switch (name) {
            case "lenet" -> new RowShape.Image(1, 28, 28);
            case "resnet20-frn" -> new RowShape.Image(1, 12, 12);
            case "gru", "lstm" -> new RowShape.Sequence(20, 6, true);
            default -> new RowShape.Symbols(20, 300, true);
        };
    }

    private static double[] inputs(RowShape shape, Random random) {
        double[] inputs = new double[ROWS * shape.inputs()];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < shape.size(); i++) {
                inputs[row * shape.inputs()
                        + i] = shape instanceof RowShape.Symbols(int steps, int symbols, boolean padded)
                                ? random.nextInt(symbols)
                                : random.nextGaussian();
            }
            if (shape.padded()) {
                inputs[(row + 1) * shape.inputs() - 1] = shape.dims()[0] - row;
            }
        }
        return inputs;
    }

    /** The root mean square of each layer's outputs over rows, units and draws; last, the sd over draws of an output, and of differences between rows. */
    private static double[] sizes(String name, boolean start) {
        RowShape shape = shape(name);
        NamedNetwork network = NamedNetworks.named(name).orElseThrow();
        LayerStack stack = network.spec().over(shape, OUTPUTS);
        Tracer tracer = new Tracer();
        List<LayerParameter> parameters = stack.parameters(shape);
        List<Tensor> declared = new ArrayList<>();
        parameters.forEach(p -> declared.add(tracer.parameter(p.name(), p.shape().dims())));
        RowTensor value = RowTensor.ofData(tracer.rowInput("x", shape.inputs()), shape);
        int next = 0;
        for (int i = 0; i < stack.layers().size(); i++) {
            int count = stack.layers().get(i).parameters(value.shape()).size();
            value = stack.layers().get(i).apply(value, declared.subList(next, next + count));
            next += count;
            tracer.output(String.valueOf(i), value.value().barrier());
        }
        int draws = name.startsWith("resnet") ? FEW_DRAWS : DRAWS;
        Random random = new Random(7);
        CompiledProgram program = CompiledProgram.compile(tracer.build(),
                RowData.of(ROWS, Map.of("x", inputs(shape, random))));
        int layers = stack.layers().size();
        double[] sizes = new double[layers + 2];
        double[] last = new double[ROWS * OUTPUTS];
        for (int draw = 0; draw < draws; draw++) {
            double[] theta = new double[program.parameterCount()];
            int at = 0;
            for (LayerParameter p : parameters) {
                double sd = start ? p.startSd()
                        : p.role() == VariableRole.WEIGHT ? network.scale() / Math.sqrt(p.fanIn()) : 0.5;
                for (int i = 0; i < p.shape().size(); i++) {
                    theta[at++] = (p.role() == VariableRole.GAIN ? 1 : 0) + sd * random.nextGaussian();
                }
            }
            program.run(theta);
            for (int i = 0; i < layers; i++) {
                double[] found = new double[program.outputSize(String.valueOf(i))];
                program.outputInto(String.valueOf(i), found);
                for (double number : found) {
                    assertThat(number).isFinite();
                    sizes[i] += number * number / found.length / draws;
                }
                last = found;
            }
            for (int i = 0; i < last.length; i++) {
                double apart = last[i] - last[(i + OUTPUTS) % last.length];
                sizes[layers] += last[i] * last[i] / last.length / draws;
                sizes[layers + 1] += apart * apart / 2 / last.length / draws;
            }
        }
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.sqrt(sizes[i]);
        }
        return sizes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "resnet20-frn", "gru", "lstm", "cnn-text", "transformer-small"})
    void functionsKeepTheirSize(String name) {
        double[] prior = sizes(name, false);
        double[] start = sizes(name, true);
        int layers = prior.length - 2;
        for (int i = 0; i < layers; i++) {
            assertThat(prior[i]).as("layer %d under the prior", i + 1).isBetween(0.2, 4.0);
            assertThat(start[i]).as("layer %d at the start", i + 1).isBetween(0.15, 2.5);
        }
        assertThat(prior[layers]).isBetween(0.5, 2.5);
        assertThat(prior[layers + 1]).as("rows are told apart").isBetween(0.1, 2.5);
    }
}
