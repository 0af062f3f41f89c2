package ergodic.sampler.smc;

import ergodic.sampler.metric.MetricKind;

/**
 * Settings of {@link Smc}.
 *
 * @param particles
 *            number of particles, at least 2
 * @param keep
 *            states that are kept of each resampled particle's way, at least 1, a divisor of the particles: 1 resamples as many as there are
 *            and keeps the last state of each way; P resamples one in P and keeps the state after each of its P - 1 moves and the first
 *            (waste-free, Dau and Chopin 2022)
 * @param mostMoves
 *            most sweeps of a stage, at least 1; not looked at where more than one state is kept
 * @param steps
 *            most leapfrog steps of a trajectory, at least 1: the number is uniform from 1 to it
 * @param share
 *            effective sample size that a stage's weights leave, as a share of the particles, between 0 and 1
 * @param metric
 *            kind of metric that is estimated from the particles of each stage
 * @param targetAcceptance
 *            acceptance rate that the step is adapted to
 * @param sweeps
 *            most sweeps from prior to posterior, at least 1
 */
public record SmcSettings(int particles, int keep, int mostMoves, int steps, double share, MetricKind metric,
        double targetAcceptance, int sweeps) {

    /** Particles unless told otherwise. */
    public static final int PARTICLES = 500;
    /** Sweeps of a stage. */
    public static final int MOST_MOVES = 20;
    /** Steps of a trajectory. */
    public static final int STEPS = 10;
    /** Share of the effective sample size. */
    public static final double SHARE = 0.7;
    /** Sweeps on the whole way. */
    public static final int SWEEPS = 2000;

    /** Checks the numbers. */
    public SmcSettings {
        if (particles < 2 || keep < 1 || particles % keep != 0 || keep == particles) {
            throw new IllegalArgumentException(
                    "populations need 2 particles or more, of which a whole number are resampled,"
                            + " but got " + particles + " and ways of " + keep);
        }
        if (mostMoves < 1 || steps < 1 || sweeps < 1) {
            throw new IllegalArgumentException(
                    "particles need 1 sweep, 1 step and 1 move or more, but got " + sweeps + ", "
                            + steps + " and " + mostMoves);
        }
        if (!(share > 0.0 && share < 1.0)) {
            throw new IllegalArgumentException(
                    "the share of the effective sample size must lie in (0, 1), but is " + share);
        }
    }

    /** The numbers above, a diagonal metric, acceptance 0.8, no way kept. */
    public static SmcSettings of(int particles) {
        return new SmcSettings(particles, 1, MOST_MOVES, STEPS, SHARE, MetricKind.DIAGONAL, 0.8, SWEEPS);
    }

    /** These settings, waste-free. */
    public SmcSettings withKeep(int states) {
        return new SmcSettings(particles, states, mostMoves, steps, share, metric, targetAcceptance, sweeps);
    }

    /** These settings with another share of the effective sample size. */
    public SmcSettings withShare(double choice) {
        return new SmcSettings(particles, keep, mostMoves, steps, choice, metric, targetAcceptance, sweeps);
    }

    /** These settings with so many sweeps at most. */
    public SmcSettings withSweeps(int number) {
        return new SmcSettings(particles, keep, mostMoves, steps, share, metric, targetAcceptance, number);
    }
}
