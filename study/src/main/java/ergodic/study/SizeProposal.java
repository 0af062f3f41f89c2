package ergodic.study;

/**
 * What is proposed for so many rows, as the measurements of {@code docs/results.md} suggest.
 *
 * @param hidden
 *            value of {@code network.hidden}
 * @param activation
 *            value of {@code network.activation}
 * @param weights
 *            value of {@code prior.weights}
 * @param outputs
 *            value of {@code prior.outputs}; empty for that of all weights
 * @param likelihood
 *            value of {@code likelihood.family}
 * @param noise
 *            whether the network gives the noise of each row
 */
record SizeProposal(String hidden, String activation, String weights, String outputs, String likelihood,
        boolean noise) {

    /** Rows from which a deep network with noise of its own is proposed for numbers. */
    private static final int ENOUGH = 500;
    /** Rows from which one layer is wider, and a deep network would have too few gradients in the time of a run. */
    private static final int MANY = 5000;

    /**
     * Proposes.
     *
     * @param rows
     *            training rows
     * @param family
     *            of the likelihood, as the target looks
     * @param classes
     *            whether the target is a class: logits of sure ones are far apart, which takes wide weights of the outputs, and
     *            smooth functions narrower ones before
     * @param chosen
     *            whether the user asked for the family, which is then left as it is
     */
    static SizeProposal of(int rows, String family, boolean classes, boolean chosen) {
        if ((family.equals("gaussian") || family.equals("student_t")) && rows >= ENOUGH && rows < MANY) {
            return new SizeProposal("[16, 16, 16, 16]", "silu", "{ family = \"normal\", scale = 1.0 }",
                    "", chosen ? family : "student_t", true);
        }
        return new SizeProposal("[" + (rows < 50 ? 4 : rows < MANY ? 8 : 16) + "]", "tanh",
                overFanIn(classes ? 1 : 2), classes ? overFanIn(25) : "", family, false);
    }

    private static String overFanIn(double scale) {
        return "{ family = \"normal\", scale = " + scale + ", scaling = \"fan_in\" }";
    }
}
