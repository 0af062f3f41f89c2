package ergodic.study;

import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunResult;
import java.util.function.Function;

/** Hears of the short runs that are made before a run, to choose its method. */
@FunctionalInterface
public interface TrialWatch {

    /** Hears nothing. */
    TrialWatch NONE = (what, chains, trial) -> trial.apply(Progress.NONE);

    /**
     * Makes a trial run and hears how it goes.
     *
     * @param what
     *            what is tried, in a sentence
     * @param chains
     *            chains of the trial
     * @param trial
     *            makes it, and tells its progress
     * @return its result
     */
    RunResult during(String what, int chains, Function<Progress, RunResult> trial);
}
