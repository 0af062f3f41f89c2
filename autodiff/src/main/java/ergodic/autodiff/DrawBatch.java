package ergodic.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Programs that evaluate an output at several draws of theta at once. The row data of a tile are loaded once for all
 * draws, and what does not depend on theta is computed once.
 */
public final class DrawBatch {

    private DrawBatch() {}

    /**
     * The program that evaluates one output at several draws.
     *
     * @param program
     *            any program
     * @param output
     *            the name of an output of it, of shape {@code [dims...]} or {@code [rows, dims...]}
     * @param draws
     *            number of draws, at least 1
     * @return a program whose theta is that of the first draw, then that of the second, and so on; its only output is
     *         {@code output} with the draws as first dimension, {@code [draws, dims...]} or {@code [rows, draws, dims...]}.
     *         Global and row inputs are shared
     */
    public static Program of(Program program, String output, int draws) {
        return of(program, output, draws, parameter -> false);
    }

    /**
     * The same where draws have some parameters in common, what is computed of these alone being computed once.
     *
     * @param shared
     *            whether a parameter, by its name, is one of all draws: it has a place in the theta of the first draw only
     */
    public static Program of(Program program, String output, int draws, Predicate<String> shared) {
        if (draws < 1) {
            throw new IllegalArgumentException("the number of draws is " + draws + "; it must be positive");
        }
        Node wanted = program.output(output);
        int[] dims = wanted.shape().dims();
        int[] longer = new int[dims.length + 1];
        longer[0] = 1;
        System.arraycopy(dims, 0, longer, 1, dims.length);
        Tracer tracer = new Tracer();
        Map<String, Tensor> inputs = new HashMap<>();
        List<Tensor> parts = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            List<Tensor> handles = new ArrayList<>();
            for (Node node : program.nodes()) {
                handles.add(record(tracer, node, handles, inputs, shared, draw));
            }
            parts.add(handles.get(wanted.id()).reshape(longer));
        }
        tracer.output(output, Tensor.concat(0, parts));
        return tracer.build(tracer.outputs());
    }

    private static Tensor record(Tracer tracer, Node node, List<Tensor> handles, Map<String, Tensor> inputs,
            Predicate<String> shared, int draw) {
        int[] dims = node.shape().dims();
        return switch (node.op()) {
            case Op.Input(String name, Op.InputKind kind) -> switch (kind) {
                case PARAMETER -> shared.test(name)
                        ? inputs.computeIfAbsent(name, n -> tracer.parameter(n, dims))
                        : tracer.parameter(name + " of draw " + draw, dims);
                case GLOBAL -> inputs.computeIfAbsent(name, n -> tracer.globalInput(n, dims));
                case ROW -> inputs.computeIfAbsent(name, n -> tracer.rowInput(n, dims));
            };
            case Op.Constant(double[] values) -> tracer.constant(values, dims);
            default -> tracer.apply(node.op(), node.operands().stream().map(x -> handles.get(x.id())).toList());
        };
    }
}
