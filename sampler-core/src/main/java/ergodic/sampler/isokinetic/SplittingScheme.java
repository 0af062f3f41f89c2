package ergodic.sampler.isokinetic;

/** How a step is composed of kicks and drifts: the same forwards and backwards, beginning and ending with a kick. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are never changed nor given away
public enum SplittingScheme {

    /** Kick, drift, kick: second order, one gradient. */
    LEAPFROG(new double[]{0.5, 0.5}, new double[]{1.0}),
    /**
     * The two drifts of least error (McLachlan 1995; Omelyan, Mryglod and Folk 2002): second order, two gradients, for steps more
     * than twice as long.
     */
    MINIMAL_NORM(new double[]{0.1931833275037836, 1.0 - 2.0 * 0.1931833275037836, 0.1931833275037836},
            new double[]{0.5, 0.5}),
    /** Fourth order, five gradients (Omelyan, Mryglod and Folk 2003). */
    OMELYAN(new double[]{0.08398315262876693, 0.6822365335719091, 0.5 - 0.08398315262876693 - 0.6822365335719091,
            0.5 - 0.08398315262876693 - 0.6822365335719091, 0.6822365335719091, 0.08398315262876693},
            new double[]{0.2539785108410595, -0.03230286765269967,
                    1.0 - 2.0 * (0.2539785108410595 - 0.03230286765269967),
                    -0.03230286765269967, 0.2539785108410595});

    private final double[] kicks;
    private final double[] drifts;

    SplittingScheme(double[] kicks, double[] drifts) {
        this.kicks = kicks;
        this.drifts = drifts;
    }

    /** Gradients of a step: the last one is the first of the next. */
    public int gradients() {
        return drifts.length;
    }

    /** Length of a kick in steps; kick {@code i} comes before drift {@code i}. */
    public double kick(int i) {
        return kicks[i];
    }

    /** Length of a drift in steps. */
    public double drift(int i) {
        return drifts[i];
    }
}
