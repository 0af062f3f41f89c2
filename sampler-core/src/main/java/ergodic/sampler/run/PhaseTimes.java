package ergodic.sampler.run;

/** Adds up where a chain's time goes, from its clock and that of the run. */
final class PhaseTimes {

    private final EvaluationClock clock;
    private long evaluations;
    private long evaluationNanos;
    private PhaseTime warmup = PhaseTime.NONE;
    private PhaseTime sampling = PhaseTime.NONE;

    PhaseTimes(EvaluationClock clock) {
        this.clock = clock;
        this.evaluations = clock.evaluations();
        this.evaluationNanos = clock.nanos();
    }

    /** One transition, or the search for the starting point, is over and took so long. */
    void add(RunPhase phase, long nanos) {
        PhaseTime last = new PhaseTime(1, clock.evaluations() - evaluations, nanos, clock.nanos() - evaluationNanos);
        evaluations = clock.evaluations();
        evaluationNanos = clock.nanos();
        switch (phase) {
            case STARTING -> {}
            case WARMUP -> warmup = warmup.plus(last);
            case SAMPLING, FINISHED -> sampling = sampling.plus(last);
        }
    }

    PhaseTime warmup() {
        return warmup;
    }

    PhaseTime sampling() {
        return sampling;
    }
}
