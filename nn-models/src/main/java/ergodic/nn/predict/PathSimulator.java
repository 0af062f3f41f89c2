package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Forecasts several steps ahead from a network that forecasts one, by simulation: of each draw of the weights a path is followed from each
 * row, whose every value is drawn from the likelihood and fed back. The predictive distribution of a step is the equal mixture of the
 * likelihoods that the paths meet there, a component a path: no kernel, no histogram, and of one step exactly the network's own. Paths
 * carry the uncertainty of weights and noise; the only error is that of finitely many of them.
 */
public final class PathSimulator {

    /** Paths from each row, if there are as many draws. */
    private static final int PATHS = 1000;
    /** Fewest of them that make a distribution. */
    private static final int FEWEST = 100;
    /** Numbers that describe all components of all steps: half a gigabyte. */
    private static final long MOST_NUMBERS = 60_000_000;
    private static final long ROW_STEP = 0xD1342543DE82EF95L;
    private static final long PATH_STEP = 0x9E6C63D0876A9A47L;

    private final Forward.Factory forwards;
    private final Supplier<Mixture> mixtures;
    private final Next next;

    /** The row that follows when a value comes true. */
    @FunctionalInterface
    public interface Next {

        /** The rows after these. */
        Rows after(Rows rows, double[] values);
    }

    /**
     * A simulator.
     *
     * @param forwards
     *            the network's forward part, of one draw at a time
     * @param mixtures
     *            makes the likelihood's mixture
     * @param next
     *            feeds values back
     */
    public PathSimulator(Forward.Factory forwards, Supplier<Mixture> mixtures, Next next) {
        this.forwards = forwards;
        this.mixtures = mixtures;
        this.next = next;
    }

    /**
     * The predictive distributions of the steps 1 to {@code steps} from each row, in standardised units. What a path meets depends on the
     * seed, its draw, the number of paths and the row's number alone.
     *
     * @param positions
     *            draws; of more than 1000 (fewer for very many rows and steps) some are chosen, evenly
     * @param rows
     *            where forecasts begin; with targets that are the values of step 1
     * @param steps
     *            at least 1
     * @param seed
     *            any number
     * @return the components of each step
     * @throws ArithmeticException
     *             if paths leave the range of double precision, or all of them are too many numbers
     */
    public List<Components> simulate(Positions positions, Rows rows, int steps, long seed) {
        Mixture mixture = mixtures.get();
        int parameters = mixture.parameters();
        long perPath = (long) steps * rows.count() * parameters;
        int chains = positions.chains();
        int most = (int) Math.min(PATHS, MOST_NUMBERS / perPath);
        if (most < Math.min(FEWEST, (long) chains * positions.draws())) {
            throw new ArithmeticException("there are too many forecasts to be simulated at once (" + rows.count()
                    + " rows, " + steps + " steps); take fewer of either");
        }
        int draws = Math.clamp(most / chains, 1, positions.draws());
        List<double[]> values = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            values.add(new double[Math.multiplyExact(rows.count() * parameters, chains * draws)]);
        }
        double[] theta = new double[positions.dimension()];
        Forward forward = forwards.over(rows);
        for (int path = 0; path < chains * draws; path++) {
            int draw = (int) ((2L * (path % draws) + 1) * positions.draws() / (2L * draws));
            positions.readInto(path / draws, draw, theta);
            follow(forward, theta, rows, path, chains * draws, mixture, values, seed + PATH_STEP * (path + 1L));
        }
        List<Components> all = new ArrayList<>();
        for (double[] ofStep : values) {
            all.add(new Met(rows.numbers(), chains, draws, ofStep));
        }
        return all;
    }

    private void follow(Forward forward, double[] theta, Rows from, int path, int paths, Mixture mixture,
            List<double[]> values, long seed) {
        int count = from.count();
        int parameters = mixture.parameters();
        UniformRandomProvider[] rngs = new UniformRandomProvider[count];
        for (int row = 0; row < count; row++) {
            rngs[row] = RandomSource.XO_SHI_RO_256_PP.create(seed + ROW_STEP * (from.numbers()[row] + 1L));
        }
        double[] met = new double[count * parameters];
        double[] drawn = new double[count];
        Rows rows = from;
        for (int step = 0; step < values.size(); step++) {
            if (path > 0 || step > 0) {
                forward.replaceRows(rows);
            }
            forward.evaluateInto(theta, met);
            for (int row = 0; row < count; row++) {
                System.arraycopy(met, row * parameters, values.get(step), (row * paths + path) * parameters,
                        parameters);
                mixture.load(met, row * parameters, 1);
                drawn[row] = mixture.sample(0, rngs[row]);
                if (!Double.isFinite(drawn[row])) {
                    throw new ArithmeticException("paths leave the range of double precision at step " + (step + 1)
                            + ": the network's forecasts grow without bound; take fewer steps, or a network that does not");
                }
            }
            if (step + 1 < values.size()) {
                rows = next.after(rows, drawn);
            }
        }
    }

    /** What the paths met at a step, {@code [row][path][parameter]}. */
    private record Met(int[] numbers, int chains, int draws, double[] values) implements Components {

        @Override
        public void fillInto(Rows rows, int parameters, double[] block) {
            int stride = chains * draws * parameters;
            for (int i = 0; i < rows.count(); i++) {
                int at = Arrays.binarySearch(numbers, rows.numbers()[i]);
                System.arraycopy(values, at * stride, block, i * stride, stride);
            }
        }
    }
}
