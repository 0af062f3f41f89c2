package ergodic.sampler.swag;

import ergodic.sampler.map.MapSettings;

/**
 * Settings of {@link SwagFit}.
 *
 * @param steps
 *            steps of the fit, at least 2: the warm-up of {@link ergodic.sampler.run.RunSettings}
 * @param pathShare
 *            share of the steps that are the path, in (0, 1); those before climb to a mode
 * @param learningRate
 *            AdamW's at the first step of the climb
 * @param path
 *            what makes the steps of the path
 * @param pathRate
 *            its learning rate, which stays
 * @param points
 *            points of the path that are collected, evenly spread, at least 2; fewer where the path has fewer steps
 * @param rank
 *            deviations that make the low-rank part, at least 2
 * @param batchSize
 *            rows of a step, at least 1
 */
public record SwagSettings(int steps, double pathShare, double learningRate, PathKind path, double pathRate, int points,
        int rank, int batchSize) {

    private static final double TOLERANCE = 0.1;

    /** Checks the numbers. */
    public SwagSettings {
        if (steps < 2 || points < 2 || rank < 2 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "SWAG needs at least two steps, two points and two deviations, and one row"
                            + " in a batch, not " + steps + ", " + points + ", " + rank + " and " + batchSize);
        }
        if (!(pathShare > 0 && pathShare < 1)) {
            throw new IllegalArgumentException(
                    "the path's share of the steps must lie between 0 and 1, not " + pathShare);
        }
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY && pathRate > 0
                && pathRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "learning rates must be positive numbers, not " + learningRate + " and " + pathRate);
        }
    }

    /** Steps of the path. */
    int pathSteps() {
        return Math.clamp(Math.round(pathShare * steps), 1, steps - 1);
    }

    /** Steps of the climb. */
    int climbSteps() {
        return steps - pathSteps();
    }

    /** Steps from one point that is collected to the next. */
    int interval() {
        return Math.max(1, pathSteps() / points);
    }

    /** Points that a path without retreats collects. */
    int collected() {
        return pathSteps() / interval();
    }

    /** How it climbs. */
    MapSettings climb() {
        return new MapSettings(climbSteps(), learningRate, TOLERANCE, batchSize);
    }
}
