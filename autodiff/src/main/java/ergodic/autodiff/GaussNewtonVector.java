package ergodic.autodiff;

import java.util.List;

/**
 * Products of the generalised Gauss-Newton matrix with a vector, {@code J^T H J v} (Schraudolph 2002; Martens 2010): J is
 * the Jacobian of a network's outputs in theta, H the Hessian of a loss in these outputs, everything else held. For a loss
 * that is convex in the outputs, as the negative log likelihoods of generalised linear models are, the matrix is positive
 * semidefinite, which the Hessian need not be. What theta does to the loss otherwise (a prior, a noise scale) has no part in it.
 */
public final class GaussNewtonVector {

    /** Output: the product, {@code [parameters]}, in the order of theta. */
    public static final String PRODUCT = HessianVector.PRODUCT;

    private static final String GRADIENT = "gradient in the outputs";

    private GaussNewtonVector() {}

    /**
     * The program of {@code J^T H J v} with v the global input {@link ForwardMode#DIRECTION}: forward through the network, the
     * Hessian of the loss by the forward derivative of its gradient, and back through the network.
     *
     * @param program
     *            a program in which the loss is computed from the network's outputs
     * @param loss
     *            the name of an output that is a global scalar. The product has its sign: with a log likelihood the matrix is
     *            negative semidefinite
     * @param networkOutput
     *            the name of an output that was marked by {@link Tensor#barrier()}, usually by row
     * @return a program with the outputs {@code loss} and {@link #PRODUCT}
     * @throws ShapeException
     *             if the loss is not a global scalar
     * @throws IllegalArgumentException
     *             if the network's output was not marked
     */
    public static Program product(Program program, String loss, String networkOutput) {
        Program cut = gradientInOutputs(program, loss, networkOutput);
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(cut);
        Theta theta = new Theta(cut);
        Node outputs = cut.output(networkOutput);
        ForwardMode network = new ForwardMode(cut.nodes(), tracer, values);
        network.differentiate(theta.parameters(),
                theta.split(tracer.globalInput(ForwardMode.DIRECTION, theta.size())));
        ForwardMode lossGradient = new ForwardMode(cut.nodes(), tracer, values);
        lossGradient.differentiate(List.of(outputs), List.of(network.tangentOf(outputs)));
        ReverseMode back = new ReverseMode(cut.nodes(), tracer, values, theta.parameters(), true);
        back.differentiate(outputs, lossGradient.tangentOf(cut.output(GRADIENT)));
        tracer.output(loss, values.get(cut.output(loss).id()));
        tracer.output(PRODUCT, theta.join(tracer, theta.parameters().stream().map(back::adjointOf).toList()));
        return tracer.build(tracer.outputs());
    }

    /** The program with the loss, the network's outputs, and the derivative of the one by the other. */
    private static Program gradientInOutputs(Program program, String loss, String networkOutput) {
        Node scalar = ReverseMode.requireScalar(program, loss);
        Node outputs = program.output(networkOutput);
        if (!(outputs.op() instanceof Op.Barrier)) {
            throw new IllegalArgumentException("the output \"" + networkOutput + "\" is " + outputs
                    + "; it must be marked by barrier(), and the loss computed from what barrier() gives");
        }
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(program);
        ReverseMode reverse = new ReverseMode(program.nodes(), tracer, values, List.of(outputs), true);
        reverse.differentiate(scalar, tracer.constant(1));
        tracer.output(loss, values.get(scalar.id()));
        tracer.output(networkOutput, values.get(outputs.id()));
        tracer.output(GRADIENT, reverse.adjointOf(outputs));
        return tracer.build();
    }
}
