package ergodic.sampler.run;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;

/**
 * Everything that one chain runs with. All of it belongs to that chain; it is used by one thread at a time, though not
 * always by the same one.
 *
 * @param density
 *            the log density, given to the starting point
 * @param kernel
 *            the transition kernel (holds the density itself); one that implements {@link Checkpointable} has its state
 *            kept in the checkpoint
 * @param tuner
 *            chooses the tuning of each transition
 * @param start
 *            finds the first state
 * @param transform
 *            says what is stored of a state
 */
public record ChainKit(LogDensity density, TransitionKernel kernel, Tuner tuner, StartingPoint start,
        DrawTransform transform) {}
