package ergodic.sampler.optimize;

import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * L-BFGS (Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4 and 7.5) with a line search by the strong Wolfe conditions. One
 * evaluation a step: the position is moved from trial point to trial point. If a search finds no point it goes on from the
 * best one downhill, without what it remembers; if there is none either it is stalled.
 */
public final class Lbfgs implements Optimizer {

    /** Least curvature along a step, as a share of the squared change of the gradient, for the pair to be kept. */
    private static final double LEAST_CURVATURE = 1e-12;

    private final int dimension;
    private final int memory;
    private final LineSearch search;
    private final double[] base;
    private final double[] baseGradient;
    private final double[] direction;
    /** Pair i stands at the place {@code i mod memory}. */
    private final double[][] steps;
    private final double[][] changes;
    private final double[] curvatures;
    private int pairs;
    private double baseValue;
    private boolean searching;
    private boolean accepted;
    private boolean stalled;
    @Workspace
    private final double[] shares;

    /** An optimisation that begins. */
    public Lbfgs(int dimension, LbfgsSettings settings) {
        this.dimension = dimension;
        this.memory = settings.memory();
        this.search = new LineSearch(settings.decrease(), settings.curvature());
        this.base = new double[dimension];
        this.baseGradient = new double[dimension];
        this.direction = new double[dimension];
        this.steps = new double[memory][dimension];
        this.changes = new double[memory][dimension];
        this.curvatures = new double[memory];
        this.shares = new double[memory];
    }

    @Override
    public boolean searchesLines() {
        return true;
    }

    @Override
    public boolean stalled() {
        return stalled;
    }

    /** Whether the point that was told last is the end of a line search: the next iterate of the method (its first point is one). */
    public boolean accepted() {
        return accepted;
    }

    /**
     * {@inheritDoc}
     *
     * @param schedule
     *            not looked at
     */
    @Override
    public void step(double[] theta, double value, double[] gradient, double schedule) {
        accepted = false;
        if (!searching) {
            takeBase(theta, value, gradient);
            accepted = true;
            searchAlongDirection();
        } else {
            double slope = Double.isFinite(value) ? dot(gradient, direction) : Double.NaN;
            switch (search.tell(value, slope)) {
                case GO_ON -> {}
                case ACCEPTED -> {
                    remember(theta, gradient);
                    takeBase(theta, value, gradient);
                    accepted = true;
                    searchAlongDirection();
                }
                case FAILED -> {
                    if (search.best() > 0) {
                        pairs = 0;
                        searching = false;
                        moveInto(theta, search.best());
                        return;
                    }
                    stalled = pairs == 0;
                    pairs = 0;
                    searchAlongDirection();
                }
            }
        }
        moveInto(theta, stalled ? 0 : search.trial());
    }

    private void takeBase(double[] theta, double value, double[] gradient) {
        System.arraycopy(theta, 0, base, 0, dimension);
        System.arraycopy(gradient, 0, baseGradient, 0, dimension);
        baseValue = value;
        searching = true;
    }

    /** Keeps step and change of the gradient, if the function is convex between the two points. */
    private void remember(double[] theta, double[] gradient) {
        int place = pairs % memory;
        double[] step = steps[place];
        double[] change = changes[place];
        double curvature = 0;
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            double s = theta[i] - base[i];
            double y = gradient[i] - baseGradient[i];
            curvature += s * y;
            square += y * y;
            step[i] = s;
            change[i] = y;
        }
        if (curvature > LEAST_CURVATURE * square) {
            curvatures[place] = curvature;
            pairs++;
        }
    }

    private void searchAlongDirection() {
        directionInto();
        double slope = dot(direction, baseGradient);
        if (!(slope < 0)) {
            pairs = 0;
            directionInto();
            slope = dot(direction, baseGradient);
        }
        if (!(slope < 0)) {
            // The gradient is 0.
            stalled = true;
            return;
        }
        search.begin(baseValue, slope, pairs == 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1);
    }

    /** The two loops over the pairs. */
    private void directionInto() {
        for (int i = 0; i < dimension; i++) {
            direction[i] = -baseGradient[i];
        }
        int oldest = Math.max(0, pairs - memory);
        for (int pair = pairs - 1; pair >= oldest; pair--) {
            int place = pair % memory;
            shares[place] = dot(steps[place], direction) / curvatures[place];
            add(-shares[place], changes[place]);
        }
        if (pairs > 0) {
            int last = (pairs - 1) % memory;
            double scale = curvatures[last] / dot(changes[last], changes[last]);
            for (int i = 0; i < dimension; i++) {
                direction[i] *= scale;
            }
        }
        for (int pair = oldest; pair < pairs; pair++) {
            int place = pair % memory;
            double share = dot(changes[place], direction) / curvatures[place];
            add(shares[place] - share, steps[place]);
        }
    }

    private void add(double factor, double[] vector) {
        for (int i = 0; i < dimension; i++) {
            direction[i] += factor * vector[i];
        }
    }

    private void moveInto(double[] theta, double length) {
        for (int i = 0; i < dimension; i++) {
            theta[i] = base[i] + length * direction[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public void reset() {
        pairs = 0;
        searching = false;
        accepted = false;
        stalled = false;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(pairs);
        out.writeDouble(baseValue);
        out.writeBoolean(searching);
        out.writeBoolean(accepted);
        out.writeBoolean(stalled);
        search.save(out);
        PlainVectors.writeAll(out, base);
        PlainVectors.writeAll(out, baseGradient);
        PlainVectors.writeAll(out, direction);
        for (int place = 0; place < memory; place++) {
            PlainVectors.writeAll(out, steps[place]);
            PlainVectors.writeAll(out, changes[place]);
        }
        PlainVectors.writeAll(out, curvatures);
    }

    @Override
    public void load(DataInput in) throws IOException {
        pairs = in.readInt();
        baseValue = in.readDouble();
        searching = in.readBoolean();
        accepted = in.readBoolean();
        stalled = in.readBoolean();
        search.load(in);
        PlainVectors.readInto(in, base);
        PlainVectors.readInto(in, baseGradient);
        PlainVectors.readInto(in, direction);
        for (int place = 0; place < memory; place++) {
            PlainVectors.readInto(in, steps[place]);
            PlainVectors.readInto(in, changes[place]);
        }
        PlainVectors.readInto(in, curvatures);
    }
}
