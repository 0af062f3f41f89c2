package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Draws as points of a space of few dimensions: their functions, each in units of its spread within the halves of chains, along the
 * principal directions in which all draws together vary most.
 *
 * @param points
 *            [chain][draw][direction]
 * @param functions
 *            number of functions that the directions are made of
 * @param stride
 *            one draw in so many is a point
 */
record FunctionSpace(double[][][] points, int functions, int stride) {

    /** Directions that are looked at. */
    private static final int DIRECTIONS = 5;
    /** Functions that are looked at, evenly spread over all. */
    private static final int MOST_FUNCTIONS = 64;
    /** Draws of a chain that are looked at. */
    private static final int MOST_DRAWS = 2000;
    /** Share of the variance of the first direction below which a direction is rounding. */
    private static final double NOTHING = 1e-9;

    /** The space of the predictions, if any are stored, or else of what the draws are judged by; nothing where nothing varies. */
    static Optional<FunctionSpace> of(Draws draws, Predicate<Variable> judged) {
        return of(draws, judged, draws.draws());
    }

    /**
     * The same of the first draws of each chain.
     *
     * @param count
     *            how many of them
     */
    static Optional<FunctionSpace> of(Draws draws, Predicate<Variable> judged, int count) {
        List<double[][]> series = new ArrayList<>();
        int stride = Math.ceilDiv(Math.max(1, count), MOST_DRAWS);
        boolean predictions = draws.variables().stream().anyMatch(each -> each.role() == VariableRole.PREDICTION);
        List<Variable> variables = draws.variables().stream()
                .filter(each -> predictions ? each.role() == VariableRole.PREDICTION
                        : each.role().identifiable() && judged.test(each))
                .toList();
        int all = variables.stream().mapToInt(Variable::size).sum();
        int every = Math.ceilDiv(Math.max(1, all), MOST_FUNCTIONS);
        int number = 0;
        for (Variable variable : variables) {
            for (int element = 0; element < variable.size(); element++) {
                if (number++ % every == 0) {
                    scaled(draws.series(variable.name(), element), stride, count).ifPresent(series::add);
                }
            }
        }
        return series.isEmpty() ? Optional.empty() : Optional.of(of(series, stride));
    }

    /** One function, thinned, about its mean, in units of its spread within halves of chains; nothing of one that is constant or not finite. */
    private static Optional<double[][]> scaled(double[][] all, int stride, int count) {
        double[][] chains = new double[all.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            chains[chain] = new double[Math.ceilDiv(Math.min(count, all[chain].length), stride)];
            for (int i = 0; i < chains[chain].length; i++) {
                chains[chain][i] = all[chain][i * stride];
            }
        }
        if (ChainArrays.draws(chains) < 4 || ChainArrays.undefined(chains)) {
            return Optional.empty();
        }
        double mean = Descriptive.mean(ChainArrays.pooled(chains));
        double within = 0.0;
        double[][] halves = ChainArrays.split(chains);
        for (double[] half : halves) {
            within += Descriptive.variance(half) / halves.length;
        }
        if (!(within > 0.0)) {
            return Optional.empty();
        }
        double sd = Math.sqrt(within);
        for (double[] chain : chains) {
            for (int i = 0; i < chain.length; i++) {
                chain[i] = (chain[i] - mean) / sd;
            }
        }
        return Optional.of(chains);
    }

    private static FunctionSpace of(List<double[][]> series, int stride) {
        int chains = series.getFirst().length;
        int draws = series.getFirst()[0].length;
        int size = series.size();
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0.0;
                for (int chain = 0; chain < chains; chain++) {
                    double[] a = series.get(i)[chain];
                    double[] b = series.get(j)[chain];
                    for (int t = 0; t < draws; t++) {
                        sum += a[t] * b[t];
                    }
                }
                covariance[i][j] = sum / ((double) chains * draws);
                covariance[j][i] = covariance[i][j];
            }
        }
        double[][] axes = axes(covariance, DIRECTIONS);
        double[][][] points = new double[chains][draws][axes.length];
        for (int chain = 0; chain < chains; chain++) {
            for (int i = 0; i < size; i++) {
                double[] values = series.get(i)[chain];
                for (int t = 0; t < draws; t++) {
                    for (int k = 0; k < axes.length; k++) {
                        points[chain][t][k] += axes[k][i] * values[t];
                    }
                }
            }
        }
        return new FunctionSpace(points, size, stride);
    }

    /** The directions of the largest eigenvalues, largest first; those of rounding are left out. */
    static double[][] axes(double[][] covariance, int most) {
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
        double[] values = eigen.getRealEigenvalues();
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        List<double[]> axes = new ArrayList<>();
        for (int i = 0; i < Math.min(most, order.length); i++) {
            if (values[order[i]] > NOTHING * values[order[0]]) {
                axes.add(eigen.getEigenvector(order[i]).toArray());
            }
        }
        return axes.toArray(double[][]::new);
    }

    int chains() {
        return points.length;
    }

    int draws() {
        return points[0].length;
    }

    int dimension() {
        return points[0][0].length;
    }
}
