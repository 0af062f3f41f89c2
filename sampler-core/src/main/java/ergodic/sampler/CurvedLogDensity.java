package ergodic.sampler;

/**
 * A log posterior whose second derivatives are known: those of its prior, of its rows' likelihoods in what the network gives, and the network's own first
 * ones. Belongs to one chain.
 */
public interface CurvedLogDensity extends TemperedLogDensity {

    /**
     * The second derivatives with respect to some coordinates, everything else held; made anew by each call, with workspaces of its own.
     *
     * @param coordinates
     *            numbers of coordinates, ascending, at least one
     */
    SecondDerivatives curvature(int[] coordinates);

    /** The coordinates of the network's last layer and those of the likelihood, ascending; empty where no last layer is known. */
    int[] lastLayer();
}
