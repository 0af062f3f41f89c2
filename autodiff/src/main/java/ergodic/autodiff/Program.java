package ergodic.autodiff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A straight-line tensor program: nodes in order of evaluation and named outputs. Immutable; made by a {@link Tracer} or
 * by a derivative. {@link #toString()} prints it, a node a line.
 */
public final class Program {

    private final List<Node> nodes;
    private final Map<String, Node> outputs;

    Program(List<Node> nodes, Map<String, Node> outputs) {
        this.nodes = List.copyOf(nodes);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** All nodes, operands before their users. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The outputs in the order in which they were declared. */
    public Map<String, Node> outputs() {
        return outputs;
    }

    /** The output of this name. */
    public Node output(String name) {
        Node node = outputs.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no output \"" + name + "\"; there are " + outputs.keySet());
        }
        return node;
    }

    /** The inputs of one kind, in the order in which they were declared. */
    public List<Node> inputs(Op.InputKind kind) {
        return nodes.stream().filter(n -> n.op() instanceof Op.Input(String name, Op.InputKind k) && k == kind)
                .toList();
    }

    /** Length of theta: the sizes of all parameters added up. */
    public int parameterCount() {
        return inputs(Op.InputKind.PARAMETER).stream().mapToInt(n -> n.shape().size()).sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            text.append(node).append('\n');
        }
        outputs.forEach((name, node) -> text.append("output ").append(name).append(" = %").append(node.id())
                .append('\n'));
        return text.toString();
    }
}
