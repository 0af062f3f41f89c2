package ergodic.sampler.laplace;

import ergodic.sampler.map.ClimbKeys;
import ergodic.sampler.map.MapSettings;
import ergodic.sampler.part.Part;

/**
 * Settings of {@link LaplaceFit}.
 *
 * @param climb
 *            to the mode
 * @param structure
 *            what of the precision is kept
 * @param rank
 *            directions of a low rank; 0 for as many as matter; of other structures anything
 * @param curvature
 *            of which matrix it is
 * @param part
 *            which coordinates have a distribution
 * @param priorScale
 *            which scales of normal priors are chosen by the evidence
 * @param predictions
 *            what predicts of the draws
 */
public record LaplaceSettings(MapSettings climb, LaplaceStructure structure, int rank, LaplaceCurvature curvature,
        Part part, PriorScale priorScale, LaplacePredictions predictions) {

    /** Largest number of coordinates with a full precision: some 200 MB and a minute of its Cholesky factor. */
    public static final int MOST_FULL = 5000;

    /** Largest number of times that prior scales are chosen anew. */
    static final int MOST_ROUNDS = 30;

    private static final int SHARE = 5;

    /**
     * Steps of the next climb: of the first all, or half where prior scales are chosen; of one after a choice a fifth of those left, less a look, so that many short climbs fit in
     * and long ones too.
     *
     * @param left
     *            steps of the fit that are left, the last look among them
     */
    int climbSteps(int left) {
        int most = left - ClimbKeys.OTHER_STEPS;
        boolean first = most == climb.steps();
        return priorScale == PriorScale.GIVEN ? most : Math.max(1, first ? most / 2 : most / SHARE);
    }

    /** The climb with another number of steps. */
    MapSettings climb(int steps) {
        return new MapSettings(steps, climb.learningRate(), climb.tolerance(), climb.batchSize(), climb.optimizer());
    }
}
