package ergodic.autodiff;

/** Log posteriors of small networks, as the model layer writes them. */
final class TracedNetworks {

    private TracedNetworks() {}

    /** One hidden layer of tanh units, Gaussian noise of unknown scale, standard normal prior on weights (not the scale). */
    static Program gaussian(int in, int hidden) {
        Tracer t = new Tracer();
        Tensor w1 = t.parameter("w1", hidden, in);
        Tensor b1 = t.parameter("b1", hidden);
        Tensor w2 = t.parameter("w2", 1, hidden);
        Tensor b2 = t.parameter("b2", 1);
        Tensor logSigma = t.parameter("logSigma");
        Tensor x = t.rowInput("x", in);
        Tensor y = t.rowInput("y");
        Tensor mean = x.affine(w1, b1).tanh().affine(w2, b2).get(0);
        Tensor z = y.minus(mean).dividedBy(logSigma.exp());
        Tensor logLikelihood = z.square().times(-0.5).minus(logSigma).minus(0.5 * Math.log(2 * Math.PI));
        Tensor prior = t.constant(0);
        for (Tensor weights : new Tensor[]{w1, b1, w2, b2}) {
            prior = prior.plus(weights.square().times(-0.5).sum());
        }
        t.output("logDensity", prior.plus(t.globalInput("rowWeight").times(logLikelihood.sumRows())));
        return t.build();
    }
}
