package ergodic.sampler.laplace;

import ergodic.sampler.map.MapSettings;
import ergodic.sampler.part.Part;

/**
 * Settings of {@link LaplaceFit}.
 *
 * @param climb
 *            to the mode
 * @param structure
 *            what of the precision is kept
 * @param curvature
 *            of which matrix it is
 * @param part
 *            which coordinates have a distribution
 * @param linearised
 *            whether draws are read by the network linearised about the mode
 */
public record LaplaceSettings(MapSettings climb, LaplaceStructure structure, LaplaceCurvature curvature,
        Part part, boolean linearised) {

    /** Steps of the fit beside the climb: one, in which the curvature is looked at. */
    public static final int OTHER_STEPS = 1;

    /** Largest number of coordinates with a full precision: some 200 MB and a minute of its Cholesky factor. */
    public static final int MOST_FULL = 5000;
}
