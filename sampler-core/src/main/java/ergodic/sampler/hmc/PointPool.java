package ergodic.sampler.hmc;

/**
 * The points of phase space of one chain's trees. A point is held by as many places as say so ({@link #hold}), which share
 * it instead of copying, and is used again when the last of them lets go. Points are made when there is none left, so a
 * chain has as many as its deepest tree needed, and allocates nothing from then on.
 */
final class PointPool {

    private final int dimension;
    private final PhasePoint[] free;
    private int count;

    /**
     * An empty pool.
     *
     * @param most
     *            largest number of points that are out at once
     */
    PointPool(int dimension, int most) {
        this.dimension = dimension;
        this.free = new PhasePoint[most];
    }

    /** A point that nobody holds, of unknown content; the one let go last, as it may still be in the cache. */
    PhasePoint take() {
        return count == 0 ? new PhasePoint(dimension) : free[--count];
    }

    /** Gives back a point that was taken but never held. */
    void giveBack(PhasePoint z) {
        free[count++] = z;
    }

    /** One place more holds {@code z}. */
    void hold(PhasePoint z) {
        z.holders++;
    }

    /** One place less holds {@code z}. */
    void letGo(PhasePoint z) {
        if (--z.holders == 0) {
            giveBack(z);
        }
    }
}
