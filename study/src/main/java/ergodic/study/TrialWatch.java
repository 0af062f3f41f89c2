package ergodic.study;

import ergodic.sampler.run.Progress;
import java.util.function.Function;

/** Hears of the short runs that are made before a run, to choose its method or its step. */
@FunctionalInterface
public interface TrialWatch {

    /** Hears nothing. */
    TrialWatch NONE = new TrialWatch() {
        @Override
        public <T> T during(String what, int chains, Function<Progress, T> trial) {
            return trial.apply(Progress.NONE);
        }
    };

    /**
     * Makes a trial run and hears how it goes.
     *
     * @param what
     *            what is tried, in a sentence
     * @param chains
     *            chains of the trial
     * @param trial
     *            makes it, and tells its progress
     * @param <T>
     *            what comes of it
     * @return its result
     */
    <T> T during(String what, int chains, Function<Progress, T> trial);
}
