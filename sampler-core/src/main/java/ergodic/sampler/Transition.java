package ergodic.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happened in one transition: what every kernel says, and a row of numbers of its own, as it declared them. One object
 * of a chain, which each transition writes anew: who keeps anything of it copies that.
 */
public final class Transition {

    private final List<Statistic> statistics;
    private final double[] own;
    private double logDensity = Double.NaN;
    private int gradients;
    private boolean diverging;
    private boolean moved;
    private boolean cut;
    private boolean pausable;
    private boolean paused;

    /**
     * For the transitions of a kernel.
     *
     * @param own
     *            what {@link TransitionKernel#statistics} declares
     */
    public Transition(List<Statistic> own) {
        this.statistics = schema(own);
        this.own = new double[own.size()];
        Arrays.fill(this.own, Double.NaN);
    }

    /**
     * All that is said of a transition: what every kernel says, then the kernel's own.
     *
     * @throws IllegalArgumentException
     *             if two have the same name
     */
    public static List<Statistic> schema(List<Statistic> own) {
        List<Statistic> all = new ArrayList<>(Statistic.COMMON);
        all.addAll(own);
        Set<String> names = new HashSet<>();
        for (Statistic statistic : all) {
            if (!names.add(statistic.name())) {
                throw new IllegalArgumentException(
                        "two statistics of a kernel are called \"" + statistic.name() + "\"");
            }
        }
        return List.copyOf(all);
    }

    /**
     * Says what every kernel says, and makes its own statistics unknown (NaN) until they are {@link #set}.
     *
     * @param newLogDensity
     *            log density of the new state; an estimate for stochastic-gradient kernels
     * @param gradientCount
     *            number of gradients computed
     * @param diverged
     *            whether the energy error passed the threshold of divergence or a value was not finite
     * @param hasMoved
     *            whether the state moved
     * @param wasCut
     *            whether the trajectory was cut at its greatest length
     */
    public void report(double newLogDensity, int gradientCount, boolean diverged, boolean hasMoved, boolean wasCut) {
        logDensity = newLogDensity;
        gradients = gradientCount;
        diverging = diverged;
        moved = hasMoved;
        cut = wasCut;
        paused = false;
        Arrays.fill(own, Double.NaN);
    }

    /** Sets the kernel's own statistic of this index; truth values are 0 and 1. */
    public void set(int index, double value) {
        own[index] = value;
    }

    /** Sets the two flags that a kept draw takes over from the transitions before it that were not kept. */
    public void flag(boolean diverged, boolean wasCut) {
        diverging = diverged;
        cut = wasCut;
    }

    /** Lets kernels make a long transition in pieces: who calls a step then calls it again as long as the transition is {@link #paused}. */
    public void allowPauses() {
        pausable = true;
    }

    /** Whether the kernel may {@link #pause}. */
    public boolean mayPause() {
        return pausable;
    }

    /**
     * Says that the transition goes on with the next step: what was reported is of this piece. A checkpoint may be written in between.
     */
    public void pause() {
        paused = true;
    }

    /** Whether the transition is not complete. */
    public boolean paused() {
        return paused;
    }

    /** Adds to what was reported what steps before it, of the same transition, met. */
    public void addBefore(int gradientCount, boolean diverged, boolean wasCut) {
        gradients += gradientCount;
        flag(diverging || diverged, cut || wasCut);
    }

    /** Log density of the new state. */
    public double logDensity() {
        return logDensity;
    }

    /** Number of gradients computed. */
    public int gradients() {
        return gradients;
    }

    /** Whether the energy error passed the threshold of divergence or a value was not finite. */
    public boolean diverging() {
        return diverging;
    }

    /** Whether the state moved. */
    public boolean moved() {
        return moved;
    }

    /** Whether the trajectory was cut at its greatest length. */
    public boolean cut() {
        return cut;
    }

    /** What is said of a transition, in the order of {@link #statisticsInto}. */
    public List<Statistic> statistics() {
        return statistics;
    }

    /** The kernel's own statistic of this name; NaN if it declares none. */
    public double value(Statistic statistic) {
        int common = Statistic.COMMON.size();
        for (int i = 0; i < own.length; i++) {
            if (statistics.get(common + i).name().equals(statistic.name())) {
                return own[i];
            }
        }
        return Double.NaN;
    }

    /** Writes all statistics into {@code row}, from {@code offset} on. */
    public void statisticsInto(double[] row, int offset) {
        row[offset] = logDensity;
        row[offset + 1] = gradients;
        row[offset + 2] = diverging ? 1.0 : 0.0;
        row[offset + 3] = cut ? 1.0 : 0.0;
        row[offset + 4] = moved ? 1.0 : 0.0;
        System.arraycopy(own, 0, row, offset + Statistic.COMMON.size(), own.length);
    }
}
