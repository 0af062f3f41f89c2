package ergodic.sampler.draws;

/** A transform that may read positions by a network that is linear about a centre, which is then stored with each draw ({@link VariableRole#CENTRE}). */
public interface CentredTransform extends DrawTransform {

    /**
     * Tells the centre of all positions to come; one that reads them as they are takes no notice.
     *
     * @param centre
     *            a position; copied
     */
    void setCentre(double[] centre);

    /**
     * Tells the scales of normal priors that were chosen by the data, which are stored with all draws to come ({@link VariableRole#PRIOR_SCALE}) where the method says that it chooses.
     *
     * @param scales
     *            standard deviations, as many as theta has coordinates, NaN for those without a normal prior; copied
     */
    void setPriorScales(double[] scales);
}
