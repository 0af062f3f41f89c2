package ergodic.autodiff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contributions to one adjoint, with those joined that are cheaper as one operator than as a sum: weights that are used at every
 * step of a sequence get one sum over rows of all steps' outer products, a bias one sum over rows, and a value that
 * was taken apart by slices one concatenation instead of a chain of padded sums.
 */
final class MergedAdjoints {

    private MergedAdjoints() {}

    /** The contributions with what can be joined joined; a new list. */
    static List<Tensor> of(List<Tensor> parts) {
        List<Tensor> merged = new ArrayList<>(parts);
        if (parts.size() > 1) {
            mergeSums(merged, new Op.OuterSumRows());
            mergeSums(merged, new Op.SumRows());
            while (mergePads(merged)) {
                // Each round joins one set of slices that do not overlap.
            }
        }
        return merged;
    }

    private static void mergeSums(List<Tensor> parts, Op op) {
        for (int first = 0; first < parts.size(); first++) {
            if (!parts.get(first).node().op().equals(op)) {
                continue;
            }
            Tensor x = parts.get(first);
            List<Tensor> operands = new ArrayList<>(operands(x));
            int joined = operands.size();
            for (int i = parts.size() - 1; i > first; i--) {
                Tensor other = parts.get(i);
                if (other.node().op().equals(op) && other.node().operand(0).shape().equals(x.node().operand(0).shape())
                        && other.shape().equals(x.shape())) {
                    operands.addAll(joined, operands(other));
                    parts.remove(i);
                }
            }
            if (operands.size() > joined) {
                parts.set(first, x.tracer().apply(op, operands));
            }
        }
    }

    private static List<Tensor> operands(Tensor x) {
        return x.node().operands().stream().map(operand -> new Tensor(x.tracer(), operand)).toList();
    }

    /** Joins padded values that lie beside each other along one axis; false if there are none. */
    private static boolean mergePads(List<Tensor> parts) {
        for (Tensor part : parts) {
            if (part.node().op() instanceof Op.Pad(int axis, int before, int after)) {
                List<Tensor> beside = beside(parts, part, axis);
                if (beside.size() > 1) {
                    parts.removeAll(beside);
                    parts.add(concatenation(beside, part.shape(), axis));
                    return true;
                }
            }
        }
        return false;
    }

    /** Padded values of the same shape, in order along an axis, that do not overlap. */
    private static List<Tensor> beside(List<Tensor> parts, Tensor like, int axis) {
        List<Tensor> pads = new ArrayList<>();
        for (Tensor part : parts) {
            if (part.node().op() instanceof Op.Pad(int a, int before, int after) && a == axis
                    && part.shape().sameDims(like.shape())) {
                pads.add(part);
            }
        }
        pads.sort(Comparator.comparingInt(MergedAdjoints::start));
        List<Tensor> chosen = new ArrayList<>();
        int end = 0;
        for (Tensor pad : pads) {
            if (start(pad) >= end) {
                chosen.add(pad);
                end = start(pad) + pad.node().operand(0).shape().dim(axis);
            }
        }
        return chosen;
    }

    private static int start(Tensor pad) {
        return pad.node().op() instanceof Op.Pad(int axis, int before, int after) ? before : 0;
    }

    private static Tensor concatenation(List<Tensor> pads, Shape shape, int axis) {
        List<Tensor> pieces = new ArrayList<>();
        int end = 0;
        for (Tensor pad : pads) {
            Tensor piece = new Tensor(pad.tracer(), pad.node().operand(0));
            fill(pieces, piece, axis, start(pad) - end);
            pieces.add(piece);
            end = start(pad) + piece.shape().dim(axis);
        }
        fill(pieces, pieces.get(0), axis, shape.dim(axis) - end);
        return Tensor.concat(axis, pieces);
    }

    /** Adds zeros for a gap of this length. */
    private static void fill(List<Tensor> pieces, Tensor like, int axis, int length) {
        if (length > 0) {
            int[] dims = like.shape().dims();
            dims[axis] = length;
            pieces.add(like.tracer().constant(0).broadcastTo(Shape.of(dims)));
        }
    }

    /** A slice of a value that was put together, from the part in which it lies; null if it lies in none. */
    static @Nullable Tensor slice(Tensor x, int axis, int start, int length) {
        return switch (x.node().op()) {
            case Op.Slice(int a, int before, int whole) when a == axis -> operand(x, 0).slice(axis, before + start,
                    length);
            case Op.Pad(int a, int before, int after) when a == axis && start >= before
                    && start + length <= before + operand(x, 0).shape().dim(axis) ->
                operand(x, 0).slice(axis, start - before, length);
            case Op.Concat(int a) when a == axis -> sliceOfPart(x, axis, start, length);
            default -> null;
        };
    }

    private static @Nullable Tensor sliceOfPart(Tensor x, int axis, int start, int length) {
        int begin = 0;
        for (int i = 0; i < x.node().operands().size(); i++) {
            Tensor part = operand(x, i);
            int end = begin + part.shape().dim(axis);
            if (start >= begin && start + length <= end) {
                Tensor slice = part.slice(axis, start - begin, length);
                return slice.shape().isByRow() == x.shape().isByRow() ? slice : null;
            }
            begin = end;
        }
        return null;
    }

    private static Tensor operand(Tensor x, int i) {
        return new Tensor(x.tracer(), x.node().operand(i));
    }
}
