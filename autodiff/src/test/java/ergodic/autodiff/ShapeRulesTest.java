package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of operands that do not fit: the operator, the shapes, and why. */
class ShapeRulesTest {

    private final Tracer t = new Tracer();
    private final Tensor scalar = t.parameter("scalar");
    private final Tensor v2 = t.parameter("v2", 2);
    private final Tensor v3 = t.parameter("v3", 3);
    private final Tensor m23 = t.parameter("m23", 2, 3);
    private final Tensor cube = t.parameter("cube", 2, 2, 2);
    private final Tensor r2 = t.rowInput("r2", 2);
    private final Tensor r3 = t.rowInput("r3", 3);
    private final Tensor r23 = t.rowInput("r23", 2, 3);

    private void refuses(Op op, List<Tensor> operands, String... parts) {
        assertThatThrownBy(() -> t.apply(op, operands)).isInstanceOf(ShapeException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void elementwise() {
        for (BinaryFunction function : BinaryFunction.values()) {
            refuses(new Op.Binary(function), List.of(v2, r3),
                    OpText.of(new Op.Binary(function)) + " of [2] and [rows, 3]", "cannot be broadcast together");
        }
        refuses(new Op.Select(), List.of(v2, r3, scalar), "select of [2], [rows, 3] and []", "broadcast");
        refuses(new Op.BroadcastTo(Shape.of(3)), List.of(r3), "broadcastTo of [rows, 3] and [3]");
        refuses(new Op.BroadcastTo(Shape.of(2, 3)), List.of(v2), "broadcastTo of [2] and [2, 3]");
    }

    @Test
    void reductions() {
        refuses(new Op.Sum(1), List.of(r2), "sum[axis 1] of [rows, 2]", "no axis 1", "row axis does not count");
        refuses(new Op.LogSumExp(0), List.of(scalar), "logSumExp[axis 0] of []");
        refuses(new Op.Softmax(2), List.of(m23), "softmax[axis 2] of [2, 3]");
        refuses(new Op.LogSoftmax(2), List.of(m23), "logSoftmax[axis 2] of [2, 3]");
        refuses(new Op.CumulativeSum(1, true), List.of(v2), "cumulativeSum[axis 1, from the end] of [2]");
        refuses(new Op.SumRows(), List.of(v2), "sumRows of [2]", "no row axis");
        refuses(new Op.SumTo(Shape.of(3)), List.of(v2), "sumTo of [2] and [3]");
        refuses(new Op.SumTo(Shape.of(2)), List.of(r2), "sumTo of [rows, 2] and [2]", "sumRows");
        assertThatThrownBy(() -> v2.sum(1)).hasMessage("a tensor of shape [2] has no axis 1");
        assertThatThrownBy(() -> v2.sum(-2)).hasMessageContaining("no axis -2");
    }

    @Test
    void products() {
        refuses(new Op.Dot(), List.of(v2, r3), "dot of [2] and [rows, 3]", "equal dimensions");
        refuses(new Op.MatMul(false, false), List.of(m23, r2), "matMul of [2, 3] and [rows, 2]", "inner dimensions");
        refuses(new Op.MatMul(true, false), List.of(m23, r3), "matMul[a^T] of [2, 3] and [rows, 3]");
        refuses(new Op.MatMul(false, true), List.of(m23, v3), "matMul[b^T] of [2, 3] and [3]", "vector");
        refuses(new Op.MatMul(false, false), List.of(m23, scalar), "matMul of [2, 3] and []");
        refuses(new Op.MatMul(false, false), List.of(cube, v2), "matMul of [2, 2, 2] and [2]");
        refuses(new Op.Affine(), List.of(m23, r2, v2), "affine of [2, 3], [rows, 2] and [2]", "expected weights");
        refuses(new Op.Affine(), List.of(r23, r3, v2), "affine of [rows, 2, 3], [rows, 3] and [2]", "must be global");
        refuses(new Op.OuterSumRows(), List.of(v2, r3), "outerSumRows of [2] and [rows, 3]", "two vectors by row");
        refuses(new Op.Cholesky(), List.of(m23), "cholesky of [2, 3]", "square");
        refuses(new Op.TriangularSolve(true), List.of(m23, v2), "triangularSolve[L^T] of [2, 3]", "square");
        refuses(new Op.TriangularSolve(false), List.of(t.parameter("square", 2, 2), r3),
                "triangularSolve of [2, 2] and [rows, 3]");
    }

    @Test
    void rearrangements() {
        refuses(new Op.Slice(0, 1, 2), List.of(v2), "slice[axis 0, from 1, length 2] of [2]", "outside");
        refuses(new Op.Slice(0, -1, 1), List.of(v2), "of [2]");
        refuses(new Op.Slice(0, Integer.MAX_VALUE, 2), List.of(v2), "of [2]");
        refuses(new Op.Pad(0, -1, 0), List.of(v2), "pad[axis 0, -1 before, 0 after] of [2]", "negative");
        refuses(new Op.Pad(0, Integer.MAX_VALUE, 2), List.of(v2), "of [2]", "too many elements");
        refuses(new Op.Concat(0), List.of(m23, v2), "concat[axis 0] of [2, 3] and [2]");
        refuses(new Op.Concat(0), List.of(m23, t.parameter("m22", 2, 2)), "of [2, 3] and [2, 2]");
        refuses(new Op.Concat(0), List.of(scalar), "concat[axis 0] of []");
        refuses(new Op.Reshape(Shape.of(4)), List.of(m23), "reshape of [2, 3] and [4]");
        refuses(new Op.Reshape(Shape.of(2)), List.of(r2), "reshape of [rows, 2] and [2]", "row axis");
        refuses(new Op.Transpose(List.of(0, 0)), List.of(m23), "transpose[0, 0] of [2, 3]", "each axis once");
        refuses(new Op.Transpose(List.of(0)), List.of(m23), "transpose[0] of [2, 3]");
        refuses(new Op.Gather(), List.of(scalar, v2), "gather of [] and [2]");
        refuses(new Op.ScatterAdd(3, false), List.of(v3, v2), "scatterAdd[size 3] of [3] and [2]");
        refuses(new Op.ScatterAdd(3, true), List.of(v2, v2), "scatterAdd[size 3, over rows] of [2] and [2]");
    }

    @Test
    void convolutions() {
        Tensor image = t.rowInput("image", 4, 5, 6);
        Tensor kernel = t.parameter("kernel", 6, 2, 3, 3);
        Tensor b6 = t.parameter("b6", 6);
        Window window = Window.of(3, 3);
        assertThat(image.conv2d(kernel, b6, window.withStride(2).withPadding(1), 2).shape())
                .isEqualTo(Shape.rows(6, 3, 3));
        assertThatThrownBy(() -> image.conv2d(kernel, b6, window, 1)).isInstanceOf(ShapeException.class).hasMessage(
                "convolution[3 x 3] of [rows, 4, 5, 6], [6, 2, 3, 3] and [6]: the weights are for 2 channels (2 in 1 groups),"
                        + " the image has 4");
        refuses(new Op.Convolution(window, 4), List.of(image, kernel), "4 groups do not divide 6 filters");
        refuses(new Op.Convolution(window, 0), List.of(image, kernel), "0 groups");
        refuses(new Op.Convolution(Window.of(3, 2), 2), List.of(image, kernel), "not those of the window");
        refuses(new Op.Convolution(window.withDilation(3), 2), List.of(image, kernel),
                "convolution[3 dilation 3 x 3 dilation 3, 2 groups]", "the window does not fit in an image 5 x 6");
        refuses(new Op.Convolution(window, 2), List.of(image, kernel, v2), "one element for each filter");
        refuses(new Op.Convolution(window, 2), List.of(r23, kernel), "expected an image");
        refuses(new Op.ConvolutionTransposed(window, 2, 5, 6), List.of(image, kernel), "convolutionTransposed",
                "no convolution of an image [4, 5, 6] has this shape");
        refuses(new Op.ConvolutionTransposed(window, 2, 5, 6), List.of(r2, kernel), "expected [filters");
        refuses(new Op.ConvolutionWeights(window, 1, true), List.of(image, image), "no convolution of the first");
        refuses(new Op.ConvolutionWeights(window, 3, true), List.of(image, image), "3 groups do not divide");
        refuses(new Op.ConvolutionWeights(window, 1, true), List.of(r2, image), "expected [channels");
        refuses(new Op.ConvolutionWeights(Window.of(1, 1), 1, true), List.of(cube, cube), "no rows to sum over");
        assertThatThrownBy(() -> r23.conv1d(m23, null, Window.Axis.of(3), 1)).hasMessageContaining("weights [2, 3]");
        assertThatThrownBy(() -> r2.conv1d(cube, null, Window.Axis.of(2), 1))
                .hasMessage("conv1d of [rows, 2]: expected [channels, length]");
    }

    @Test
    void poolings() {
        Tensor image = t.rowInput("image", 4, 5, 6);
        Window window = Window.of(2, 2).withStride(2);
        assertThat(image.maxPool2d(window).shape()).isEqualTo(Shape.rows(4, 2, 3));
        assertThat(image.averagePool2d(window.withPadding(1), false).shape()).isEqualTo(Shape.rows(4, 3, 4));
        refuses(new Op.MaxPool(Window.of(6, 2)), List.of(image, image), "maxPool[6 x 2]", "does not fit");
        refuses(new Op.MaxPool(window.withPadding(2)), List.of(image, image), "window 0 of 2 stride 2 padding 2",
                "nothing but padding");
        refuses(new Op.MaxPool(window), List.of(image, cube), "equal dimensions");
        refuses(new Op.MaxPool(window), List.of(r2, r2), "expected an image");
        refuses(new Op.MaxPoolTransposed(window), List.of(image, image), "no pooling of the second");
        refuses(new Op.AveragePoolTransposed(window, 9, 9), List.of(image), "no pooling of an image 9 x 9");
        refuses(new Op.AveragePoolTransposed(window, 9, 9), List.of(r2), "no pooling");
        assertThatThrownBy(() -> r2.maxPool1d(Window.Axis.of(2))).hasMessageContaining("maxPool1d of [rows, 2]");
        assertThatThrownBy(() -> Window.of(0, 1)).isInstanceOf(ShapeException.class).hasMessageContaining("0 taps");
        assertThatThrownBy(() -> window.withStride(0)).hasMessageContaining("stride 0");
        assertThatThrownBy(() -> window.withPadding(-1)).hasMessageContaining("padding -1");
        assertThatThrownBy(() -> window.withDilation(0)).hasMessageContaining("dilation 0");
    }

    @Test
    void operandsOfAnotherProgramAndTooManyElements() {
        assertThatThrownBy(() -> v2.plus(new Tracer().parameter("v2", 2)))
                .hasMessageContaining("belongs to another program");
        assertThatThrownBy(() -> t.parameter("big", 50_000, 50_000)).hasMessageContaining("too many elements");
        assertThatThrownBy(() -> t.parameter("negative", -1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> t.constant(new double[]{1, 2}, 3)).hasMessageContaining("[3] needs 3 values, not 2");
    }
}
