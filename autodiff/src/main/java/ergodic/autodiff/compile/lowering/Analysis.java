package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import java.util.List;

/**
 * What the compiler knows of a program's nodes before it lowers them: which are needed, which vary from row to row, and their
 * level. Global values have even levels, values that vary by row odd ones; a value uses only values of its own level and below
 * (a sum over rows of level 1 has level 2). A value that is by row in its shape but does not depend on row data is treated
 * as global: it is the same in all rows.
 */
final class Analysis {

    /** Level of what depends on constants only: evaluated once. */
    static final int SETUP = -1;

    private final boolean[] needed;
    private final boolean[] varies;
    private final boolean[] reduces;
    private final int[] level;
    private int highest;

    Analysis(Program program) {
        List<Node> nodes = program.nodes();
        int n = nodes.size();
        needed = new boolean[n];
        varies = new boolean[n];
        reduces = new boolean[n];
        level = new int[n];
        program.outputs().values().forEach(node -> needed[node.id()] = true);
        for (int i = n - 1; i >= 0; i--) {
            if (needed[i]) {
                Fusion.operands(nodes.get(i)).forEach(operand -> needed[operand.id()] = true);
            }
        }
        for (Node node : nodes) {
            analyse(node);
        }
    }

    private void analyse(Node node) {
        int id = node.id();
        int result = SETUP;
        int rowLevel = 0;
        for (Node operand : node.operands()) {
            if (varies[operand.id()]) {
                rowLevel = Math.max(rowLevel, level[operand.id()]);
            } else {
                result = Math.max(result, level[operand.id()]);
            }
        }
        boolean isReduction = switch (node.op()) {
            case Op.SumRows sum -> true;
            case Op.OuterSumRows outer -> true;
            case Op.ScatterAdd(int size, boolean overRows) -> overRows;
            case Op.ConvolutionWeights weights -> weights.overRows();
            default -> false;
        };
        if (node.op() instanceof Op.Input(String name, Op.InputKind kind)) {
            varies[id] = kind == Op.InputKind.ROW;
            result = varies[id] ? 1 : 0;
        } else if (rowLevel > 0) {
            result = Math.max(rowLevel, Math.max(result, 0) + 1);
            reduces[id] = isReduction;
            varies[id] = !isReduction;
            if (isReduction) {
                result++;
            }
        } else if (isReduction) {
            result = Math.max(result, 0); // depends on the number of rows
        }
        level[id] = result;
        if (needed[id]) {
            highest = Math.max(highest, result);
        }
    }

    boolean needed(Node node) {
        return needed[node.id()];
    }

    /** True if the value differs between rows. */
    boolean varies(Node node) {
        return varies[node.id()];
    }

    /** True if it sums a value that varies over the rows. */
    boolean reduces(Node node) {
        return reduces[node.id()];
    }

    int level(Node node) {
        return level[node.id()];
    }

    /** The highest level of a needed node. */
    int highest() {
        return highest;
    }
}
