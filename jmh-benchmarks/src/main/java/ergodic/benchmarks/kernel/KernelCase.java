package ergodic.benchmarks.kernel;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.FusedFunction;
import ergodic.autodiff.kernel.Kernels;
import java.util.Locale;
import java.util.function.Function;

/**
 * Every kernel, those of products by shape. {@code TRANSPOSED_8X24} is the gradient of a layer of 8 outputs and 24 inputs with
 * respect to its inputs, {@code OUTER_8X24} with respect to its weights. {@code LENET_1} has 6 filters of 5x5 over an image of 32x32
 * (with its padding), {@code LENET_2} 16 over 6 channels of 14x14; {@code BACK} is the interior of its transpose.
 */
public enum KernelCase {
    AFFINE_50X50(k -> ProductWork.affine(k, 50, 50)),
    AFFINE_48X48(k -> ProductWork.affine(k, 48, 48)),
    AFFINE_16X16(k -> ProductWork.affine(k, 16, 16)),
    AFFINE_8X24(k -> ProductWork.affine(k, 8, 24)),
    AFFINE_2X16(k -> ProductWork.affine(k, 2, 16)),
    AFFINE_1X50(k -> ProductWork.affine(k, 1, 50)),
    AFFINE_200X784(k -> ProductWork.affine(k, 200, 784)),
    TRANSPOSED_50X50(k -> ProductWork.transposed(k, 50, 50)),
    TRANSPOSED_48X48(k -> ProductWork.transposed(k, 48, 48)),
    TRANSPOSED_16X16(k -> ProductWork.transposed(k, 16, 16)),
    TRANSPOSED_8X24(k -> ProductWork.transposed(k, 8, 24)),
    TRANSPOSED_2X16(k -> ProductWork.transposed(k, 2, 16)),
    TRANSPOSED_1X50(k -> ProductWork.transposed(k, 1, 50)),
    TRANSPOSED_200X784(k -> ProductWork.transposed(k, 200, 784)),
    OUTER_50X50(k -> ProductWork.outer(k, 50, 50)),
    OUTER_48X48(k -> ProductWork.outer(k, 48, 48)),
    OUTER_16X16(k -> ProductWork.outer(k, 16, 16)),
    OUTER_8X24(k -> ProductWork.outer(k, 8, 24)),
    OUTER_2X16(k -> ProductWork.outer(k, 2, 16)),
    OUTER_1X50(k -> ProductWork.outer(k, 1, 50)),
    OUTER_200X784(k -> ProductWork.outer(k, 200, 784)),
    DOT_1024(k -> ProductWork.dot(k, ElementWork.N)),
    DOT_RUNS_50(k -> ProductWork.dotRuns(k, 50)),
    AFFINE_TAPS_LENET_1(k -> WindowWork.affineTaps(k, 6, 1, 32)),
    AFFINE_TAPS_LENET_2(k -> WindowWork.affineTaps(k, 16, 6, 14)),
    AFFINE_TAPS_LENET_2_BACK(k -> WindowWork.affineTaps(k, 6, 16, 10)),
    ACCUMULATE_TAPS_LENET_1(k -> WindowWork.accumulateTaps(k, 6, 1, 32)),
    ACCUMULATE_TAPS_LENET_2(k -> WindowWork.accumulateTaps(k, 16, 6, 14)),
    PRODUCT_TAPS_LENET_1(k -> WindowWork.productTaps(k, 6, 1, 32)),
    PRODUCT_TAPS_LENET_2(k -> WindowWork.productTaps(k, 16, 6, 14)),
    PACK_TAPS_LENET_2(k -> WindowWork.packTaps(k, 16, 6)),
    POOL_AVERAGE(k -> WindowWork.pool(k, WindowWork.Pooling.AVERAGE, 28)),
    POOL_MAX(k -> WindowWork.pool(k, WindowWork.Pooling.MAX, 28)),
    POOL_MAX_TRANSPOSED(k -> WindowWork.pool(k, WindowWork.Pooling.MAX_TRANSPOSED, 28)),
    ACCUMULATE_SUMS(ElementWork::accumulateSums),
    REDUCE_LANES(ElementWork::reduceLanes),
    SUM_AXIS(ElementWork::sumAxis),
    SHIFT_AXIS(ElementWork::shiftAxis),
    CUMULATIVE_SUM(ElementWork::cumulativeSum),
    SUM(ElementWork::sum),
    EXP(k -> ElementWork.unary(k, UnaryFunction.EXP)),
    EXPM1(k -> ElementWork.unary(k, UnaryFunction.EXPM1)),
    LOG(k -> ElementWork.unary(k, UnaryFunction.LOG)),
    LOG1P(k -> ElementWork.unary(k, UnaryFunction.LOG1P)),
    TANH(k -> ElementWork.unary(k, UnaryFunction.TANH)),
    SIGMOID(k -> ElementWork.unary(k, UnaryFunction.SIGMOID)),
    SOFTPLUS(k -> ElementWork.unary(k, UnaryFunction.SOFTPLUS)),
    GELU(k -> ElementWork.unary(k, UnaryFunction.GELU)),
    SILU(k -> ElementWork.unary(k, UnaryFunction.SILU)),
    ERF(k -> ElementWork.unary(k, UnaryFunction.ERF)),
    LGAMMA(k -> ElementWork.unary(k, UnaryFunction.LGAMMA)),
    SIN(k -> ElementWork.unary(k, UnaryFunction.SIN)),
    COS(k -> ElementWork.unary(k, UnaryFunction.COS)),
    SQRT(k -> ElementWork.unary(k, UnaryFunction.SQRT)),
    RECIPROCAL(k -> ElementWork.unary(k, UnaryFunction.RECIPROCAL)),
    RELU(k -> ElementWork.unary(k, UnaryFunction.RELU)),
    NEGATE(k -> ElementWork.unary(k, UnaryFunction.NEGATE)),
    SQUARE(k -> ElementWork.unary(k, UnaryFunction.SQUARE)),
    ABS(k -> ElementWork.unary(k, UnaryFunction.ABS)),
    SIGN(k -> ElementWork.unary(k, UnaryFunction.SIGN)),
    STEP(k -> ElementWork.unary(k, UnaryFunction.STEP)),
    ELU(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.elu(1, m, out, a, ElementWork.N))),
    LEAKY_RELU(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.leakyRelu(0.01, m, out, a, ElementWork.N))),
    TRIGAMMA(ElementWork::trigamma),
    ADD(k -> ElementWork.binary(k, BinaryFunction.ADD)),
    SUBTRACT(k -> ElementWork.binary(k, BinaryFunction.SUBTRACT)),
    MULTIPLY(k -> ElementWork.binary(k, BinaryFunction.MULTIPLY)),
    DIVIDE(k -> ElementWork.binary(k, BinaryFunction.DIVIDE)),
    POW(k -> ElementWork.binary(k, BinaryFunction.POW)),
    MAX(k -> ElementWork.binary(k, BinaryFunction.MAX)),
    MIN(k -> ElementWork.binary(k, BinaryFunction.MIN)),
    LESS(k -> ElementWork.binary(k, BinaryFunction.LESS)),
    LESS_EQUAL(k -> ElementWork.binary(k, BinaryFunction.LESS_EQUAL)),
    EQUAL(k -> ElementWork.binary(k, BinaryFunction.EQUAL)),
    MULTIPLY_BY_NUMBER(k -> ElementWork.binaryRight(k, BinaryFunction.MULTIPLY)),
    POW_NUMBER(k -> ElementWork.binaryRight(k, BinaryFunction.POW)),
    NUMBER_DIVIDE(k -> ElementWork.binaryLeft(k, BinaryFunction.DIVIDE)),
    TANH_DERIVATIVE(k -> ElementWork.fused(k, FusedFunction.TANH_DERIVATIVE)),
    SIGMOID_DERIVATIVE(k -> ElementWork.fused(k, FusedFunction.SIGMOID_DERIVATIVE)),
    STEP_DERIVATIVE(k -> ElementWork.fused(k, FusedFunction.STEP_DERIVATIVE)),
    TIMES_DERIVATIVE(k -> ElementWork.fused(k, FusedFunction.TIMES_DERIVATIVE)),
    SILU_AND_DERIVATIVE(k -> ElementWork.of(k,
            (ks, m, out, a, b, c) -> ks.siluAndDerivative(m, out, b, a, ElementWork.N))),
    MULTIPLY_ADD(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.multiplyAdd(m, out, a, b, ElementWork.N))),
    SELECT(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.select(m, out, c, 1, a, 1, b, 1, ElementWork.N))),
    COPY(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.copy(m, out, a, ElementWork.N))),
    FILL(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.fill(m, out, a, ElementWork.N))),
    ZERO(k -> ElementWork.of(k, (ks, m, out, a, b, c) -> ks.zero(m, out, ElementWork.N))),
    FROM_DOUBLES(ElementWork::fromDoubles);

    @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
    private final Function<Kernels, KernelWork> work;

    KernelCase(Function<Kernels, KernelWork> work) {
        this.work = work;
    }

    /** The call of this kernel with operands of its own. */
    KernelWork work(Kernels kernels) {
        return work.apply(kernels);
    }

    /** Such as {@code affine 50x50}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
