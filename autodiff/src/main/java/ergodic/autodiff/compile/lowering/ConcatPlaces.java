package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of concatenations that are computed where the concatenation wants them, so that nothing is copied: the state and the input
 * of a recurrence that make one operand, the gates' adjoints that make one adjoint. Only values by row whose result is
 * written by one instruction have a place; a value that is part of several concatenations has it in the first.
 */
final class ConcatPlaces {

    private record Place(Node concat, int offset) {}

    private final Map<Node, Place> places = new HashMap<>();
    private final Map<Node, TiledValue> wholes = new HashMap<>();

    /** Gives places to the parts of the concatenations that a stage computes, {@code here}. */
    void plan(List<Node> nodes, boolean[] here, Analysis analysis) {
        places.clear();
        wholes.clear();
        for (Node node : nodes) {
            if (here[node.id()] && node.op() instanceof Op.Concat(int axis) && isOutermost(node, axis)) {
                int offset = 0;
                for (Node operand : node.operands()) {
                    Node part = origin(operand);
                    if (here[part.id()] && analysis.varies(part) && isOneInstruction(part)) {
                        places.putIfAbsent(part, new Place(node, offset));
                    }
                    offset += operand.shape().size();
                }
            }
        }
    }

    /** True if the parts follow each other: no dimension before the axis repeats them. */
    private static boolean isOutermost(Node node, int axis) {
        for (int i = 0; i < axis; i++) {
            if (node.shape().dim(i) != 1) {
                return false;
            }
        }
        return true;
    }

    /** What a part is under other dimensions. */
    private static Node origin(Node node) {
        Node origin = node;
        while (origin.op() instanceof Op.Reshape) {
            origin = origin.operand(0);
        }
        return origin;
    }

    private static boolean isOneInstruction(Node node) {
        return switch (node.op()) {
            case Op.Unary unary -> true;
            case Op.LeakyRelu relu -> true;
            case Op.Elu elu -> true;
            case Op.Polygamma polygamma -> true;
            case Op.Binary binary -> true;
            case Op.StirlingRemainder remainder -> true;
            case Op.Ternary ternary -> true;
            case Op.Select select -> true;
            case Op.Affine affine -> true;
            case Op.MatMul(boolean transposeA, boolean transposeB) -> true;
            case Op.Concat concat -> true;
            default -> false;
        };
    }

    /** Where a node's value has its place, as a vector; null if it has none. */
    @Nullable
    TiledValue of(Node node, Lowering lowering) {
        Place place = places.get(node);
        if (place == null) {
            return null;
        }
        TiledValue whole = wholes.get(place.concat);
        if (whole == null) {
            TiledValue outer = of(place.concat, lowering);
            whole = outer == null ? lowering.result(new int[]{place.concat.shape().size()}, true) : outer;
            wholes.put(place.concat, whole);
        }
        return whole.slice(0, place.offset, node.shape().size());
    }

    /** The value of a concatenation by row in which some part has been placed, or null. */
    @Nullable
    TiledValue whole(Node concat) {
        return wholes.get(concat);
    }
}
