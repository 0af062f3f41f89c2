package ergodic.sampler.hmc;

/** How long the trajectories of {@link StaticHmc} are. */
public sealed interface TrajectoryLength {

    /** Number of leapfrog steps for a nominal step size, at least 1. */
    int steps(double stepSize);

    /**
     * A fixed integration time: {@code floor(time / stepSize)} steps, at least 1 and at most {@code maxSteps}, so that a
     * step size that is still far too small at the start of a warm-up does not stall the chain.
     *
     * @param time
     *            integration time, positive
     * @param maxSteps
     *            largest number of steps, at least 1
     */
    record FixedTime(double time, int maxSteps) implements TrajectoryLength {

        /** Checks the numbers. */
        public FixedTime {
            if (!(time > 0.0 && time < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the integration time must be positive and finite, but is " + time);
            }
            if (maxSteps < 1) {
                throw new IllegalArgumentException(
                        "the maximum number of steps must be at least 1, but is " + maxSteps);
            }
        }

        @Override
        public int steps(double stepSize) {
            // The cast saturates, so that a tiny step size gives maxSteps and not a negative number.
            return Math.clamp((long) (time / stepSize), 1, maxSteps);
        }
    }

    /**
     * A fixed number of leapfrog steps.
     *
     * @param count
     *            number of steps, at least 1
     */
    record FixedSteps(int count) implements TrajectoryLength {

        /** Checks the number. */
        public FixedSteps {
            if (count < 1) {
                throw new IllegalArgumentException("the number of leapfrog steps must be at least 1, but is " + count);
            }
        }

        @Override
        public int steps(double stepSize) {
            return count;
        }
    }
}
