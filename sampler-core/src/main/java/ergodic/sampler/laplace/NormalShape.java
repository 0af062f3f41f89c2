package ergodic.sampler.laplace;

/** The normal distribution {@code N(0, P^-1)} of what a draw is away from the mode. Immutable but for workspaces. */
sealed interface NormalShape permits FullNormal, FewDirectionsNormal, DiagonalNormal, KroneckerNormal {

    /**
     * Makes a draw.
     *
     * @param white
     *            standard normal numbers, as many as there are coordinates; not changed
     * @param offset
     *            filled; another array
     */
    void offsetInto(double[] white, double[] offset);

    /** The diagonal of {@code P^-1}, as many numbers as there are coordinates. */
    void variancesInto(double[] variances);

    /** Log determinant of the precision. */
    double logDeterminant();

    /** How many directions were left out, whatever the likelihood says of them: those of a low rank alone. */
    default int leftOut() {
        return 0;
    }

    /** The smallest curvature of the likelihood that was kept, in units of the prior's; 0 where no direction was left out. */
    default double leastKept() {
        return 0;
    }

    /** How many directions had no positive curvature and got that of the prior. */
    int replaced();

    /** All that it is made of; not to be changed. */
    double[] numbers();
}
