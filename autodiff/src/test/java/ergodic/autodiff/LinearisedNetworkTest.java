package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Networks that are linear about a centre, some parameters of which stay there, at several draws of one centre. */
class LinearisedNetworkTest {

    private static final int ROWS = 11;
    private static final int DRAWS = 5;
    /** 6 x 3, 6, 2 x 6, 2, and a scale outside the network. */
    private static final int DIMENSION = 18 + 6 + 12 + 2 + 1;
    private static final int LAST = 24;

    private static Program program() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 3).affine(t.parameter("w1", 6, 3), t.parameter("b1", 6)).tanh();
        Tensor network = hidden.affine(t.parameter("w2", 2, 6), t.parameter("b2", 2)).barrier();
        t.output("network", network);
        t.output("scaled", network.exp().times(t.parameter("scale")));
        return t.build();
    }

    /** Of a last layer the network's own part is there once for all draws, and what follows is {@code f + J (w - w*)}, J by reverse derivatives. */
    @Test
    void drawsOfOneCentreShareWhatDoesNotMove() {
        SplittableRandom random = new SplittableRandom(4);
        double[] x = random.doubles(3 * ROWS, -1.5, 1.5).toArray();
        double[] centre = random.doubles(DIMENSION, -1, 1).toArray();
        double[][] draws = new double[DRAWS][];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = centre.clone();
            for (int k = LAST; k < DIMENSION; k++) {
                draws[i][k] += random.nextDouble(-1, 1);
            }
        }
        Set<String> moving = Set.of("w2", "b2", "scale");
        Program one = LinearisedNetwork.of(program(), "network", moving::contains, "scaled");
        Program batch = DrawBatch.of(one, "scaled", DRAWS, name -> !moving.contains(name));
        assertThat(batch.parameterCount()).isEqualTo(DIMENSION + DRAWS * (DIMENSION - LAST));
        assertThat(batch.nodes().stream().filter(node -> node.op().equals(new Op.Unary(UnaryFunction.TANH))))
                .hasSize(1);
        double[] theta = new double[batch.parameterCount()];
        int at = 0;
        for (int i = 0; i < DRAWS; i++) {
            System.arraycopy(draws[i], LAST, theta, at, DIMENSION - LAST);
            at += DIMENSION - LAST;
            if (i == 0) {
                System.arraycopy(centre, 0, theta, at, DIMENSION);
                at += DIMENSION;
            }
        }
        double[] found = evaluate(batch, "scaled", x, theta);
        double[] atCentre = evaluate(program(), "network", x, centre);
        double[] jacobians = evaluate(RowDerivatives.jacobians(program(), "network"), RowDerivatives.JACOBIANS, x,
                centre);
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < DRAWS; i++) {
                for (int k = 0; k < 2; k++) {
                    double linear = atCentre[row * 2 + k];
                    for (int j = 0; j < DIMENSION; j++) {
                        linear += jacobians[(row * 2 + k) * DIMENSION + j] * (draws[i][j] - centre[j]);
                    }
                    assertThat(found[(row * DRAWS + i) * 2 + k])
                            .isCloseTo(Math.exp(linear) * draws[i][DIMENSION - 1], within(1e-12));
                }
            }
        }
    }

    @Test
    void anOutputMustBeMarked() {
        assertThatThrownBy(() -> LinearisedNetwork.of(program(), "scaled", "scaled"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("must be marked by barrier()");
    }

    private static double[] evaluate(Program program, String output, double[] x, double[] theta) {
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, Map.of("x", x), ROWS, KernelProvider.scalar(),
                4);
        compiled.run(theta);
        double[] values = new double[compiled.outputSize(output)];
        compiled.outputInto(output, values);
        return values;
    }
}
