package ergodic.sampler.smc;

import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import ergodic.sampler.tempering.TemperedPoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The particles, which draw of the prior each descends from, and where each stood when its moves began. With {@code keep} states of a way,
 * the particles {@code j keep, ..., j keep + keep - 1} are one way.
 */
final class Population {

    /** In the place of a count: a particle that was overwritten. */
    private static final int TAKEN = -1;

    private final int keep;
    private final TemperedPoint[] particles;
    private final int[] ancestors;
    private final double[][] starts;
    @Workspace
    private final double[] logLikelihoods;
    @Workspace
    private final int[] counts;
    @Workspace
    private final boolean[] lines;
    @Workspace("counted again from the ancestors")
    private int lineCount;
    @Workspace
    private final TemperedPoint[] order;
    @Workspace
    private final int[] orderOfAncestors;

    Population(int size, int keep, int dimension) {
        this.keep = keep;
        this.particles = new TemperedPoint[size];
        for (int i = 0; i < size; i++) {
            particles[i] = new TemperedPoint(dimension);
        }
        this.ancestors = new int[size];
        // Correlations with the start are looked at only where ways are as long as they must be.
        this.starts = new double[keep == 1 ? size : 0][dimension];
        this.logLikelihoods = new double[size];
        this.counts = new int[size];
        this.lines = new boolean[size];
        this.order = new TemperedPoint[size];
        this.orderOfAncestors = new int[size];
    }

    int size() {
        return particles.length;
    }

    /** Number of ways. */
    int ways() {
        return particles.length / keep;
    }

    TemperedPoint at(int particle) {
        return particles[particle];
    }

    /** The draw of the prior that a particle descends from. */
    int ancestor(int particle) {
        return ancestors[particle];
    }

    /** Each particle descends from itself. */
    void begin() {
        for (int i = 0; i < ancestors.length; i++) {
            ancestors[i] = i;
        }
        countLines();
    }

    /** Log likelihoods of all particles; one array, written anew by each call. */
    double[] logLikelihoods() {
        for (int i = 0; i < particles.length; i++) {
            logLikelihoods[i] = particles[i].logLikelihood();
        }
        return logLikelihoods;
    }

    /** Number of draws of the prior that still have descendants. */
    int lines() {
        return lineCount;
    }

    private void countLines() {
        Arrays.fill(lines, false);
        lineCount = 0;
        for (int ancestor : ancestors) {
            lineCount += lines[ancestor] ? 0 : 1;
            lines[ancestor] = true;
        }
    }

    /** Resamples the first particle of each way, by the weights {@code exp(delta l)}, and notes where it starts. */
    void resample(double delta, UniformRandomProvider rng) {
        Weights.resample(logLikelihoods(), delta, ways(), rng.nextDouble(), counts);
        int way = 0;
        int free = firstFree(0);
        for (int i = 0; i < particles.length; i++) {
            for (int copy = 0; copy < counts[i]; copy++) {
                TemperedPoint point = particles[i];
                if (copy > 0) {
                    point = particles[free];
                    point.set(particles[i]);
                    counts[free] = TAKEN;
                    free = firstFree(free);
                }
                order[way * keep] = point;
                orderOfAncestors[way * keep] = ancestors[i];
                way++;
            }
        }
        fillWays();
        countLines();
        for (int i = 0; i < starts.length; i++) {
            System.arraycopy(particles[i].theta(), 0, starts[i], 0, starts[i].length);
        }
    }

    private int firstFree(int from) {
        int free = from;
        while (free < particles.length && counts[free] != 0) {
            free++;
        }
        return free;
    }

    /** Particles that were not taken become the later states of the ways, to be written. */
    private void fillWays() {
        int slot = 0;
        for (int i = 0; i < particles.length; i++) {
            if (counts[i] == 0) {
                while (slot % keep == 0) {
                    slot++;
                }
                order[slot] = particles[i];
                orderOfAncestors[slot] = orderOfAncestors[slot - slot % keep];
                slot++;
            }
        }
        System.arraycopy(order, 0, particles, 0, particles.length);
        System.arraycopy(orderOfAncestors, 0, ancestors, 0, ancestors.length);
    }

    /** Mean over coordinates of the squared correlation, over particles, of where moves began and where they stand. */
    double jumpCorrelation() {
        int dimension = starts[0].length;
        int size = particles.length;
        double sum = 0.0;
        int known = 0;
        for (int i = 0; i < dimension; i++) {
            double meanOfStarts = 0.0;
            double mean = 0.0;
            for (int particle = 0; particle < size; particle++) {
                meanOfStarts += starts[particle][i] / size;
                mean += particles[particle].theta()[i] / size;
            }
            double product = 0.0;
            double squareOfStarts = 0.0;
            double square = 0.0;
            for (int particle = 0; particle < size; particle++) {
                double from = starts[particle][i] - meanOfStarts;
                double to = particles[particle].theta()[i] - mean;
                product += from * to;
                squareOfStarts += from * from;
                square += to * to;
            }
            if (squareOfStarts > 0.0 && square > 0.0) {
                sum += product / squareOfStarts * (product / square);
                known++;
            }
        }
        return known == 0 ? 1.0 : sum / known;
    }

    /** Puts the particles in random order, so that the first ones are a fair part of them. */
    void shuffle(UniformRandomProvider rng) {
        for (int i = particles.length - 1; i > 0; i--) {
            int other = rng.nextInt(i + 1);
            TemperedPoint point = particles[i];
            particles[i] = particles[other];
            particles[other] = point;
            int ancestor = ancestors[i];
            ancestors[i] = ancestors[other];
            ancestors[other] = ancestor;
        }
    }

    void save(DataOutput out) throws IOException {
        for (int i = 0; i < particles.length; i++) {
            particles[i].save(out);
            out.writeInt(ancestors[i]);
        }
        for (double[] start : starts) {
            PlainVectors.writeAll(out, start);
        }
    }

    void load(DataInput in) throws IOException {
        for (int i = 0; i < particles.length; i++) {
            particles[i].load(in);
            ancestors[i] = in.readInt();
            if (ancestors[i] < 0 || ancestors[i] >= particles.length) {
                throw new IOException(
                        "a saved population of " + particles.length + " particles has one that descends from "
                                + ancestors[i]);
            }
        }
        countLines();
        for (double[] start : starts) {
            PlainVectors.readInto(in, start);
        }
    }
}
