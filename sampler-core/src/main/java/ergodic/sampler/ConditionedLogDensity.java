package ergodic.sampler;

import java.util.Arrays;

/**
 * A log posterior of some coordinates given the others: {@code log p(free, held | y)} as a function of the free ones, which is the log density of
 * {@code p(free | held, y)} up to a constant. Its coordinates are the free ones, in their order. Belongs to one chain.
 */
public final class ConditionedLogDensity implements StochasticLogDensity {

    private final StochasticLogDensity whole;
    private final int[] free;
    private final double[] point;
    private final double[] slope;
    private boolean held;

    /**
     * The density of some coordinates; the others are to be told by {@link #hold} before it is evaluated.
     *
     * @param whole
     *            the log posterior of all coordinates, of the same chain
     * @param free
     *            numbers of those that are free, ascending, at least one
     */
    public ConditionedLogDensity(StochasticLogDensity whole, int... free) {
        this.whole = whole;
        this.free = free.clone();
        this.point = new double[whole.dimension()];
        this.slope = new double[whole.dimension()];
        Arrays.fill(point, Double.NaN);
    }

    /** The log posterior of all coordinates. */
    public StochasticLogDensity whole() {
        return whole;
    }

    /** Whether it was told where the others are held. */
    public boolean isHeld() {
        return held;
    }

    /**
     * Holds the other coordinates from now on.
     *
     * @param theta
     *            a position of all coordinates; copied
     */
    public void hold(double[] theta) {
        moveTo(theta);
        held = true;
    }

    /** Moves the other coordinates too, without holding them there: until a search has ended. */
    void moveTo(double[] theta) {
        System.arraycopy(theta, 0, point, 0, point.length);
    }

    /** Fills {@code theta}, all coordinates, from the free ones and those that are held. */
    public void expandInto(double[] some, double[] theta) {
        System.arraycopy(point, 0, theta, 0, point.length);
        for (int i = 0; i < free.length; i++) {
            theta[free[i]] = some[i];
        }
    }

    /** Fills {@code some}, the free coordinates, from all. */
    public void gatherInto(double[] theta, double[] some) {
        for (int i = 0; i < free.length; i++) {
            some[i] = theta[free[i]];
        }
    }

    /** Fills {@code theta}, all coordinates, from the free ones, with 0 for the others. */
    void scatterInto(double[] some, double[] theta) {
        Arrays.fill(theta, 0);
        for (int i = 0; i < free.length; i++) {
            theta[free[i]] = some[i];
        }
    }

    /** Fills in the gradient of all coordinates that the last evaluation met, those that are held included. */
    void slopeInto(double[] gradient) {
        System.arraycopy(slope, 0, gradient, 0, slope.length);
    }

    @Override
    public int dimension() {
        return free.length;
    }

    @Override
    public int rowCount() {
        return whole.rowCount();
    }

    @Override
    public String coordinateName(int coordinate) {
        return whole.coordinateName(free[coordinate]);
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        place(theta);
        double value = whole.evaluate(point, slope);
        gatherInto(slope, gradient);
        return value;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        place(theta);
        double value = whole.evaluateSubset(point, rows, count, slope);
        gatherInto(slope, gradient);
        return value;
    }

    @Override
    public double value(double[] theta, double[] workspace) {
        place(theta);
        return whole.value(point, slope);
    }

    private void place(double[] theta) {
        for (int i = 0; i < free.length; i++) {
            point[free[i]] = theta[i];
        }
    }
}
