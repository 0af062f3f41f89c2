package ergodic.sampler.laplace;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.part.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A density whose normal priors have other scales: those of a group are multiplied by one factor. */
final class ScaledPrior extends ForwardingLogDensity {

    /** Of each coordinate; -1 where the prior stays as it is. */
    private final int[] group;
    private final double[] mean;
    /** Given precisions. */
    private final double[] given;
    private final int[] sizes;
    private final double[] logFactors;
    @Workspace("made of the log factors")
    private final double[] factors;

    /**
     * The density with its priors as they are.
     *
     * @param coordinates
     *            the coordinates whose priors may change
     * @throws IllegalArgumentException
     *             if none has a normal prior, or the density does not tell its prior, in a sentence
     */
    ScaledPrior(StochasticLogDensity density, int[] coordinates, PriorScale choice) {
        super(density);
        int d = density.dimension();
        this.mean = new double[d];
        this.given = new double[d];
        this.group = new int[d];
        TemperedLogDensity.of(density, "laplace").prior().normalWeightsInto(mean, given);
        Arrays.fill(group, -1);
        Map<String, Integer> names = new HashMap<>();
        for (int i : coordinates) {
            if (given[i] > 0) {
                group[i] = names.computeIfAbsent(switch (choice) {
                    case GIVEN, GLOBAL -> "";
                    case LAYER -> Part.variable(density.coordinateName(i));
                    case WEIGHT -> density.coordinateName(i);
                }, name -> names.size()); // cold: once a fit
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(LaplaceType.PRIOR_SCALE.path() + " = \"" + choice.key()
                    + "\" chooses scales of normal priors, but of the weights that have a distribution none has one; set "
                    + LaplaceType.PRIOR_SCALE.path() + " = \"" + PriorScale.GIVEN.key() + "\"");
        }
        this.sizes = new int[names.size()];
        this.logFactors = new double[sizes.length];
        this.factors = new double[sizes.length];
        for (int i = 0; i < d; i++) {
            given[i] = 1 / (given[i] * given[i]);
            if (group[i] >= 0) {
                sizes[group[i]]++;
            }
        }
        Arrays.fill(factors, 1);
    }

    /** Number of groups. */
    int groups() {
        return sizes.length;
    }

    /** Number of coordinates of a group. */
    int size(int ofGroup) {
        return sizes[ofGroup];
    }

    /** The group of a coordinate of theta, or -1. */
    int groupOf(int coordinate) {
        return group[coordinate];
    }

    /** The given precision of a coordinate, and its prior's mean. */
    double given(int coordinate) {
        return given[coordinate];
    }

    double mean(int coordinate) {
        return mean[coordinate];
    }

    /** Logarithm of what the given precisions of a group are multiplied by. */
    double logFactor(int ofGroup) {
        return logFactors[ofGroup];
    }

    void setLogFactor(int ofGroup, double logFactor) {
        logFactors[ofGroup] = logFactor;
        factors[ofGroup] = Math.exp(logFactor);
    }

    /** Standard deviations of the normal priors, as long as theta; NaN for others. */
    double[] scales() {
        double[] scales = new double[group.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = 1 / Math.sqrt(group[i] < 0 ? given[i] : given[i] * factors[group[i]]);
        }
        return scales;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return density.evaluate(theta, gradient) + add(theta, gradient);
    }

    @Override
    public double value(double[] theta, double[] workspace) {
        return density.value(theta, workspace) + addValue(theta);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return density.evaluateSubset(theta, rows, count, gradient) + add(theta, gradient);
    }

    private double add(double[] theta, double[] gradient) {
        for (int i = 0; i < group.length; i++) {
            if (group[i] >= 0) {
                gradient[i] += slope(i, theta);
            }
        }
        return addValue(theta);
    }

    private double addValue(double[] theta) {
        double sum = 0;
        for (int i = 0; i < group.length; i++) {
            if (group[i] >= 0) {
                sum += 0.5 * (logFactors[group[i]] + slope(i, theta) * (theta[i] - mean[i]));
            }
        }
        return sum;
    }

    private double slope(int i, double[] theta) {
        return (1 - factors[group[i]]) * given[i] * (theta[i] - mean[i]);
    }

    /** Second derivatives with these priors, of those of the density as it is given. */
    SecondDerivatives curvature(int[] coordinates) {
        return new ScaledCurvature(CurvatureAtMode.of(density, coordinates), this, coordinates);
    }

    /** Adds to a product with the Hessian of minus the log prior what the factors change. */
    void addInto(int[] coordinates, double[] direction, double[] product) {
        for (int i = 0; i < coordinates.length; i++) {
            int g = group[coordinates[i]];
            if (g >= 0) {
                product[i] += (factors[g] - 1) * given[coordinates[i]] * direction[i];
            }
        }
    }
}
