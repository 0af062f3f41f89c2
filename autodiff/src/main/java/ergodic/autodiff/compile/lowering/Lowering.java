package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Shape;
import ergodic.autodiff.Window;
import ergodic.autodiff.compile.instruction.AxisInstruction;
import ergodic.autodiff.compile.instruction.ElementwiseInstructions;
import ergodic.autodiff.compile.instruction.IndexInstructions;
import ergodic.autodiff.compile.instruction.LinearAlgebraInstructions;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a program's nodes into steps, stage by stage. To lower a new operator, add its case to {@link #value}: say where its
 * value lies, and if that is not a view of an operand, emit a step that computes it.
 */
final class Lowering {

    /** Loops over global values, which are doubles. */
    final Kernels kernels;
    /** Loops over values by row. */
    final Kernels rowKernels;
    final List<Plan.Initial> constants = new ArrayList<>();
    final Map<String, TiledValue> inputs = new LinkedHashMap<>();
    private final Analysis analysis;
    private final Epilogues epilogues;
    private final @Nullable TiledValue[] global;
    private @Nullable TiledValue[] byRow;
    private StageBuilder stage;
    final ElementwiseLowering elementwise = new ElementwiseLowering(this);
    private final ProductLowering products = new ProductLowering(this);
    private final ReductionLowering reductions = new ReductionLowering(this);
    private final RowSums rowSums = new RowSums(this, reductions);
    private final WindowLowering windows = new WindowLowering(this, reductions);
    private final ConcatPlaces places = new ConcatPlaces();
    /** The derivatives of this stage that are computed with their functions, by these. */
    private final Map<Node, Node> derivatives = new HashMap<>();
    private Node current;

    Lowering(Analysis analysis, Epilogues epilogues, List<Node> nodes, Kernels kernels, Kernels rowKernels) {
        this.analysis = analysis;
        this.epilogues = epilogues;
        this.stage = new StageBuilder(false, epilogues);
        this.kernels = kernels;
        this.rowKernels = rowKernels;
        this.global = new TiledValue[nodes.size()];
        this.byRow = new TiledValue[nodes.size()];
        this.current = nodes.get(0);
    }

    /**
     * Begins a stage that computes the nodes {@code here}; values by row of earlier stages are forgotten, because their tiles
     * are gone.
     */
    void begin(StageBuilder next, List<Node> nodes, boolean[] here) {
        stage = next;
        byRow = new TiledValue[global.length];
        places.plan(nodes, here, analysis);
        derivatives.clear();
        for (Node node : nodes) {
            SiluPair pair = here[node.id()] ? SiluPair.of(node) : null;
            if (pair != null && here[pair.value().id()]) {
                derivatives.put(pair.value(), node);
            }
        }
    }

    /** Lowers a node into the current stage; a product that waits for its only reader is lowered with that. */
    void lower(Node node) {
        if (epilogues.waits(node)) {
            return;
        }
        current = node;
        Node product = epilogues.product(node);
        TiledValue value = product == null ? value(node) : products.withReader(product, node);
        keep(node, value);
        stage.name(node);
        rowSums.computed(node);
    }

    private void keep(Node node, TiledValue value) {
        if (analysis.varies(node)) {
            byRow[node.id()] = value;
        } else {
            global[node.id()] = value;
        }
    }

    /** Announces a sum over rows of this stage, whose terms are added up as soon as they are computed. */
    void expect(Node sum) {
        rowSums.expect(sum, analysis);
    }

    /** The value of a node that has been lowered. */
    TiledValue of(Node node) {
        TiledValue value = byRow[node.id()] != null ? byRow[node.id()] : global[node.id()];
        if (value == null) {
            throw new IllegalStateException("not lowered yet: " + node);
        }
        return value;
    }

    /** Where the values are that evaluations begin and end with. */
    Plan.Places places() {
        return new Plan.Places(precision(), inputs, constants, this::of);
    }

    StageBuilder stage() {
        return stage;
    }

    /** The numbers of values by row. */
    private Precision precision() {
        return rowKernels.bytes() == Float.BYTES ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    /** The loops whose numbers are those of a value. */
    Kernels kernels(TiledValue value) {
        return value.byRow() ? rowKernels : kernels;
    }

    private TiledValue value(Node node) {
        SiluPair pair = SiluPair.of(node);
        if (pair != null) {
            return derivative(pair);
        }
        return switch (node.op()) {
            case Op.Input(String name, Op.InputKind kind) -> input(node, name, kind);
            case Op.Constant(double[] values) -> {
                TiledValue value = TiledValue.whole(Buffer.global(values.length).pinned(), node.shape().dims());
                constants.add(new Plan.Initial(value, values));
                yield value;
            }
            case Op.Barrier barrier -> of(node.operand(0));
            case Op.Unary unary -> unary(node);
            case Op.LeakyRelu relu -> elementwise.unary(node.op(), of(node.operand(0)));
            case Op.Elu elu -> elementwise.unary(node.op(), of(node.operand(0)));
            case Op.Polygamma polygamma -> elementwise.unary(node.op(), of(node.operand(0)));
            case Op.Binary(BinaryFunction function) -> elementwise.binary(node, function);
            case Op.StirlingRemainder remainder -> elementwise.unary(node.op(), of(node.operand(0)));
            case Op.Ternary ternary -> elementwise.ternary(node);
            case Op.Select select -> elementwise.ternary(node);
            case Op.BroadcastTo(Shape target) -> of(node.operand(0)).broadcast(target.dims());
            case Op.SumTo(Shape target) -> reductions.sumTo(of(node.operand(0)), target.dims());
            case Op.Sum(int axis) -> reductions.axis(AxisInstruction.Function.SUM, of(node.operand(0)), axis);
            case Op.LogSumExp(int axis) -> reductions.logSumExp(of(node.operand(0)), axis);
            case Op.Softmax(int axis) -> reductions.softmax(of(node.operand(0)), axis);
            case Op.LogSoftmax(int axis) -> reductions.logSoftmax(of(node.operand(0)), axis);
            case Op.CumulativeSum(int axis, boolean reverse) -> reductions.axis(reverse
                    ? AxisInstruction.Function.REVERSE_CUMULATIVE_SUM
                    : AxisInstruction.Function.CUMULATIVE_SUM,
                    of(node.operand(0)), axis);
            case Op.SumRows sum -> rowSums.sum(node);
            case Op.OuterSumRows outer -> rowSums.sum(node);
            case Op.Dot dot -> products.dot(of(node.operand(0)), of(node.operand(1)));
            case Op.MatMul product -> products.product(node);
            case Op.Affine affine -> products.product(node);
            case Op.Slice(int axis, int start, int length) -> of(node.operand(0)).slice(axis, start, length);
            case Op.Pad(int axis, int before, int after) -> pad(node, axis, before);
            case Op.Concat(int axis) -> concat(node, axis);
            case Op.Reshape(Shape target) -> dense(of(node.operand(0))).reshaped(target.dims());
            case Op.Transpose(List<Integer> permutation) ->
                of(node.operand(0)).transposed(permutation.stream().mapToInt(Integer::intValue).toArray());
            case Op.Gather gather -> gather(node);
            case Op.ScatterAdd(int size, boolean overRows) ->
                reductions.scatterAdd(node.shape().dims(), of(node.operand(0)), of(node.operand(1)), overRows);
            case Op.Cholesky cholesky -> {
                TiledValue a = dense(of(node.operand(0)));
                TiledValue out = result(node.shape().dims(), a.byRow());
                emit(List.of(a), out, () -> new LinearAlgebraInstructions.Cholesky(out, a));
                yield out;
            }
            case Op.TriangularSolve(boolean transposed) -> {
                TiledValue lower = dense(of(node.operand(0)));
                TiledValue b = dense(of(node.operand(1)));
                TiledValue out = result(node.shape().dims(), lower.byRow() || b.byRow());
                emit(List.of(lower, b), out,
                        () -> new LinearAlgebraInstructions.TriangularSolve(out, lower, b, transposed));
                yield out;
            }
            case Op.Convolution op -> windows.convolution(op, node.shape().dims(), of(node.operand(0)),
                    of(node.operand(1)), node.operands().size() == 3 ? of(node.operand(2)) : null);
            case Op.ConvolutionTransposed op -> windows.transposed(op, node.shape().dims(), of(node.operand(0)),
                    of(node.operand(1)));
            case Op.ConvolutionWeights op -> windows.weights(op, node.shape().dims(), of(node.operand(0)),
                    of(node.operand(1)));
            case Op.MaxPool(Window window) -> windows.maxPool(window, node.shape().dims(), of(node.operand(0)),
                    of(node.operand(1)));
            case Op.MaxPoolTransposed(Window window) -> windows.maxPoolTransposed(window, node.shape().dims(),
                    of(node.operand(0)), of(node.operand(1)));
            case Op.AveragePool(Window window) -> windows.averagePool(window, node.shape().dims(), of(node.operand(0)));
            case Op.AveragePoolTransposed(Window window, int height, int width) ->
                windows.averagePoolTransposed(window, node.shape().dims(), of(node.operand(0)));
        };
    }

    private TiledValue unary(Node node) {
        TiledValue operand = of(node.operand(0));
        Node derivative = derivatives.get(node);
        if (derivative == null) {
            return elementwise.unary(node.op(), operand);
        }
        TiledValue slope = result(node.shape().dims(), operand.byRow());
        keep(derivative, slope);
        return elementwise.silu(operand, slope);
    }

    /** The derivative of a sigmoid linear unit: there already, or if its function belongs to another stage, computed again. */
    private TiledValue derivative(SiluPair pair) {
        Node node = pair.derivative();
        if (derivatives.containsKey(pair.value())) {
            return of(node);
        }
        TiledValue operand = of(pair.value().operand(0));
        TiledValue slope = result(node.shape().dims(), operand.byRow());
        elementwise.silu(operand, slope);
        return slope;
    }

    private TiledValue input(Node node, String name, Op.InputKind kind) {
        boolean rows = kind == Op.InputKind.ROW;
        TiledValue value = result(node.shape().dims(), rows);
        if (rows) {
            value.buffer().paddingCleared = true;
            stage.inputs.add(new StageBuilder.RowBinding(name, value));
        } else {
            value.buffer().pinned();
            inputs.put(name, value);
        }
        return value;
    }

    /** Where the value of the node that is being lowered lies: in its place in a concatenation, or in a buffer of its own. */
    TiledValue outcome(int[] dims, boolean rows) {
        TiledValue place = rows ? places.of(current, this) : null;
        return place == null ? result(dims, rows) : place.reshaped(dims);
    }

    private TiledValue pad(Node node, int axis, int before) {
        TiledValue a = of(node.operand(0));
        TiledValue out = result(node.shape().dims(), a.byRow());
        zero(out);
        copyInto(out.slice(axis, before, a.dims()[axis]), a);
        return out;
    }

    private TiledValue concat(Node node, int axis) {
        boolean rows = false;
        for (Node part : node.operands()) {
            rows |= of(part).byRow();
        }
        TiledValue whole = places.whole(node);
        TiledValue out = whole == null ? outcome(node.shape().dims(), rows) : whole.reshaped(node.shape().dims());
        int start = 0;
        for (Node part : node.operands()) {
            TiledValue a = of(part);
            TiledValue place = out.slice(axis, start, a.dims()[axis]);
            if (a.buffer() != place.buffer() || a.offset() != place.offset()) {
                copyInto(place, a);
            }
            start += a.dims()[axis];
        }
        return out;
    }

    private TiledValue gather(Node node) {
        TiledValue table = dense(of(node.operand(0)));
        TiledValue index = dense(of(node.operand(1)));
        TiledValue out = result(node.shape().dims(), table.byRow() || index.byRow());
        emit(List.of(table, index), out, () -> new IndexInstructions.Gather(out, table, index));
        return out;
    }

    /** A new value that fills a buffer of its own. */
    TiledValue result(int[] dims, boolean rows) {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return TiledValue.whole(new Buffer(size, rows, rows ? rowKernels.bytes() : Double.BYTES), dims);
    }

    /**
     * A value as an instruction with this result reads it: if the result is by row, in the numbers of values by row. A global
     * value is rounded once an evaluation and stage, however many instructions read it.
     */
    TiledValue operand(TiledValue value, TiledValue result) {
        if (!result.byRow() || value.bytes() == rowKernels.bytes()) {
            return value;
        }
        Buffer rounded = stage.rounded.computeIfAbsent(value.buffer(), this::round);
        return new TiledValue(rounded, value.offset(), value.dims(), value.strides());
    }

    private Buffer round(Buffer buffer) {
        Buffer rounded = new Buffer(buffer.size, false, rowKernels.bytes());
        int[] dims = {buffer.size};
        TiledValue from = TiledValue.whole(buffer, dims);
        TiledValue to = TiledValue.whole(rounded, dims);
        stage.prepare.add(Step.of(List.of(buffer), List.of(rounded),
                () -> new ElementwiseInstructions.Round(rowKernels, to, from)));
        return rounded;
    }

    /** The same value without gaps; a copy if it has any. */
    TiledValue dense(TiledValue value) {
        return value.isDense() ? value : copy(value, value.byRow());
    }

    /** The same value by row and without gaps. */
    TiledValue denseByRow(TiledValue value) {
        return value.byRow() ? dense(value) : copy(value, true);
    }

    TiledValue copy(TiledValue value, boolean rows) {
        TiledValue out = result(value.dims(), rows);
        copyInto(out, value);
        return out;
    }

    private void copyInto(TiledValue out, TiledValue from) {
        TiledValue a = operand(from, out);
        emit(new Step.Parted(List.of(out), List.of(a), false,
                v -> new ElementwiseInstructions.Copy(kernels(out), v.get(0), v.get(1))));
    }

    /** Sets a value to zero. */
    void zero(TiledValue out) {
        emit(new Step.Parted(List.of(out), List.of(), false,
                v -> new ElementwiseInstructions.Zero(kernels(out), v.get(0))));
    }

    /** Adds a step to the body of the stage, or if it is about global values only to what tiles are prepared by. */
    void emit(List<TiledValue> reads, TiledValue out, Supplier<Instruction> maker) {
        steps(reads, out).add(Step.of(buffers(reads), List.of(out.buffer()), maker));
    }

    /** The same for a step that can be done channel by channel. */
    void emit(Step.Parted parted) {
        steps(parted.read(), parted.written().getFirst()).add(Step.of(parted, List.of()));
    }

    private List<Step> steps(List<TiledValue> reads, TiledValue out) {
        boolean tiles = stage.byRow && !out.byRow() && reads.stream().noneMatch(TiledValue::byRow);
        return tiles ? stage.prepare : stage.body;
    }

    static List<Buffer> buffers(List<TiledValue> values) {
        return values.stream().map(TiledValue::buffer).toList();
    }
}
