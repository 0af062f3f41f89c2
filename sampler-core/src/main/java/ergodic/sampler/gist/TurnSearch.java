package ergodic.sampler.gist;

import ergodic.sampler.LogDensity;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import java.util.Arrays;

/**
 * Trajectories to their first U-turn, where the distance from the start begins to fall, {@code (x_n - x_0) . p_n < 0} (momenta, not
 * velocities: so it is the same in whitened coordinates). The forward states are kept, so the way back from one of them costs gradients only
 * beyond the start. A state that is not finite ends a search as broken.
 */
final class TurnSearch {

    private static final int BROKEN = -1;
    private static final int FIRST_ROOM = 16;

    private final int dimension;
    private final int most;
    private final Leapfrog leapfrog;
    private final PhasePoint behind;
    private PhasePoint[] points;
    private int made;
    private int reached;
    private int gradients;
    private boolean capped;

    TurnSearch(LogDensity density, int most) {
        this.dimension = density.dimension();
        this.most = most;
        this.leapfrog = new Leapfrog(density);
        this.behind = new PhasePoint(dimension);
        this.points = new PhasePoint[0];
    }

    /** The state after so many steps; the start is number 0. Room is made when it is first needed, and kept. */
    PhasePoint at(int index) {
        if (index >= made) {
            if (index >= points.length) {
                points = Arrays.copyOf(points, Math.min(most + 1, Math.max(FIRST_ROOM, 2 * index)));
            }
            points[index] = new PhasePoint(dimension);
            made = index + 1;
        }
        return points[index];
    }

    /** For another transition. */
    void begin() {
        gradients = 0;
        capped = false;
    }

    /** U from the start, whose energy is known; {@link #broken} if a state, then the {@link #last}, is not finite. */
    int forward(double stepSize, Metric metric) {
        PhasePoint start = at(0);
        for (int n = 1; n <= most; n++) {
            PhasePoint next = at(n);
            leapfrog.step(at(n - 1), next, stepSize, metric);
            gradients++;
            reached = n;
            if (!Double.isFinite(next.energy(metric))) {
                return BROKEN;
            }
            if (turned(start, next, 1.0)) {
                return n;
            }
        }
        capped = true;
        return most;
    }

    /**
     * U' from the state after {@code n} steps, with the momentum turned round.
     *
     * @param limit
     *            what U' may be at most to be of use; a larger one may be returned as {@code limit + 1}
     */
    int backward(int n, int limit, double stepSize, Metric metric) {
        PhasePoint from = at(n);
        for (int k = 1; k <= n; k++) {
            if (turned(from, at(n - k), -1.0)) {
                return k;
            }
        }
        behind.set(at(0));
        for (int k = n + 1; k <= most; k++) {
            if (k > limit) {
                return k;
            }
            leapfrog.step(behind, -stepSize, metric);
            gradients++;
            if (!Double.isFinite(behind.energy(metric))) {
                return BROKEN;
            }
            if (turned(from, behind, -1.0)) {
                return k;
            }
        }
        return most;
    }

    /** Whether the distance from one point falls at another, whose time runs forward or back. */
    private boolean turned(PhasePoint from, PhasePoint to, double sign) {
        double along = 0.0;
        for (int i = 0; i < dimension; i++) {
            along += (to.theta()[i] - from.theta()[i]) * to.momentum()[i];
        }
        return sign * along < 0.0;
    }

    /** The last state of the forward search. */
    PhasePoint last() {
        return at(reached);
    }

    /** Whether a search ended at a state that is not finite. */
    static boolean broken(int turn) {
        return turn == BROKEN;
    }

    /** Gradients since {@link #begin}. */
    int gradients() {
        return gradients;
    }

    /** Whether the forward search ended without a turn. */
    boolean capped() {
        return capped;
    }
}
