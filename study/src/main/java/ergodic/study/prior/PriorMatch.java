package ergodic.study.prior;

import ergodic.diagnostics.distance.NormalSlices;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.NetworkOutputs;
import ergodic.nn.PriorPositions;
import ergodic.nn.WeightBlock;
import ergodic.nn.data.Rows;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.run.RandomStreams;
import ergodic.study.config.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Scales of priors by which a network's functions are, before any data, as near to those of a Gaussian process as its form allows
 * (Flam-Shepherd, Requeima and Duvenaud 2017; Tran, Rossi, Milios and Filippone 2022). Of each layer the scale of the weights and that of the biases
 * are chosen, such that the energy distance between the network's first output at inputs of training rows and the process there is least. The process
 * enters exactly ({@link NormalSlices}); the network by draws that are the same for all scales, so that what is searched is smooth. Among scales that do as
 * well those near the configuration's are taken. No target enters.
 *
 * @param kernel
 *            the process
 * @param draws
 *            draws of the prior
 * @param rows
 *            inputs at which they are compared
 * @param factors
 *            by what the scales of the configuration are to be multiplied
 * @param before
 *            distance of draws by the scales of the configuration; these and the following are of draws other than those that were searched by
 * @param after
 *            distance of as many draws by the scales found
 * @param ofProcess
 *            distance of as many draws of the process itself: what is left where nothing is left to be found
 */
public record PriorMatch(ProcessKernel kernel, int draws, int rows, List<Factor> factors, double before, double after,
        double ofProcess) {

    /** Rows at which functions are compared, evenly spread over those that train. */
    private static final int MOST_ROWS = 40;
    private static final int MOST_NUMBERS = 16_000_000;
    private static final int SLICES = 64;
    private static final int MOST_EVALUATIONS = 500;
    /**
     * Weight of the squared log factors, in the mean distance of two functions of the process: where functions hardly change, as those of units that are
     * saturated or by scales of two layers that make up for each other, scales stay near the configuration's.
     */
    private static final double NEARNESS = 2e-5;
    /** A scale is at most so many times the configuration's, or its share. */
    private static final double REACH = Math.log(1000);
    private static final double FIRST_RADIUS = 0.5;
    private static final double LAST_RADIUS = 5e-3;

    /**
     * What a scale is multiplied by.
     *
     * @param layer
     *            number of the layer from 1
     * @param role
     *            its weights or its biases
     * @param prior
     *            the prior that it has
     * @param factor
     *            positive
     */
    public record Factor(int layer, VariableRole role, WeightPrior prior, double factor) {}

    /** A scale that is searched: coordinates that it multiplies. */
    private record Group(int layer, VariableRole role, WeightPrior prior, List<WeightBlock> blocks) {}

    /** Copies the list. */
    public PriorMatch {
        factors = List.copyOf(factors);
    }

    /**
     * Matches a network's prior.
     *
     * @param network
     *            the network; its weights and biases must have priors about 0 whose scale is a known number
     * @param kernel
     *            the process
     * @param wanted
     *            draws of the prior; fewer where those of so many weights would not fit into memory
     * @param seed
     *            same seed, same scales
     */
    public static PriorMatch of(BayesianNetwork network, ProcessKernel kernel, int wanted, long seed) {
        int draws = Math.clamp(MOST_NUMBERS / network.model().dimension(), 2, Math.max(2, wanted));
        List<Group> groups = groups(network);
        Rows train = network.data().train();
        int count = Math.min(MOST_ROWS, train.count());
        int[] places = new int[count];
        Arrays.setAll(places, i -> (int) ((long) i * train.count() / count));
        Rows rows = train.subset(places).withoutTargets();
        double[][] inputs = new double[count][];
        Arrays.setAll(inputs, rows::row);
        double[][] covariance = kernel.covariance(inputs);
        UniformRandomProvider rng = RandomStreams.ofChain(seed, 2);
        NormalSlices slices = new NormalSlices(covariance, SLICES, rng);
        NetworkOutputs outputs = new NetworkOutputs(network, rows);
        Draws searched = Draws.of(network, draws, seed, count);
        double[] start = new double[groups.size()];
        double[] found = search(start.length, logs -> slices.unbiasedSquare(searched.functions(outputs, groups, logs))
                + NEARNESS * slices.width() * Arrays.stream(logs).map(log -> log * log).sum());
        List<Factor> factors = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            Group group = groups.get(i);
            factors.add(new Factor(group.layer, group.role, group.prior, Math.exp(found[i])));
        }
        Draws others = Draws.of(network, draws, seed + 1, count);
        return new PriorMatch(kernel, draws, count, factors,
                slices.distance(others.functions(outputs, groups, start)),
                slices.distance(others.functions(outputs, groups, found)),
                slices.distance(process(covariance, draws, rng)));
    }

    /** The least value that was met, from the configuration's scales on. */
    private static double[] search(int size, MultivariateFunction objective) {
        double[] best = new double[size];
        double[] least = {Double.POSITIVE_INFINITY};
        double[] low = new double[size];
        double[] high = new double[size];
        Arrays.fill(low, -REACH);
        Arrays.fill(high, REACH);
        try {
            new BOBYQAOptimizer(2 * size + 1, FIRST_RADIUS, LAST_RADIUS).optimize(GoalType.MINIMIZE,
                    new MaxEval(MOST_EVALUATIONS), new InitialGuess(best.clone()), new SimpleBounds(low, high),
                    new ObjectiveFunction(logs -> {
                        double value = objective.value(logs);
                        if (value < least[0]) {
                            least[0] = value;
                            System.arraycopy(logs, 0, best, 0, size);
                        }
                        return value;
                    }));
        } catch (TooManyEvaluationsException e) {
            // The best point so far.
        }
        return best;
    }

    /** Weights and biases of each layer, which a scale each multiplies. */
    private static List<Group> groups(BayesianNetwork network) {
        Map<Integer, Map<VariableRole, Group>> groups = new TreeMap<>();
        for (WeightBlock block : network.blocks()) {
            if (block.role() == VariableRole.GAIN) {
                continue;
            }
            if (!block.prior().isScaleFamily()) {
                throw new ConfigException("--match: the prior of layer " + block.layer() + " (" + block.prior().words()
                        + ") has no single scale that could be matched; take family = \"normal\", \"laplace\" or"
                        + " \"student_t\"");
            }
            Group group = groups.computeIfAbsent(block.layer(), layer -> new LinkedHashMap<>()).computeIfAbsent(
                    block.role(), role -> new Group(block.layer(), role, block.prior(), new ArrayList<>()));
            if (!group.prior.equals(block.prior())) {
                throw new ConfigException("--match: layer " + block.layer() + " has several priors within it ("
                        + group.prior.words() + " and " + block.prior().words() + "); give it one");
            }
            group.blocks.add(block);
        }
        return groups.values().stream().flatMap(roles -> roles.values().stream()).toList();
    }

    /** Draws of the prior, and room for what they become with other scales. */
    private record Draws(double[][] positions, double[][] scaled, double[][] functions) {

        static Draws of(BayesianNetwork network, int draws, long seed, int rows) {
            PriorPositions prior;
            try {
                prior = new PriorPositions(network.posterior().prior(), draws, seed);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(String.valueOf(e.getMessage()));
            }
            double[][] positions = new double[draws][prior.dimension()];
            for (int draw = 0; draw < draws; draw++) {
                prior.readInto(0, draw, positions[draw]);
            }
            return new Draws(positions, new double[draws][prior.dimension()], new double[draws][rows]);
        }

        /** The functions with scales multiplied by the exponentials of these numbers, one a group. */
        double[][] functions(NetworkOutputs outputs, List<Group> groups, double[] logs) {
            for (int draw = 0; draw < positions.length; draw++) {
                double[] theta = scaled[draw];
                System.arraycopy(positions[draw], 0, theta, 0, theta.length);
                for (int g = 0; g < logs.length; g++) {
                    double factor = Math.exp(logs[g]);
                    for (WeightBlock block : groups.get(g).blocks) {
                        for (int i = block.from(); i < block.to(); i++) {
                            theta[i] *= factor;
                        }
                    }
                }
            }
            outputs.functionsInto(scaled, functions);
            return functions;
        }
    }

    /** Draws of the process, by the root of its covariance, which may be singular. */
    private static double[][] process(double[][] covariance, int draws, UniformRandomProvider rng) {
        int m = covariance.length;
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] sample = new double[draws][m];
        for (double[] function : sample) {
            for (int k = 0; k < m; k++) {
                double z = Math.sqrt(Math.max(0, eigen.getRealEigenvalue(k))) * normal.sample();
                for (int i = 0; i < m; i++) {
                    function[i] += z * eigen.getV().getEntry(i, k);
                }
            }
        }
        return sample;
    }
}
