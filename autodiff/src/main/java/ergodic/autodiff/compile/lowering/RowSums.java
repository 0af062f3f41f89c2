package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.compile.instruction.DenseAccumulators;
import ergodic.autodiff.compile.instruction.MatrixShape;
import ergodic.autodiff.compile.instruction.ProductInstructions;
import ergodic.autodiff.compile.instruction.RowReductions;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lowers sums over rows, of values or of outer products. A term is added to the sum's accumulators as soon as its operands have
 * been computed, not where the sum stands in the program: the terms of a sequence's steps then need not be kept until
 * the last of them.
 */
final class RowSums {

    /** A sum that is being accumulated by the tiles of the present stage. */
    private record Pending(Node sum, TiledValue accumulators) {}

    /** The term of a sum that begins at this operand. */
    private record Term(Pending pending, int operand) {}

    private final Lowering lowering;
    private final ReductionLowering reductions;
    private final Map<Node, Pending> expected = new HashMap<>();
    private final Map<Node, List<Term>> waiting = new HashMap<>();
    private final Map<Node, StepGroup> groups = new HashMap<>();

    RowSums(Lowering lowering, ReductionLowering reductions) {
        this.lowering = lowering;
        this.reductions = reductions;
    }

    /** Announces a sum of the stage that begins; other reductions are not its business. */
    void expect(Node sum, Analysis analysis) {
        int arity = arity(sum);
        if (arity == 0) {
            return;
        }
        Pending pending = new Pending(sum, DenseAccumulators.suits(sum)
                ? reductions.denseAccumulators(sum)
                : reductions.accumulators(sum.shape().size()));
        lowering.stage().name(sum);
        expected.put(sum, pending);
        for (int i = 0; i < sum.operands().size(); i += arity) {
            waiting.computeIfAbsent(last(sum, i, arity, analysis), node -> new java.util.ArrayList<>())
                    .add(new Term(pending, i));
        }
    }

    private static int arity(Node sum) {
        return switch (sum.op()) {
            case Op.SumRows sumRows -> 1;
            case Op.OuterSumRows outer -> 2;
            default -> 0;
        };
    }

    /** The operand of a term that is computed last in the stage; the sum itself if all of them are there before. */
    private static Node last(Node sum, int first, int arity, Analysis analysis) {
        Node last = null;
        for (int i = first; i < first + arity; i++) {
            Node operand = sum.operand(i);
            if (analysis.varies(operand) && (last == null || operand.id() > last.id())) {
                last = operand;
            }
        }
        return last == null ? sum : last;
    }

    /** Adds up the terms that have waited for a value. */
    void computed(Node node) {
        List<Term> terms = waiting.remove(node);
        if (terms != null) {
            for (Term term : terms) {
                accumulate(term);
                lowering.stage().name(term.pending.sum);
            }
        }
    }

    private void accumulate(Term term) {
        Node sum = term.pending.sum;
        TiledValue accumulators = term.pending.accumulators;
        TiledValue a = reductions.cleared(lowering.denseByRow(lowering.of(sum.operand(term.operand))));
        if (arity(sum) == 1) {
            lowering.emit(new Step.Parted(List.of(accumulators), List.of(a, accumulators), false,
                    v -> new RowReductions.AccumulateSums(lowering.rowKernels, v.get(0), v.get(1))));
            return;
        }
        TiledValue b = reductions.cleared(lowering.denseByRow(lowering.of(sum.operand(term.operand + 1))));
        StepGroup group = groups.computeIfAbsent(sum, s -> new StepGroup(lowering, accumulators, s));
        group.add(a, b);
    }

    /** The sum, once all its terms have been added up. */
    TiledValue sum(Node node) {
        Pending pending = expected.remove(node);
        if (pending == null) {
            return ofConstantRows(node);
        }
        computed(node);
        groups.remove(node);
        TiledValue out = lowering.result(node.shape().dims(), false);
        if (DenseAccumulators.suits(node)) {
            return reductions.reducedDense(out, pending.accumulators, node);
        }
        // Sums have accumulators of doubles, sums of products those of the numbers of values by row.
        Kernels kernels = arity(node) == 1 ? lowering.kernels : lowering.rowKernels;
        return reductions.reduced(kernels, out, pending.accumulators);
    }

    /** A sum of terms that are the same in all rows. */
    private TiledValue ofConstantRows(Node node) {
        int arity = arity(node);
        TiledValue sum = term(node, 0, arity);
        for (int i = arity; i < node.operands().size(); i += arity) {
            sum = lowering.elementwise.binary(BinaryFunction.ADD, node.shape().dims(), sum, term(node, i, arity));
        }
        return reductions.timesRows(sum);
    }

    private TiledValue term(Node node, int first, int arity) {
        TiledValue a = lowering.of(node.operand(first));
        if (arity == 1) {
            return a;
        }
        TiledValue b = lowering.of(node.operand(first + 1));
        TiledValue column = lowering.dense(a).reshaped(new int[]{a.size(), 1});
        TiledValue row = lowering.dense(b).reshaped(new int[]{1, b.size()});
        TiledValue out = lowering.result(node.shape().dims(), false);
        MatrixShape shape = MatrixShape.of(column, row, false, false);
        lowering.emit(List.of(column, row), out,
                () -> new ProductInstructions.Global(lowering.kernels, out, column, row, null, shape));
        return out;
    }
}
