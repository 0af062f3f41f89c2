package ergodic.model;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which parameters of layers meet values that other such parameters made, by the program of the rows: the inputs of the rest are the rows' own. */
final class LaterInputs {

    private final List<String> names;
    /** Of each step, by its number: which of the parameters have a part in it, */
    private final BitSet[] parts;
    /** and whether the row has. */
    private final boolean[] ofRow;
    private final BitSet later = new BitSet();

    private LaterInputs(Program program, List<String> names) {
        this.names = names;
        this.parts = new BitSet[program.nodes().size()];
        this.ofRow = new boolean[parts.length];
        program.nodes().forEach(this::pass);
    }

    /**
     * Those of some parameters that meet, in any step, a value of the row in which one of them has a part. In a product of weights that stand beside each other with values that do, as that
     * of a recurrent layer with its state and its input, each meets its own.
     *
     * @param program
     *            of values by row
     * @param parameters
     *            names of parameters that multiply inputs
     */
    static Set<String> of(Program program, Collection<String> parameters) {
        LaterInputs inputs = new LaterInputs(program, List.copyOf(parameters));
        Set<String> found = new HashSet<>();
        inputs.later.stream().forEach(at -> found.add(inputs.names.get(at)));
        return found;
    }

    private void pass(Node node) {
        BitSet all = new BitSet();
        if (node.op() instanceof Op.Input(String name, Op.InputKind kind)) {
            ofRow[node.id()] = kind == Op.InputKind.ROW;
            int at = kind == Op.InputKind.PARAMETER ? names.indexOf(name) : -1;
            if (at >= 0) {
                all.set(at);
            }
        }
        for (int i = 0; i < node.operands().size(); i++) {
            int operand = node.operand(i).id();
            all.or(parts[operand]);
            ofRow[node.id()] |= ofRow[operand];
            for (int j = 0; ofRow[operand] && j < node.operands().size(); j++) {
                if (!ofRow[node.operand(j).id()]) {
                    meet(node, i, j);
                }
            }
        }
        parts[node.id()] = all;
    }

    private void meet(Node node, int row, int weights) {
        List<Node> values = pieces(node, row);
        List<Node> factors = pieces(node, weights);
        if (sizes(node, row, values).equals(sizes(node, weights, factors))) {
            for (int i = 0; i < values.size(); i++) {
                meet(values.get(i), factors.get(i));
            }
        } else {
            meet(node.operand(row), node.operand(weights));
        }
    }

    private void meet(Node value, Node factor) {
        if (!parts[value.id()].isEmpty()) {
            later.or(parts[factor.id()]);
        }
    }

    /** What of an operand stands beside each other along the axis that a product sums over; the operand itself where nothing does. */
    private static List<Node> pieces(Node node, int operand) {
        Node value = node.operand(operand);
        return value.op() instanceof Op.Concat(int axis) && axis == summed(node, operand) ? value.operands()
                : List.of(value);
    }

    private static List<Integer> sizes(Node node, int operand, List<Node> pieces) {
        int axis = summed(node, operand);
        return axis < 0 ? List.of() : pieces.stream().map(piece -> piece.shape().dim(axis)).toList();
    }

    /** The axis of an operand that a product sums over; -1 of other steps. */
    private static int summed(Node node, int operand) {
        int rank = node.operand(operand).shape().rank();
        return switch (node.op()) {
            case Op.Affine _ -> operand == 2 ? -1 : rank - 1;
            case Op.MatMul(boolean transposeA, boolean transposeB) -> {
                boolean last = operand == 0 ? !transposeA : transposeB;
                yield rank == 1 || last ? rank - 1 : rank - 2;
            }
            default -> -1;
        };
    }
}
