package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Predicts rows from all draws of all chains.
 *
 * <p>
 * Quantiles and ranked probability scores need all components of a row at once, so rows are taken in blocks whose components
 * fit into a fixed amount of memory, and the draws are read once for each block: memory does not grow with the rows nor with
 * the draws.
 */
public final class Predictor {

    private static final int BLOCK_VALUES = 4_000_000;
    /** Seeds of rows: an odd multiplier that is not the increment by which a seed is expanded. */
    private static final long ROW_STEP = 0xD1342543DE82EF95L;

    private final Forward.Factory forwards;
    private final Supplier<Mixture> mixtures;
    private final int threads;
    private final int samples;
    private final long seed;
    private final boolean probit;

    /**
     * A predictor.
     *
     * @param forwards
     *            the network's forward part
     * @param mixtures
     *            makes the likelihood's mixture, which takes the parameters that the forward part gives; one for each
     *            thread that works on rows
     */
    public Predictor(Forward.Factory forwards, Supplier<Mixture> mixtures) {
        this(forwards, mixtures, Runtime.getRuntime().availableProcessors(), 0, 0, false);
    }

    private Predictor(Forward.Factory forwards, Supplier<Mixture> mixtures, int threads, int samples, long seed,
            boolean probit) {
        this.forwards = forwards;
        this.mixtures = mixtures;
        this.threads = threads;
        this.samples = samples;
        this.seed = seed;
        this.probit = probit;
    }

    /**
     * The same with another mixture of the same parameters, such as that of one of several targets.
     *
     * @throws IllegalArgumentException
     *             if predictions are {@linkplain #byProbit by probit}, and the mixture is not one of classes
     */
    public Predictor withMixtures(Supplier<Mixture> others) {
        if (probit) {
            requireClasses(others);
        }
        return new Predictor(forwards, others, threads, samples, seed, probit);
    }

    /** The same with at most so many threads at work on the rows; the numbers are the same for any. */
    public Predictor withThreads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + most);
        }
        return new Predictor(forwards, mixtures, most, samples, seed, probit);
    }

    /**
     * The same with random values of each row's predictive distribution: {@link Prediction#samples}. Sample i has one draw of
     * the weights for all rows, so that rows of one sample are values of their joint distribution; draws are taken at random,
     * none twice before all were taken. The values of a row depend on the seed and the row's number alone, not on the rows beside it.
     *
     * @param count
     *            values a row, at least 0
     * @param randomSeed
     *            seed of the random numbers
     */
    public Predictor withSamples(int count, long randomSeed) {
        if (count < 0) {
            throw new IllegalArgumentException("there cannot be " + count + " samples");
        }
        return new Predictor(forwards, mixtures, threads, count, randomSeed, probit);
    }

    /**
     * The same with class probabilities by the probit approximation ({@link ClassMixture#byProbit}): each chain's logits are
     * taken for normal, with the moments of its draws. What single draws say ({@link #visit}) stays as it is.
     *
     * @throws IllegalArgumentException
     *             if the predictions are not of classes
     */
    public Predictor byProbit() {
        requireClasses(mixtures);
        return new Predictor(forwards, mixtures, threads, samples, seed, true);
    }

    private static void requireClasses(Supplier<Mixture> mixtures) {
        if (!(mixtures.get() instanceof ClassMixture)) {
            throw new IllegalArgumentException("predictions by probit are of logits of classes, and these mixtures are"
                    + " not; take those of the linearised network");
        }
    }

    /** A mixture of chains of so many draws. */
    private Mixture mixture(int draws) {
        Mixture mixture = mixtures.get();
        return probit && mixture instanceof ClassMixture classes ? classes.byProbit(draws) : mixture;
    }

    /**
     * Predicts rows, and scores the predictions if the rows have targets.
     *
     * @param positions
     *            at least one chain with at least one draw
     * @param rows
     *            what to predict
     * @param levels
     *            levels of the quantiles wanted, each in (0, 1)
     */
    public Prediction predict(Positions positions, Rows rows, double... levels) {
        return predict(new ForwardComponents(forwards, positions), rows, levels);
    }

    /**
     * As {@link #predict(Positions, Rows, double...)}, from components that come from elsewhere, such as stored ones.
     *
     * @param source
     *            at least one chain with at least one draw
     */
    public Prediction predict(Components source, Rows rows, double... levels) {
        for (double level : levels) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("quantile levels must lie between 0 and 1, not " + level);
            }
        }
        int components = Math.multiplyExact(source.chains(), source.draws());
        if (components == 0) {
            throw new IllegalArgumentException("there are no draws to predict from");
        }
        Mixture mixture = mixture(source.draws());
        int stride = Math.multiplyExact(components, mixture.parameters());
        int blockRows = Math.max(1, BLOCK_VALUES / stride);
        Prediction result = new Prediction(mixture, source.chains(), rows, levels, samples);
        int[] chosen = chosen(components);
        double[] block = new double[Math.multiplyExact(Math.min(blockRows, rows.count()), stride)];
        for (int start = 0; start < rows.count(); start += blockRows) {
            int size = Math.min(blockRows, rows.count() - start);
            source.fillInto(rows.subset(range(start, size)), mixture.parameters(), block);
            take(result, block, start, size, components, source.draws(), chosen, rows.numbers());
        }
        return result;
    }

    /**
     * The log density of each row's target under each draw.
     *
     * @param positions
     *            at least one chain with at least one draw
     * @param rows
     *            rows with targets
     */
    public void visit(Positions positions, Rows rows, RowVisitor visitor) {
        visit(new ForwardComponents(forwards, positions), rows, visitor);
    }

    /** The same from components that come from elsewhere. */
    public void visit(Components source, Rows rows, RowVisitor visitor) {
        int draws = source.draws();
        int components = Math.multiplyExact(source.chains(), draws);
        int parameters = mixtures.get().parameters();
        int stride = Math.multiplyExact(components, parameters);
        int blockRows = Math.max(1, BLOCK_VALUES / stride);
        double[] block = new double[Math.multiplyExact(Math.min(blockRows, rows.count()), stride)];
        for (int start = 0; start < rows.count(); start += blockRows) {
            int first = start;
            int size = Math.min(blockRows, rows.count() - start);
            source.fillInto(rows.subset(range(start, size)), parameters, block);
            int workers = Math.min(size, threads);
            IntStream.range(0, workers).parallel().forEach(worker -> {
                Mixture mixture = mixtures.get();
                for (int i = worker; i < size; i += workers) {
                    mixture.load(block, i * stride, components);
                    double[][] logDensity = new double[source.chains()][draws];
                    for (int j = 0; j < components; j++) {
                        logDensity[j / draws][j % draws] = mixture.logDensity(rows.target()[first + i], j, j + 1);
                    }
                    visitor.visit(first + i, logDensity);
                }
            });
        }
    }

    /**
     * The components of each row's predictive distribution, one a draw, one row after another.
     *
     * @param positions
     *            at least one chain with at least one draw
     * @param rows
     *            rows, with or without targets
     */
    public void visitComponents(Positions positions, Rows rows, ComponentVisitor visitor) {
        ForwardComponents source = new ForwardComponents(forwards, positions);
        int components = Math.multiplyExact(positions.chains(), positions.draws());
        int parameters = mixtures.get().parameters();
        int stride = Math.multiplyExact(components, parameters);
        int blockRows = Math.max(1, BLOCK_VALUES / stride);
        double[] block = new double[Math.multiplyExact(Math.min(blockRows, rows.count()), stride)];
        for (int start = 0; start < rows.count(); start += blockRows) {
            int size = Math.min(blockRows, rows.count() - start);
            source.fillInto(rows.subset(range(start, size)), parameters, block);
            for (int i = 0; i < size; i++) {
                visitor.visit(start + i, block, i * stride, components);
            }
        }
    }

    /** Rows are shared among the processors; each is computed by one of them, so the result is the same for any number. */
    private void take(Prediction result, double[] block, int start, int size, int components, int draws,
            int[] chosen, int[] numbers) {
        int workers = Math.min(size, threads);
        IntStream.range(0, workers).parallel().forEach(worker -> {
            Mixture mixture = mixture(draws);
            for (int i = worker; i < size; i += workers) {
                mixture.load(block, i * components * mixture.parameters(), components);
                result.take(start + i, mixture, draws);
                if (chosen.length > 0) {
                    result.sample(start + i, mixture, chosen,
                            RandomSource.XO_SHI_RO_256_PP.create(seed + ROW_STEP * (numbers[start + i] + 1L)));
                }
            }
        });
    }

    /** The component of each sample. */
    private int[] chosen(int components) {
        int[] chosen = new int[samples];
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        for (int first = 0; first < samples; first += components) {
            int size = Math.min(components, samples - first);
            System.arraycopy(new PermutationSampler(rng, components, size).sample(), 0, chosen, first, size);
        }
        return chosen;
    }

    private static int[] range(int start, int size) {
        int[] range = new int[size];
        Arrays.setAll(range, i -> start + i);
        return range;
    }
}
