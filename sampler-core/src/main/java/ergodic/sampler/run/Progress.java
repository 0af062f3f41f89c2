package ergodic.sampler.run;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Transition;

/**
 * Hears what chains do. Calls for one chain come in order, those of different chains at the same time; they happen inside
 * the chain's loop, so an implementation only notes numbers and leaves drawing on a screen to another thread. An exception
 * thrown here ends the run.
 */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = new Progress() {};

    /**
     * A chain is about to begin, or to go on; told before anything else.
     *
     * @param chain
     *            chain from 0
     * @param kind
     *            what its draws are
     */
    default void begin(int chain, DrawKind kind) {}

    /**
     * How much the chain is to do in all; told after {@link #begin}.
     *
     * @param chain
     *            chain from 0
     * @param warmup
     *            transitions of its warm-up, steps of a fit
     * @param sampling
     *            transitions after it
     */
    default void planned(int chain, int warmup, int sampling) {}

    /**
     * What a draw takes beside its transition, such as predictions of held-out rows: measured once, early in the warm-up, which does not
     * show it. Not told where nothing is made of draws, or of the warm-up's transitions too.
     *
     * @param chain
     *            chain from 0
     * @param gradients
     *            for each transition after the warm-up, the time of so many gradients
     */
    default void drawCost(int chain, double gradients) {}

    /**
     * A chain begins a phase, or goes on in it after a resume.
     *
     * @param chain
     *            chain from 0
     * @param phase
     *            the phase it is in now
     * @param done
     *            transitions of that phase already made
     * @param total
     *            transitions of that phase; 0 where that is not known (start)
     * @param elapsedNanos
     *            nanoseconds since this run, or its resumption, began
     */
    default void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {}

    /**
     * A chain goes on from a checkpoint; told after the phase, before anything else.
     *
     * @param soFar
     *            what it had made and met before
     */
    default void resumed(ChainResult soFar) {}

    /**
     * How much a chain's starting point will read at most; told once, before it evaluates.
     *
     * @param chain
     *            chain from 0
     * @param rows
     *            rows of all its evaluations; 0 where that is not known
     */
    default void startPlanned(int chain, double rows) {}

    /**
     * The starting point of a chain evaluated the density.
     *
     * @param chain
     *            chain from 0
     * @param evaluations
     *            evaluations so far, of all rows or a subset
     * @param rows
     *            rows of all of them; as many as evaluations where the density has none
     * @param logDensity
     *            the value
     * @param elapsedNanos
     *            nanoseconds since this run began
     */
    default void starting(int chain, long evaluations, long rows, double logDensity, long elapsedNanos) {}

    /**
     * A chain made a transition.
     *
     * @param chain
     *            chain from 0
     * @param phase
     *            {@link RunPhase#WARMUP} or {@link RunPhase#SAMPLING}
     * @param done
     *            transitions made in this phase
     * @param total
     *            transitions of this phase
     * @param transition
     *            what happened
     * @param gradients
     *            gradients that the chain took so far after its start, in both phases
     * @param elapsedNanos
     *            nanoseconds since this run, or its resumption, began
     */
    default void transition(int chain, RunPhase phase, int done, int total, Transition transition, long gradients,
            long elapsedNanos) {}
}
