package ergodic.sampler.gist;

import ergodic.sampler.LogDensity;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chooses the number j of doublings of a step size: as long as the energy error stays below {@code |log b|} the step is doubled, and the last one
 * that did is taken; one whose error is above {@code |log a|} is halved until it is not. Errors count by their size, so that both ends
 * choose alike where errors are large and where they are gains.
 */
final class StepSelection {

    private final int most;
    private final Leapfrog leapfrog;
    private PhasePoint end;
    private PhasePoint trial;
    private int steps;
    private double lower;
    private double upper;
    private double first;
    private double error;
    private int gradients;
    private boolean capped;

    StepSelection(LogDensity density, int most) {
        this.most = most;
        this.leapfrog = new Leapfrog(density);
        this.end = new PhasePoint(density.dimension());
        this.trial = new PhasePoint(density.dimension());
    }

    /** Draws a and b anew, and the number of steps: were it always the same, trajectories could fall into step with the density. */
    void begin(UniformRandomProvider rng) {
        steps = 1 + rng.nextInt(most);
        double one = -Math.log1p(-rng.nextDouble());
        double other = -Math.log1p(-rng.nextDouble());
        lower = Math.min(one, other);
        upper = Math.max(one, other);
        gradients = 0;
        capped = false;
    }

    /** The number of doublings from a point whose energy is known; its trajectory is then known. */
    int choose(PhasePoint from, double stepSize, Metric metric) {
        first = tried(from, stepSize, metric);
        error = first;
        swap();
        int j = 0;
        if (first < lower) {
            while (j < GistSettings.MOST_DOUBLINGS) {
                double next = tried(from, Math.scalb(stepSize, j + 1), metric);
                if (!(next < lower)) {
                    return j;
                }
                error = next;
                swap();
                j++;
            }
            capped = true;
        } else if (first > upper) {
            while (error > upper) {
                if (j == -GistSettings.MOST_DOUBLINGS) {
                    capped = true;
                    return j;
                }
                j--;
                error = tried(from, Math.scalb(stepSize, j), metric);
                swap();
            }
        }
        return j;
    }

    /**
     * Whether this number would be chosen from a point; stops at the first try that says no.
     *
     * @param known
     *            size of the energy error with this number of doublings; NaN if it is to be tried too
     */
    boolean chooses(int doublings, double known, PhasePoint from, double stepSize, Metric metric) {
        if (doublings < 0) {
            for (int j = 0; j > doublings; j--) {
                if (!(tried(from, Math.scalb(stepSize, j), metric) > upper)) {
                    return false;
                }
            }
            return doublings == -GistSettings.MOST_DOUBLINGS
                    || errorAt(doublings, known, from, stepSize, metric) <= upper;
        }
        for (int j = 0; j < doublings; j++) {
            if (!(tried(from, Math.scalb(stepSize, j), metric) < lower)) {
                return false;
            }
        }
        double at = errorAt(doublings, known, from, stepSize, metric);
        if (!(at < lower)) {
            // Neither doubled nor halved, which only the base step itself can be.
            return doublings == 0 && at <= upper;
        }
        return doublings == GistSettings.MOST_DOUBLINGS
                || !(tried(from, Math.scalb(stepSize, doublings + 1), metric) < lower);
    }

    private double errorAt(int doublings, double known, PhasePoint from, double stepSize, Metric metric) {
        return Double.isNaN(known) ? tried(from, Math.scalb(stepSize, doublings), metric) : known;
    }

    /** Size of the energy error of a trajectory, which ends in {@link #trial}; infinite where a value on the way is not finite. */
    private double tried(PhasePoint from, double stepSize, Metric metric) {
        leapfrog.step(from, trial, stepSize, metric);
        gradients++;
        int taken = 1;
        while (taken < steps && Double.isFinite(trial.logDensity())) {
            leapfrog.step(trial, stepSize, metric);
            gradients++;
            taken++;
        }
        return Math.abs(trial.energy(metric) - from.energy());
    }

    private void swap() {
        PhasePoint other = end;
        end = trial;
        trial = other;
    }

    /** Where the chosen trajectory ends. */
    PhasePoint end() {
        return end;
    }

    /** Steps of a trajectory. */
    int steps() {
        return steps;
    }

    /** Size of the energy error of the base step. */
    double firstError() {
        return first;
    }

    /** Size of the energy error of the chosen step. */
    double error() {
        return error;
    }

    /** Gradients since {@link #begin}. */
    int gradients() {
        return gradients;
    }

    /** Whether the search ended at the most doublings or halvings. */
    boolean capped() {
        return capped;
    }
}
