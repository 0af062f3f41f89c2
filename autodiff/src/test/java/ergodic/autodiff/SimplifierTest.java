package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which steps are left out or replaced while a program is traced. */
class SimplifierTest {

    private final Tracer t = new Tracer();
    private final Tensor w = t.parameter("w", 3);
    private final Tensor s = t.parameter("s");
    private final Tensor x = t.rowInput("x", 3);
    private final Tensor y = t.rowInput("y");

    private static void same(Tensor found, Tensor expected) {
        assertThat(found.node()).as("%s, expected %s", found, expected).isSameAs(expected.node());
    }

    @Test
    void stepsThatDoNothingAreNotRecorded() {
        same(x.times(1), x);
        same(t.constant(1).times(x), x);
        same(x.plus(0), x);
        same(x.minus(0), x);
        same(x.dividedBy(1), x);
        same(x.pow(1), x);
        same(x.negate().negate(), x);
        same(x.reshape(3), x);
        same(x.reshape(3, 1).reshape(1, 3), x.reshape(1, 3));
        same(x.broadcastTo(x.shape()), x);
        same(x.slice(0, 0, 3), x);
        same(x.pad(0, 0, 0), x);
        same(x.transpose(0), x);
        same(Tensor.concat(0, List.of(x)), x);
    }

    @Test
    void aNumberThatWidensTheShapeStays() {
        Tensor ones = t.constant(new double[]{1, 1, 1}, 3);
        assertThat(y.times(ones).shape()).isEqualTo(Shape.rows(3));
        Tensor one = t.constant(new double[]{1}, 1);
        assertThat(s.times(one).shape()).isEqualTo(Shape.of(1));
        assertThat(t.constant(1).broadcastTo(Shape.rows()).times(s).shape()).isEqualTo(Shape.rows());
    }

    @Test
    void signsAndNumbersMoveOutward() {
        same(x.plus(w.negate()), x.minus(w));
        same(x.minus(w.negate()), x.plus(w));
        same(x.minus(w).negate(), w.minus(x));
        same(x.times(2).times(3), x.times(6));
        same(x.times(2).negate(), x.times(-2));
        same(x.times(s.times(y)), s.times(x.times(y)));
        same(x.negate().times(y), x.times(y).negate());
        same(x.dividedBy(4), x.times(0.25));
        same(x.plus(x), x.times(2));
        same(x.times(x), x.square());
        same(x.times(s).square(), s.square().times(x.square()));
        same(x.minus(w).negate().square(), w.minus(x).square());
        same(x.negate().square(), x.square());
        same(x.exp().log(), x);
    }

    @Test
    void constantsAreComputed() {
        assertThat(t.constant(2).log().plus(1).node().op()).isEqualTo(new Op.Constant(new double[]{Math.log(2) + 1}));
        assertThat(t.constant(2).broadcastTo(Shape.of(1000)).node().op()).isInstanceOf(Op.BroadcastTo.class);
    }

    @Test
    void sumsTakeNumbersOutAndBecomeProducts() {
        same(x.times(s).sumRows(), s.times(x.sumRows()));
        same(x.times(w).sumRows(), x.sumRows().times(w));
        same(x.negate().sumRows(), x.sumRows().negate());
        same(x.plus(w).sumRows(), x.sumRows().plus(Adjoints.sumRows(w)));
        same(x.times(w).sum(), x.dot(w));
        same(x.square().sum(), x.dot(x));
        same(w.square().times(-0.5).minus(1).sum(), w.dot(w).times(-0.5).minus(3));
        same(w.matMul(x), w.dot(x));
        assertThat(y.times(x).sumRows().node().operand(0).op()).isEqualTo(new Op.OuterSumRows());
    }

    @Test
    void aMatrixProductPlusABiasIsAffine() {
        Tensor weights = t.parameter("weights", 2, 3);
        Tensor bias = t.parameter("bias", 2);
        same(weights.matMul(x).plus(bias), x.affine(weights, bias));
        same(bias.plus(weights.matMul(x)), x.affine(weights, bias));
        same(weights.transpose().matMul(bias), t.apply(new Op.MatMul(true, false), List.of(weights, bias)));
        assertThat(weights.matMul(x).plus(s).node().op()).isEqualTo(new Op.Binary(BinaryFunction.ADD));
    }

    @Test
    void zeroTimesInfinityStaysNaN() {
        t.output("value", s.times(0));
        assertThat(Interpreter.evaluate(t.build(), Map.of("w", new double[3], "s",
                new double[]{Double.POSITIVE_INFINITY}, "x", new double[0], "y", new double[0]), 0).get("value"))
                .containsExactly(Double.NaN);
    }
}
