package ergodic.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local algebra, applied as operators are recorded, so that programs (gradients above all) hold no step that does
 * nothing. Three aims: constants are computed at once; numbers (global scalars) move outward through products and sums, so
 * that they are applied once instead of once a row; sums of products become dot products or outer products, whose terms
 * need not be stored.
 *
 * <p>
 * The results are those of the written program up to rounding; infinities and NaN appear at the same places unless an
 * intermediate value over- or underflows (so {@code log(exp(x))} is x, also at 800). Signs of zeros are not kept. Rules that would lose NaN ({@code 0 x = 0},
 * {@code x - x = 0}) are not used.
 */
final class Simplifier {

    private final Tracer tracer;

    Simplifier(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A value equal to the operator's, or null if it is to be recorded as it is. */
    @Nullable
    Tensor simplify(Op op, List<Tensor> operands, Shape shape) {
        if (!(op instanceof Op.Barrier) && foldable(operands, shape)) {
            List<Node> nodes = operands.stream().map(Tensor::node).toList();
            return tracer.constant(Interpreter.constantValue(new Node(-1, op, nodes, shape, "")), shape.dims());
        }
        Tensor x = operands.get(0);
        return switch (op) {
            case Op.Unary(UnaryFunction function) -> unary(function, x);
            case Op.Binary(BinaryFunction function) -> {
                Tensor result = binary(function, x, operands.get(1));
                // A result of another shape stands where an operand of ones or zeros broadcasts the other.
                yield result == null || result.shape().equals(shape) ? result : null;
            }
            case Op.BroadcastTo(Shape target) -> target.equals(x.shape()) ? x
                    : x.node().op() instanceof Op.BroadcastTo ? operand(x, 0).broadcastTo(target) : null;
            case Op.SumTo(Shape target) -> sumTo(op, x, target);
            case Op.Sum(int axis) -> sum(op, x, axis);
            case Op.SumRows() -> operands.size() == 1 ? sumRows(x) : null;
            case Op.Dot() -> dot(x, operands.get(1));
            case Op.MatMul matMul -> matMul(matMul, x, operands.get(1));
            case Op.Reshape(Shape target) -> target.equals(x.shape()) ? x
                    : x.node().op() instanceof Op.Reshape ? operand(x, 0).reshape(target.dims()) : null;
            case Op.Transpose(List<Integer> permutation) -> isIdentity(permutation) ? x : null;
            case Op.Slice(int axis, int start, int length) ->
                length == x.shape().dim(axis) ? x : slice(x, axis, start, length);
            case Op.Pad(int axis, int before, int after) -> before == 0 && after == 0 ? x : null;
            case Op.Concat concat -> operands.size() == 1 ? x : null;
            case Op.Cholesky cholesky -> tracer.factorOf(x);
            default -> null;
        };
    }

    /** Constants are folded unless the result would be larger than all of them. */
    private static boolean foldable(List<Tensor> operands, Shape shape) {
        int largest = 0;
        for (Tensor operand : operands) {
            if (!(operand.node().op() instanceof Op.Constant)) {
                return false;
            }
            largest = Math.max(largest, operand.shape().size());
        }
        return !shape.isByRow() && shape.size() <= largest;
    }

    private @Nullable Tensor unary(UnaryFunction function, Tensor x) {
        return switch (function) {
            case NEGATE -> negate(x);
            case LOG -> is(x, UnaryFunction.EXP) ? operand(x, 0) : null;
            case SQUARE -> is(x, UnaryFunction.NEGATE) ? operand(x, 0).square()
                    : scaled(x) ? operand(x, 0).square().times(operand(x, 1).square()) : null;
            default -> null;
        };
    }

    private @Nullable Tensor negate(Tensor x) {
        if (is(x, UnaryFunction.NEGATE)) {
            return operand(x, 0);
        }
        if (is(x, BinaryFunction.SUBTRACT)) {
            return operand(x, 1).minus(operand(x, 0));
        }
        // Numbers stand first in products.
        return scaled(x) || is(x, BinaryFunction.MULTIPLY) && isConstant(operand(x, 0))
                ? operand(x, 0).negate().times(operand(x, 1))
                : null;
    }

    private @Nullable Tensor binary(BinaryFunction function, Tensor a, Tensor b) {
        return switch (function) {
            case ADD -> add(a, b);
            case SUBTRACT -> isNumber(b, 0) ? a
                    : isNumber(a, 0) ? b.negate() : is(b, UnaryFunction.NEGATE) ? a.plus(operand(b, 0)) : null;
            case MULTIPLY -> multiply(a, b);
            case DIVIDE -> divide(a, b);
            case POW -> isNumber(b, 1) ? a : isNumber(b, 2) ? a.square() : isNumber(b, -1) ? a.reciprocal() : null;
            case MAX, MIN, LESS, LESS_EQUAL, EQUAL -> null;
        };
    }

    private static @Nullable Tensor add(Tensor a, Tensor b) {
        if (isNumber(a, 0)) {
            return b;
        }
        if (isNumber(b, 0)) {
            return a;
        }
        if (is(b, UnaryFunction.NEGATE)) {
            return a.minus(operand(b, 0));
        }
        if (is(a, UnaryFunction.NEGATE)) {
            return b.minus(operand(a, 0));
        }
        if (a.node().equals(b.node())) {
            return a.times(2);
        }
        Tensor affine = affine(a, b);
        return affine == null ? affine(b, a) : affine;
    }

    /** {@code W x + b} written with two operators. */
    private static @Nullable Tensor affine(Tensor product, Tensor bias) {
        if (!(product.node().op() instanceof Op.MatMul(boolean transposeA, boolean transposeB)) || transposeA) {
            return null;
        }
        Tensor weights = operand(product, 0);
        boolean fits = !weights.shape().isByRow() && weights.shape().rank() == 2
                && operand(product, 1).shape().rank() == 1
                && bias.shape().equals(product.shape().withRows(false));
        return fits ? operand(product, 1).affine(weights, bias) : null;
    }

    private static @Nullable Tensor multiply(Tensor a, Tensor b) {
        if (isNumber(a, 1)) {
            return b;
        }
        if (isNumber(b, 1)) {
            return a;
        }
        if (a.node().equals(b.node())) {
            return a.square();
        }
        if (isScalar(b) && !isScalar(a) || isScalar(a) && !isConstant(a) && isConstant(b)) {
            return b.times(a);
        }
        if (isNumber(a, -1)) {
            return b.negate();
        }
        if (isConstant(a)) {
            return multiplyByConstant(a, b);
        }
        if (isScalar(a)) {
            if (scaled(b)) {
                return a.times(operand(b, 0)).times(operand(b, 1));
            }
            if (isScalar(b)) {
                return is(b, BinaryFunction.MULTIPLY) && isConstant(operand(b, 0))
                        ? operand(b, 0).times(a.times(operand(b, 1)))
                        : is(a, BinaryFunction.MULTIPLY) && isConstant(operand(a, 0))
                                ? operand(a, 0).times(operand(a, 1).times(b))
                                : null;
            }
            return is(b, UnaryFunction.NEGATE) ? a.negate().times(operand(b, 0)) : null;
        }
        if (scaled(b)) {
            return operand(b, 0).times(a.times(operand(b, 1)));
        }
        if (scaled(a)) {
            return operand(a, 0).times(operand(a, 1).times(b));
        }
        if (is(a, UnaryFunction.NEGATE)) {
            return operand(a, 0).times(b).negate();
        }
        return is(b, UnaryFunction.NEGATE) ? a.times(operand(b, 0)).negate() : null;
    }

    private static @Nullable Tensor multiplyByConstant(Tensor a, Tensor b) {
        if (is(b, UnaryFunction.NEGATE)) {
            return a.negate().times(operand(b, 0));
        }
        if (is(b, BinaryFunction.MULTIPLY) && isConstant(operand(b, 0))) {
            Tensor product = a.times(operand(b, 0));
            return product.node().op() instanceof Op.Constant(double[] values) && isModerate(values[0])
                    ? product.times(operand(b, 1))
                    : null;
        }
        return null;
    }

    private static boolean isModerate(double x) {
        return Math.abs(x) > 1e-100 && Math.abs(x) < 1e100;
    }

    private static @Nullable Tensor divide(Tensor a, Tensor b) {
        if (isNumber(b, 1)) {
            return a;
        }
        if (isNumber(a, 1)) {
            return b.reciprocal();
        }
        if (isConstant(b) && b.node().op() instanceof Op.Constant(double[] values)
                && Math.getExponent(values[0]) > -1000 && Math.getExponent(values[0]) < 1000
                && Math.scalb(1.0, Math.getExponent(values[0])) == Math.abs(values[0])) {
            return a.times(1 / values[0]); // exact
        }
        return scaled(a) ? operand(a, 0).times(operand(a, 1).dividedBy(b)) : null;
    }

    private @Nullable Tensor sumTo(Op op, Tensor x, Shape target) {
        if (target.equals(x.shape())) {
            return x;
        }
        if (target.rank() == 0 && x.shape().rank() == 1) {
            return x.sum(0);
        }
        if (target.rank() == 0 && x.node().op() instanceof Op.Reshape) {
            return operand(x, 0).sum();
        }
        Tensor product = target.rank() == 0 ? sumOfProducts(x) : null;
        return product == null ? linear(op, x) : product;
    }

    private @Nullable Tensor sum(Op op, Tensor x, int axis) {
        if (x.shape().dim(axis) == 1) {
            return x.reshape(x.shape().withoutAxis(axis).dims());
        }
        Tensor product = x.shape().rank() == 1 ? sumOfProducts(x) : null;
        return product == null ? linear(op, x) : product;
    }

    /** The sum of all elements of a product of two values of the same dimensions, as a dot product. */
    private static @Nullable Tensor sumOfProducts(Tensor x) {
        if (is(x, UnaryFunction.SQUARE)) {
            return operand(x, 0).dot(operand(x, 0));
        }
        return is(x, BinaryFunction.MULTIPLY) && operand(x, 0).shape().sameDims(operand(x, 1).shape())
                ? operand(x, 0).dot(operand(x, 1))
                : null;
    }

    /** Takes a number or a sign out of a sum. */
    private @Nullable Tensor linear(Op op, Tensor x) {
        if (scaled(x)) {
            return operand(x, 0).times(tracer.apply(op, List.of(operand(x, 1))));
        }
        if (is(x, UnaryFunction.NEGATE)) {
            return tracer.apply(op, List.of(operand(x, 0))).negate();
        }
        if (is(x, BinaryFunction.ADD) || is(x, BinaryFunction.SUBTRACT)) {
            Tensor a = operand(x, 0);
            Tensor b = operand(x, 1);
            if (isScalar(a) && !isScalar(b) || isScalar(b) && !isScalar(a)) {
                BinaryFunction function = is(x, BinaryFunction.ADD) ? BinaryFunction.ADD : BinaryFunction.SUBTRACT;
                return tracer.apply(new Op.Binary(function), List.of(sumOf(op, a, x), sumOf(op, b, x)));
            }
        }
        return null;
    }

    /** The sum of a term of x: a number counts as often as x has elements in one element of the result. */
    private Tensor sumOf(Op op, Tensor term, Tensor x) {
        if (!isScalar(term)) {
            return tracer.apply(op, List.of(term));
        }
        return switch (op) {
            case Op.Sum(int axis) -> term.times(x.shape().dim(axis));
            case Op.SumTo(Shape target) -> {
                int copies = x.shape().size() / Math.max(1, target.size());
                yield term.times(copies);
            }
            default -> throw new IllegalStateException("not a sum over dimensions: " + op);
        };
    }

    private @Nullable Tensor sumRows(Tensor x) {
        if (is(x, BinaryFunction.MULTIPLY)) {
            Tensor a = operand(x, 0);
            Tensor b = operand(x, 1);
            if (!a.shape().isByRow()) {
                return a.times(b.sumRows());
            }
            if (!b.shape().isByRow()) {
                return a.sumRows().times(b);
            }
            if (a.shape().rank() + b.shape().rank() == 1) {
                Tensor outer = tracer.apply(new Op.OuterSumRows(),
                        List.of(a.shape().rank() == 0 ? a.reshape(1) : b.reshape(1), a.shape().rank() == 0 ? b : a));
                return outer.reshape(x.shape().dims());
            }
        }
        if (is(x, BinaryFunction.DIVIDE) && !operand(x, 1).shape().isByRow()) {
            return operand(x, 0).sumRows().dividedBy(operand(x, 1));
        }
        if (is(x, BinaryFunction.ADD)) {
            Tensor a = operand(x, 0);
            Tensor b = operand(x, 1);
            if (!a.shape().isByRow() || !b.shape().isByRow()) {
                return Adjoints.sumRows(a).plus(Adjoints.sumRows(b));
            }
        }
        if (is(x, BinaryFunction.SUBTRACT)) {
            Tensor a = operand(x, 0);
            Tensor b = operand(x, 1);
            if (!a.shape().isByRow() || !b.shape().isByRow()) {
                return Adjoints.sumRows(a).minus(Adjoints.sumRows(b));
            }
        }
        return is(x, UnaryFunction.NEGATE) ? operand(x, 0).sumRows().negate() : null;
    }

    private static @Nullable Tensor dot(Tensor a, Tensor b) {
        if (scaled(a)) {
            return operand(a, 0).times(operand(a, 1).dot(b));
        }
        if (scaled(b)) {
            return operand(b, 0).times(a.dot(operand(b, 1)));
        }
        if (is(a, UnaryFunction.NEGATE)) {
            return operand(a, 0).dot(b).negate();
        }
        if (is(b, UnaryFunction.NEGATE)) {
            return a.dot(operand(b, 0)).negate();
        }
        return a.shape().rank() == 0 ? a.times(b) : null;
    }

    private @Nullable Tensor matMul(Op.MatMul op, Tensor a, Tensor b) {
        if (a.shape().rank() == 1 && b.shape().rank() == 1) {
            return a.dot(b);
        }
        if (a.node().op() instanceof Op.Transpose && a.shape().rank() == 2) {
            return tracer.apply(new Op.MatMul(!op.transposeA(), op.transposeB()), List.of(operand(a, 0), b));
        }
        if (b.node().op() instanceof Op.Transpose && b.shape().rank() == 2) {
            return tracer.apply(new Op.MatMul(op.transposeA(), !op.transposeB()), List.of(a, operand(b, 0)));
        }
        return null;
    }

    /** A slice of what was put together or sliced before, and of a product with transposed weights. */
    private @Nullable Tensor slice(Tensor x, int axis, int start, int length) {
        // Of the adjoint of a state and an input in one vector, only the state's part is wanted: so many products less.
        boolean isProduct = x.node().op() instanceof Op.MatMul(boolean transposeA, boolean transposeB) && transposeA
                && x.shape().rank() == 1 && !operand(x, 0).shape().isByRow() && x.shape().isByRow();
        return isProduct
                ? tracer.apply(x.node().op(), List.of(operand(x, 0).slice(1, start, length), operand(x, 1)))
                : MergedAdjoints.slice(x, axis, start, length);
    }

    private static boolean isIdentity(List<Integer> permutation) {
        for (int i = 0; i < permutation.size(); i++) {
            if (permutation.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    private static Tensor operand(Tensor x, int i) {
        return new Tensor(x.tracer(), x.node().operand(i));
    }

    private static boolean is(Tensor x, UnaryFunction function) {
        return x.node().op() instanceof Op.Unary(UnaryFunction f) && f == function;
    }

    private static boolean is(Tensor x, BinaryFunction function) {
        return x.node().op() instanceof Op.Binary(BinaryFunction f) && f == function;
    }

    /** A global scalar. */
    private static boolean isScalar(Tensor x) {
        return x.shape().rank() == 0 && !x.shape().isByRow();
    }

    private static boolean isConstant(Tensor x) {
        return isScalar(x) && x.node().op() instanceof Op.Constant;
    }

    private static boolean isNumber(Tensor x, double number) {
        return isScalar(x) && x.node().op() instanceof Op.Constant(double[] values) && values[0] == number;
    }

    /** A product of a global scalar and something that is none. */
    private static boolean scaled(Tensor x) {
        return is(x, BinaryFunction.MULTIPLY) && isScalar(operand(x, 0)) && !isScalar(operand(x, 1));
    }
}
