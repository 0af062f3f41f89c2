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
}
