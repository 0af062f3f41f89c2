package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * Products of the Hessian of a global scalar with a vector: the forward derivative of its gradient (Pearlmutter 1994). A
 * product costs about as much as three gradients; the Hessian itself is never formed.
 */
public final class HessianVector {

    /** Output: the product, {@code [parameters]}, in the order of theta. */
    public static final String PRODUCT = "product";

    private HessianVector() {}

    /**
     * The program of {@code H v}, where H is the Hessian of {@code scalarOutput} in theta and v the global input
     * {@link ForwardMode#DIRECTION}.
     *
     * @param program
     *            any program
     * @param scalarOutput
     *            the name of an output that is a global scalar
     * @return a program with the outputs {@code scalarOutput}, its gradient {@code "d " + parameter} for each parameter, and
     *         {@link #PRODUCT}
     * @throws ShapeException
     *             if the output is not a global scalar
     */
    public static Program product(Program program, String scalarOutput) {
        Program gradient = ReverseMode.gradient(program, scalarOutput);
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(gradient);
        Theta theta = new Theta(gradient);
        ForwardMode forward = new ForwardMode(gradient.nodes(), tracer, values);
        forward.differentiate(theta.parameters(),
                theta.split(tracer.globalInput(ForwardMode.DIRECTION, theta.size())));
        List<Tensor> parts = new ArrayList<>();
        for (Node parameter : theta.parameters()) {
            parts.add(forward.tangentOf(gradient.output("d " + ((Op.Input) parameter.op()).name())));
        }
        gradient.outputs().forEach((name, node) -> tracer.output(name, values.get(node.id())));
        tracer.output(PRODUCT, theta.join(tracer, parts));
        return tracer.build();
    }
}
