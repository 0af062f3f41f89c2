package ergodic.sampler.cycles;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A cycle of steps {@code h (1 + cos(pi k / n)) / (1 + cos(pi beta))}, k = 0 .. n - 1, of which the first share beta explores and the
 * rest, whose longest step is h, makes draws.
 *
 * @param transitions
 *            transitions of the sampling part; 0 for steps that are all h
 * @param exploration
 *            beta, share of the steps that explore, from 0 to 0.8
 */
public record CosineCycle(int transitions, double exploration) {

    /** Transitions of a cycle. */
    public static final Key<Integer> CYCLE = Key.whole("cycle", 0, Key.within(0, 1_000_000),
            "transitions of a cycle ([what for](samplers.md#cycles)): steps that fall to nothing over each; 0 for equal steps");
    /** Share of a cycle's steps that are no draws. */
    public static final Key<Double> EXPLORATION = Key.real("cycle_exploration", 0.5,
            value -> value >= 0 && value <= 0.8 ? null : "must be at least 0 and at most 0.8, not " + value,
            "share of a cycle's steps, the longest, that explore before its transitions begin");

    /** Steps that are all alike. */
    public static final CosineCycle NONE = new CosineCycle(0, 0.5);

    /** Checks the numbers. */
    public CosineCycle {
        if (transitions < 0 || !(exploration >= 0 && exploration <= 0.8)) {
            throw new IllegalArgumentException("a cycle has a number of transitions and explores for a share of at most"
                    + " 0.8 of its steps, but got " + transitions + " and " + exploration);
        }
    }

    /** What the keys say. */
    public static CosineCycle of(Settings settings) {
        return new CosineCycle(settings.get(CYCLE), settings.get(EXPLORATION));
    }

    /** Whether steps differ. */
    public boolean cyclical() {
        return transitions > 0;
    }

    /** The longest step in those of the sampling part. */
    public double stretch() {
        return cyclical() ? 2 / (1 + Math.cos(Math.PI * exploration)) : 1;
    }

    /** Steps before the first transition of a cycle. */
    int explored() {
        return (int) Math.round(transitions * exploration / (1 - exploration));
    }

    /** Steps of the transition that has most. */
    public int mostSteps() {
        return cyclical() ? explored() + 1 : 1;
    }

    /**
     * What a chain runs with.
     *
     * @param equal
     *            the tuner of a kernel whose steps are all alike
     * @param tuning
     *            the tuning for a step
     */
    public <T> ChainKit<?> kit(LogDensity density, TransitionKernel<T> kernel, Tuner<T> equal, double stepSize,
            DoubleFunction<T> tuning, StartingPoint start, DrawTransform transform) {
        return cyclical()
                ? new ChainKit<>(density, new Cyclical<>(kernel), tuner(stepSize, tuning), start, transform)
                : new ChainKit<>(density, kernel, equal, start, transform);
    }

    /** The tunings of one cycle after another, from the tuning for a step. */
    <T> Tuner<CycleTuning<T>> tuner(double stepSize, DoubleFunction<T> tuning) {
        int explored = explored();
        int steps = explored + transitions;
        List<T> all = new ArrayList<>(steps);
        for (int k = 0; k < steps; k++) {
            all.add(tuning.apply(stepSize * stretch() * 0.5 * (1 + Math.cos(Math.PI * k / steps))));
        }
        return new FixedTuning<>(new CycleTuning<>(all, explored));
    }
}
