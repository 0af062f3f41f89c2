package ergodic.sampler.pathfinder;

import ergodic.sampler.Finiteness;
import ergodic.sampler.KeyedNormals;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.Lbfgs;
import ergodic.sampler.optimize.LbfgsSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One path of L-BFGS, and the best normal approximation along it: that of the highest evidence lower bound (ELBO), the mean of log p
 * minus log q over 25 draws, made of the same standard normals at every iterate.
 */
final class OptimiserPath {

    /** Draws of an estimate of the ELBO. */
    static final int ELBO_DRAWS = 25;
    /** Decrease of f, as a share of it, at which a path has arrived. */
    private static final double ARRIVED = 1e-10;

    private final LogDensity density;
    private final Lbfgs lbfgs;
    private final double[] theta;
    private final double[] last;
    private final double[] lastGradient;
    private double lastValue;
    private final Curvature curvature;
    private final double[] best;
    private final double[] bestGradient;
    private final Curvature bestCurvature;
    private double bestValue;
    private double elbo = Double.NEGATIVE_INFINITY;
    private long seed;
    private boolean begun;
    private boolean ended;
    private boolean arrived;
    private boolean broken;
    @Workspace
    private final NormalApproximation approximation;
    @Workspace
    private final KeyedNormals keyed = new KeyedNormals();
    @Workspace
    private final double[] told;
    @Workspace
    private final double[] gradient;
    @Workspace
    private final double[] normals;
    @Workspace
    private final double[] point;

    OptimiserPath(LogDensity density, int memory) {
        int d = density.dimension();
        this.density = density;
        this.lbfgs = new Lbfgs(d, LbfgsSettings.defaults().withMemory(memory));
        this.theta = new double[d];
        this.last = new double[d];
        this.lastGradient = new double[d];
        this.curvature = new Curvature(d, memory);
        this.best = new double[d];
        this.bestGradient = new double[d];
        this.bestCurvature = new Curvature(d, memory);
        this.approximation = new NormalApproximation(d, memory);
        this.told = new double[d];
        this.gradient = new double[d];
        this.normals = new double[d];
        this.point = new double[d];
    }

    /**
     * Begins.
     *
     * @param start
     *            where; density and gradient are finite there
     * @param key
     *            of its random numbers
     */
    void begin(double[] start, long key) {
        System.arraycopy(start, 0, theta, 0, theta.length);
        seed = key;
    }

    /** Looks at the next trial point, and if it is an iterate estimates the ELBO there; answers with the number of gradients. */
    int advance() {
        System.arraycopy(theta, 0, told, 0, theta.length);
        double value = -density.evaluate(theta, gradient);
        broken = !Finiteness.holds(value, gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        if (broken && !begun) {
            ended = true;
            return 1;
        }
        lbfgs.step(theta, broken ? Double.POSITIVE_INFINITY : value, gradient, 1);
        int gradients = 1;
        if (lbfgs.accepted()) {
            boolean small = false;
            if (begun) {
                curvature.add(last, lastGradient, told, gradient);
                small = lastValue - value <= ARRIVED * Math.max(1, Math.max(Math.abs(value), Math.abs(lastValue)));
            }
            begun = true;
            System.arraycopy(told, 0, last, 0, last.length);
            System.arraycopy(gradient, 0, lastGradient, 0, last.length);
            lastValue = value;
            gradients += judge();
            arrived = small;
        }
        arrived |= lbfgs.stalled();
        ended = arrived;
        return gradients;
    }

    /** Estimates the ELBO at the last iterate, and keeps the iterate if it is the best. */
    private int judge() {
        if (!approximation.set(last, lastGradient, curvature)) {
            return 0;
        }
        double sum = 0;
        for (int draw = 0; draw < ELBO_DRAWS; draw++) {
            keyed.fill(seed, -1 - draw, normals);
            double logQ = approximation.drawInto(normals, point);
            sum += density.evaluate(point, gradient) - logQ;
        }
        double estimate = sum / ELBO_DRAWS;
        // False for NaN too.
        if (estimate > elbo && estimate < Double.POSITIVE_INFINITY) {
            elbo = estimate;
            bestValue = -lastValue;
            System.arraycopy(last, 0, best, 0, last.length);
            System.arraycopy(lastGradient, 0, bestGradient, 0, last.length);
            bestCurvature.copyFrom(curvature);
        }
        return ELBO_DRAWS;
    }

    /** Ends it, and makes its best approximation ready for draws. */
    void end() {
        ended = true;
        if (found()) {
            approximation.set(best, bestGradient, bestCurvature);
        }
    }

    boolean ended() {
        return ended;
    }

    /** Whether it went on until there was no more to gain. */
    boolean arrived() {
        return arrived;
    }

    /** Whether values at the last trial point were not finite. */
    boolean broken() {
        return broken;
    }

    /** Whether some approximation along it is usable. */
    boolean found() {
        return elbo > Double.NEGATIVE_INFINITY;
    }

    /** The highest ELBO. */
    double elbo() {
        return elbo;
    }

    /** The iterate with the highest ELBO; the array itself. */
    double[] best() {
        return best;
    }

    /** Log density there. */
    double bestValue() {
        return bestValue;
    }

    /** Gradient of the log density there. */
    void bestGradientInto(double[] filled) {
        for (int i = 0; i < filled.length; i++) {
            filled[i] = -bestGradient[i];
        }
    }

    /** The last iterate; the array itself. */
    double[] last() {
        return last;
    }

    /** Makes a draw of the best approximation, always the same for an index. */
    void drawInto(long index, double[] draw) {
        keyed.fill(seed, index, normals);
        approximation.drawInto(normals, draw);
    }

    /** Covariance of the best approximation. */
    StartCovariance covariance() {
        return approximation.covariance();
    }

    /** Log q of the best approximation at a point. */
    double logQ(double[] at) {
        return approximation.logDensity(at);
    }

    void save(DataOutput out) throws IOException {
        lbfgs.save(out);
        for (int i = 0; i < theta.length; i++) {
            out.writeDouble(theta[i]);
            out.writeDouble(last[i]);
            out.writeDouble(lastGradient[i]);
            out.writeDouble(best[i]);
            out.writeDouble(bestGradient[i]);
        }
        out.writeDouble(lastValue);
        curvature.save(out);
        bestCurvature.save(out);
        out.writeDouble(bestValue);
        out.writeDouble(elbo);
        out.writeLong(seed);
        out.writeBoolean(begun);
        out.writeBoolean(ended);
        out.writeBoolean(arrived);
        out.writeBoolean(broken);
    }

    void load(DataInput in) throws IOException {
        lbfgs.load(in);
        for (int i = 0; i < theta.length; i++) {
            theta[i] = in.readDouble();
            last[i] = in.readDouble();
            lastGradient[i] = in.readDouble();
            best[i] = in.readDouble();
            bestGradient[i] = in.readDouble();
        }
        lastValue = in.readDouble();
        curvature.load(in);
        bestCurvature.load(in);
        bestValue = in.readDouble();
        elbo = in.readDouble();
        seed = in.readLong();
        begun = in.readBoolean();
        ended = in.readBoolean();
        arrived = in.readBoolean();
        broken = in.readBoolean();
        if (ended) {
            end();
        }
    }
}
