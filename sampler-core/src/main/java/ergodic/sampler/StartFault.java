package ergodic.sampler;

/** Says in words why a chain cannot start at a point. */
final class StartFault {

    /** Most coordinates that are tried one by one to find the one at fault. */
    private static final int MOST_PROBES = 1000;

    private StartFault() {}

    /**
     * What is wrong at the state, which is not usable: names the coordinate whose gradient is not finite, otherwise the one
     * whose change alone makes the density finite.
     */
    static String describe(ChainState state, LogDensity density) {
        double logDensity = state.logDensity();
        int atFault = Finiteness.firstFault(state.theta());
        if (atFault >= 0) {
            return "the value of " + density.coordinateName(atFault) + " is " + state.theta()[atFault];
        }
        atFault = Finiteness.firstFault(state.gradient());
        if (Double.isFinite(logDensity)) {
            return "the gradient with respect to " + fault(state, density, atFault);
        }
        String what = "the log density is " + logDensity;
        int culprit = culprit(state, density);
        if (culprit >= 0) {
            return what + ", because of " + at(state, density, culprit) + "; check its prior and what depends on it";
        }
        if (atFault >= 0) {
            return what + " and the gradient with respect to " + fault(state, density, atFault);
        }
        return what + ", and no single parameter is the cause (" + density.coordinateName(0) + " = " + state.theta()[0]
                + (state.dimension() > 1 ? ", ...)" : ")") + "; check the data and the likelihood";
    }

    /** The coordinate whose gradient is not finite, or how many they are: then none of them is the cause by itself. */
    private static String fault(ChainState state, LogDensity density, int first) {
        int count = 0;
        for (double slope : state.gradient()) {
            count += Double.isFinite(slope) ? 0 : 1;
        }
        return count == 1 ? at(state, density, first) + " is " + state.gradient()[first]
                : count + " of " + state.dimension() + " parameters, from " + density.coordinateName(first)
                        + " on, is not finite, so the cause is in what depends on all of them";
    }

    private static String at(ChainState state, LogDensity density, int coordinate) {
        return density.coordinateName(coordinate) + " = " + state.theta()[coordinate];
    }

    /** The first coordinate that makes the density finite when it alone is set to 0 or to its negative; -1 if none does. */
    private static int culprit(ChainState state, LogDensity density) {
        double[] theta = state.theta().clone();
        double[] gradient = new double[theta.length];
        for (int i = 0; i < Math.min(theta.length, MOST_PROBES); i++) {
            double value = theta[i];
            theta[i] = 0.0;
            boolean mended = Double.isFinite(density.evaluate(theta, gradient));
            theta[i] = -value;
            mended = mended || Double.isFinite(density.evaluate(theta, gradient));
            theta[i] = value;
            if (mended) {
                return i;
            }
        }
        return -1;
    }
}
