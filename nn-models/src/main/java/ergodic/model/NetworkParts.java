package ergodic.model;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.OutputHessians;
import ergodic.autodiff.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Which parameters of a model belong to which part of its network, as its program tells. */
final class NetworkParts {

    private NetworkParts() {}

    /**
     * The coordinates of the affine map that gives the network's outputs, with what stands behind its weights, and of the parameters that the rows'
     * likelihoods depend on beside the network; ascending, and none where the network does not end in an affine map.
     */
    static int[] lastLayer(Model model) {
        Optional<String> output = model.hasRows() ? model.networkOutput() : Optional.empty();
        if (output.isEmpty()) {
            return new int[0];
        }
        Node marked = model.program(output.get()).output(output.get());
        Node affine = marked.operand(0);
        if (!(affine.op() instanceof Op.Affine)) {
            return new int[0];
        }
        Set<String> names = new LinkedHashSet<>(parameters(affine.operand(0)));
        names.addAll(parameters(affine.operand(2)));
        names.removeAll(parameters(affine.operand(1)));
        names.addAll(direct(model, output.get()));
        return coordinates(model, names);
    }

    /** Names of the parameters that the rows' likelihoods depend on beside the network. */
    static List<String> direct(Model model, String output) {
        Program program = model.program(Model.ROW_LOG_LIKELIHOOD, output);
        return OutputHessians.direct(program, Model.ROW_LOG_LIKELIHOOD, output);
    }

    /** The coordinates of parameters of these names, ascending. */
    static int[] coordinates(Model model, Set<String> names) {
        return model.parameters().stream().filter(parameter -> names.contains(parameter.name()))
                .flatMapToInt(parameter -> IntStream.range(parameter.offset(),
                        parameter.offset() + parameter.freeShape().size()))
                .toArray();
    }

    /** Names of the parameters that a node is computed from. */
    private static Set<String> parameters(Node from) {
        Set<String> names = new LinkedHashSet<>();
        Set<Node> seen = new HashSet<>(Set.of(from));
        Deque<Node> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Node node = open.remove();
            if (node.op() instanceof Op.Input(String name, Op.InputKind kind) && kind == Op.InputKind.PARAMETER) {
                names.add(name);
            }
            for (Node operand : node.operands()) {
                if (seen.add(operand)) {
                    open.add(operand);
                }
            }
        }
        return names;
    }
}
