package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.model.Model;
import ergodic.nn.data.Rows;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.predict.Forward;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Draws about centres, some of one centre and some of another, of which more and more differs from them: as one by one by the linear network itself. */
class CentredForwardTest {

    private static final int ROWS = 25;

    private final BayesianNetwork network = BayesianNetwork.on(LaplaceTest.curve(ROWS, 2, false)).hidden(3)
            .likelihood(new GaussianLikelihood(new GaussianLikelihood.Network())).build();
    private final Model model = network.model();
    private final int dimension = model.dimension();
    private final SplittableRandom random = new SplittableRandom(8);

    @Test
    void drawsTogetherAreDrawsOneByOne() {
        CompiledForward forwards = new CompiledForward(model, NetworkModel.PREDICTIVE, NetworkModel::inputs, true);
        Rows train = network.data().train();
        int last = dimension - 2;
        check(forwards.over(train), train, last);
        Forward other = forwards.over(train.subset(1, 4, 6));
        check(other, train.subset(1, 4, 6), last);
        other.replaceRows(train.subset(0, 3, 24));
        check(other, train.subset(0, 3, 24), dimension);
        check(other, train.subset(0, 3, 24), last);
        check(other, train.subset(0, 3, 24), 4);
        other.replaceRows(train.subset(7, 8, 9));
        check(other, train.subset(7, 8, 9), 0);
        check(new CompiledForward(model, NetworkModel.PREDICTIVE, NetworkModel::inputs, true, 1).over(train), train, 4);
    }

    /** Nothing moves at first: a held part, or one draw at the mode. */
    @Test
    void drawsThatAreTheirCentreAndThenOnesThatMove() {
        CompiledForward forwards = new CompiledForward(model, NetworkModel.PREDICTIVE, NetworkModel::inputs, true);
        Rows rows = network.data().train().subset(2, 3, 5);
        Forward forward = forwards.over(rows, 7);
        check(forward, rows, dimension);
        check(forward, rows, dimension - 2);
        check(forwards.over(rows, 7), rows, 0);
    }

    /** Batches are no larger than the draws, and of about the same size where there are several. */
    @Test
    void batchesFitTheDraws() {
        CompiledForward forwards = new CompiledForward(model, NetworkModel.PREDICTIVE, NetworkModel::inputs, true);
        Rows rows = network.data().train().subset(1, 4);
        int[][] drawsOf = {{10, 10}, {32, 32}, {33, 17}, {65, 22}, {1, 1}, {0, 1}, {6, 6}};
        for (int[] expected : drawsOf) {
            Forward forward = forwards.over(rows, expected[0]);
            assertThat(forward.draws()).as("of %s", expected[0]).isEqualTo(expected[1]);
            check(forward, rows, dimension - 2);
        }
        assertThat(forwards.over(rows).draws()).isEqualTo(CompiledForward.MOST_DRAWS);
        assertThat(new CompiledForward(model, NetworkModel.PREDICTIVE, NetworkModel::inputs, true, 1).over(rows, 9)
                .draws()).isOne();
    }

    /** The program takes no more draws than a centre has: many fits of few draws are not computed as if they were many draws. */
    @Test
    void programsFitTheDrawsOfACentre() {
        Rows rows = network.data().train().subset(1, 4);
        for (int ofEach : new int[]{1, 2, 3, 8, 32}) {
            CentredForward forward = (CentredForward) new CompiledForward(model, NetworkModel.PREDICTIVE,
                    NetworkModel::inputs, true).over(rows);
            double[] thetas = new double[forward.draws() * 2 * dimension];
            for (int i = 0; i < thetas.length; i++) {
                int draw = i / (2 * dimension);
                thetas[i] = i % (2 * dimension) < dimension ? draw : draw / ofEach;
            }
            forward.evaluateInto(thetas, new double[forward.draws() * rows.count() * 2]);
            assertThat(forward.ofOneCentre()).as("%s of each", ofEach).isEqualTo(ofEach);
        }
    }

    /** Draws of three centres that differ from them from a coordinate on. */
    private void check(Forward forward, Rows rows, int from) {
        int draws = forward.draws();
        double[] thetas = new double[draws * 2 * dimension];
        double[] centre = new double[dimension];
        for (int i = 0; i < draws; i++) {
            for (int k = 0; k < dimension; k++) {
                centre[k] = i == 0 || i == 3 || i == 4 ? random.nextDouble(-1, 1) : centre[k];
                thetas[(2 * i + 1) * dimension + k] = centre[k];
                thetas[2 * i * dimension + k] = centre[k] + (k < from ? 0 : random.nextDouble(-1, 1));
            }
        }
        CompiledProgram one = CompiledProgram.compile(model.linearisedProgram(NetworkModel.PREDICTIVE),
                NetworkModel.inputs(rows));
        double[] found = new double[draws * rows.count() * 2];
        forward.evaluateInto(thetas, found);
        double[] expected = new double[rows.count() * 2];
        double[] theta = new double[2 * dimension];
        for (int i = 0; i < draws; i++) {
            System.arraycopy(thetas, i * theta.length, theta, 0, theta.length);
            one.run(theta);
            one.outputInto(NetworkModel.PREDICTIVE, expected);
            for (int row = 0; row < rows.count(); row++) {
                for (int k = 0; k < 2; k++) {
                    assertThat(found[(row * draws + i) * 2 + k]).as("draw %s, row %s", i, row)
                            .isCloseTo(expected[row * 2 + k],
                                    within(1e-12 * Math.max(1, Math.abs(expected[row * 2 + k]))));
                }
            }
        }
    }
}
