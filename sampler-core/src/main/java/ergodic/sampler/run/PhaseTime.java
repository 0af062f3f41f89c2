package ergodic.sampler.run;

/**
 * Where the time of a phase went, as far as this run, or its resumption, made its transitions; that of several chains is their
 * sum. Times are those of the threads that the chains ran on (see {@link EvaluationClock}).
 *
 * @param transitions
 *            transitions made
 * @param evaluations
 *            evaluations of the density in them, those of the tuner's searches included; 0 if none is counted
 * @param nanos
 *            time in which the transitions were made: kernel, tuner, sink and progress, but not the writing of
 *            checkpoints; nanoseconds
 * @param evaluationNanos
 *            the part of it in which the density was evaluated
 */
public record PhaseTime(long transitions, long evaluations, long nanos, long evaluationNanos) {

    static final PhaseTime NONE = new PhaseTime(0, 0, 0, 0);

    /** This and another, of another chain or phase. */
    public PhaseTime plus(PhaseTime other) {
        return new PhaseTime(transitions + other.transitions, evaluations + other.evaluations, nanos + other.nanos,
                evaluationNanos + other.evaluationNanos);
    }

    /** Share of the time that was not spent in evaluations; NaN if no evaluation was timed. */
    public double outsideShare() {
        return evaluationNanos == 0 ? Double.NaN : Math.max(0.0, 1.0 - (double) evaluationNanos / nanos);
    }

    /** Time of an evaluation, microseconds; NaN without one. */
    public double evaluationMicros() {
        return evaluations == 0 ? Double.NaN : 1e-3 * evaluationNanos / evaluations;
    }

    /** Time of a transition, microseconds; NaN without one. */
    public double transitionMicros() {
        return transitions == 0 ? Double.NaN : 1e-3 * nanos / transitions;
    }
}
