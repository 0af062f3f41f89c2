package ergodic.autodiff;

import java.util.List;

/**
 * One step of a program: an operator, its operands (earlier nodes) and the shape of its value. Nodes of one program are
 * numbered in the order of evaluation.
 *
 * @param part
 *            the part of the model that it belongs to ({@link Tracer#within}), such as a layer; empty if none was named. It means nothing to
 *            the value, and two steps that differ in it only are one
 */
public record Node(int id, Op op, List<Node> operands, Shape shape, String part) {

    /** Operand {@code i}. */
    public Node operand(int i) {
        return operands.get(i);
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Such as {@code %7 = matMul[a^T](%1, %5) : [rows, 3]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%").append(id).append(" = ").append(OpText.of(op));
        for (int i = 0; i < operands.size(); i++) {
            text.append(i == 0 ? "(%" : ", %").append(operands.get(i).id());
        }
        return text.append(operands.isEmpty() ? "" : ")").append(" : ").append(shape).toString();
    }
}
