package ergodic.sampler.mclmc;

import ergodic.sampler.warmup.WindowSchedule;

/**
 * The parts of a warm-up: exploration; metric and step (60 % of the rest, in Stan's windows); decoherence, with all else fixed (25 %);
 * and the step again.
 *
 * @param exploration
 *            transitions that explore
 * @param windows
 *            the transitions that make the metric, counted from the end of the exploration
 * @param decoherence
 *            transitions that are watched for their correlation
 * @param warmup
 *            all of them
 */
record MclmcPhases(int exploration, WindowSchedule windows, int decoherence, int warmup) {

    private static final double METRIC = 0.6;
    private static final double DECOHERENCE = 0.25;
    /** Of the windows' transitions, one over the share that follows the last window. */
    private static final int SETTLING = 20;

    static MclmcPhases of(MclmcSettings settings) {
        int exploration = (int) (settings.exploration() * settings.warmup());
        int rest = settings.warmup() - exploration;
        int decoherence = settings.decoherence() > 0.0 ? 0 : (int) (DECOHERENCE * rest);
        return new MclmcPhases(exploration, windows((int) (METRIC * rest)), decoherence, settings.warmup());
    }

    /** Stan's windows, and time after them in which the step settles. */
    private static WindowSchedule windows(int transitions) {
        return WindowSchedule.of(transitions, WindowSchedule.INITIAL_BUFFER, WindowSchedule.FIRST_WINDOW,
                Math.max(WindowSchedule.FINAL_BUFFER, transitions / SETTLING));
    }

    /** Where the decoherence begins to be watched. */
    int watched() {
        return exploration + windows.warmup();
    }

    /** Where the step alone begins to be adapted. */
    int last() {
        return watched() + decoherence;
    }
}
