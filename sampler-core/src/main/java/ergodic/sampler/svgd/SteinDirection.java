package ergodic.sampler.svgd;

/**
 * Where the particles go (Liu and Wang 2016, equation 8): {@code phi_i = sum over j of (k(x_j, x_i) grad log p(x_j) + grad_{x_j} k(x_j, x_i)) / n},
 * with the bandwidth {@code h = median squared distance / log n} (the text after that equation). Arrays of all particles are [n][d], row-major. Allocates nothing.
 */
final class SteinDirection {

    private final int particles;
    private final int dimension;
    private final double[] distances;
    private final double[] selected;
    private double bandwidth = 1;

    SteinDirection(int particles, int dimension) {
        this.particles = particles;
        this.dimension = dimension;
        this.distances = new double[particles * (particles - 1) / 2];
        this.selected = new double[distances.length];
    }

    /** Bandwidth of the last direction; 1 of a single particle, and where most particles are at one place. */
    double bandwidth() {
        return bandwidth;
    }

    /**
     * Fills the direction.
     *
     * @param positions
     *            of the particles
     * @param scores
     *            gradients of the log density there
     * @param direction
     *            filled; not the same array
     */
    void into(double[] positions, double[] scores, double[] direction) {
        int pair = 0;
        for (int i = 1; i < particles; i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int k = 0; k < dimension; k++) {
                    double difference = positions[i * dimension + k] - positions[j * dimension + k];
                    square += difference * difference;
                }
                distances[pair++] = square;
            }
        }
        bandwidth = 1;
        if (pair > 0) {
            System.arraycopy(distances, 0, selected, 0, pair);
            double median = median(selected);
            bandwidth = median > 0 ? median / Math.log(particles) : 1;
        }
        double share = 1.0 / particles;
        // The term of a particle with itself: its kernel is 1 and pushes nowhere.
        for (int i = 0; i < direction.length; i++) {
            direction[i] = share * scores[i];
        }
        pair = 0;
        for (int i = 1; i < particles; i++) {
            for (int j = 0; j < i; j++) {
                double kernel = share * Math.exp(-distances[pair++] / bandwidth);
                double push = 2 * kernel / bandwidth;
                for (int k = 0; k < dimension; k++) {
                    int a = i * dimension + k;
                    int b = j * dimension + k;
                    double apart = push * (positions[a] - positions[b]);
                    direction[a] += kernel * scores[b] + apart;
                    direction[b] += kernel * scores[a] - apart;
                }
            }
        }
    }

    /** The median of numbers, the mean of the middle two of an even number of them; changes their order. */
    static double median(double[] values) {
        int middle = values.length / 2;
        double upper = select(values, middle);
        if (values.length % 2 == 1) {
            return upper;
        }
        // All below the middle are no larger.
        double lower = values[0];
        for (int i = 1; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return 0.5 * (lower + upper);
    }

    /** Puts the number of this rank in its place, smaller ones before it (Hoare 1961). */
    private static double select(double[] values, int rank) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = values[i];
                    values[i] = values[j];
                    values[j] = swap;
                    i++;
                    j--;
                }
            }
            if (rank <= j) {
                high = j;
            } else if (rank >= i) {
                low = i;
            } else {
                break;
            }
        }
        return values[rank];
    }
}
