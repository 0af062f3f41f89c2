package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether the draws are as wide as the density that they are to follow. For any constant c, integration by parts gives
 * {@code E[(theta_i - c_i) d log p / d theta_i] = -1} under the density p (a Stein identity); for draws whose variance is r
 * times that of a normal target it is -r. So agreement of chains is not all: chains of one wrong width agree, and fail this.
 *
 * <p>It is asked block by block, a block being the coordinates of one variable, on a subset of the draws. The constant is, for
 * each half of a chain, the mean of its other half: close to where the chain is, so that the variance is small even for chains
 * in modes of their own, and not made from the same draws, so that it adds no bias.
 *
 * @param blocks
 *            what each block gave
 * @param gradients
 *            gradients that were evaluated for it
 */
public record WidthCheck(List<Block> blocks, long gradients) {
    /** Largest departure of the ratio from 1 that is let pass: a standard deviation that is wrong by a tenth. */
    public static final double TOLERANCE = 0.2;
    /** Probability with which right draws fail, whatever the number of blocks. */
    public static final double LEVEL = 0.001;
    /** Blocks named in a sentence. */
    private static final int NAMED = 3;

    /**
     * One variable.
     *
     * @param name
     *            of the variable
     * @param size
     *            number of its coordinates
     * @param ratio
     *            estimated ratio of the draws' variance to the density's: 1 when all is well
     * @param error
     *            standard error of the ratio, by the effective draws of its terms
     * @param effectiveDraws
     *            those effective draws
     */
    public record Block(String name, int size, double ratio, double error, double effectiveDraws) {
        /** Departure from 1 in standard errors. */
        public double errors() {
            return (ratio - 1) / error;
        }

        private boolean fails(int blocks) {
            if (Double.isNaN(error) || !(Math.abs(ratio - 1) > TOLERANCE)) {
                return !Double.isFinite(ratio);
            }
            double freedom = Math.max(1, effectiveDraws / ChainContrast.DRAWS_PER_FREEDOM);
            return Math.abs(errors()) > TDistribution.of(freedom).inverseSurvivalProbability(LEVEL / (2 * blocks));
        }
    }

    /** Positions of draws in the coordinates of the density. */
    public interface Positions {
        /** Number of chains. */
        int chains();

        /** Draws a chain. */
        int draws();

        /** One position. */
        void readInto(int chain, int draw, double[] theta);
    }

    /** The gradient of the log density. */
    @FunctionalInterface
    public interface Gradient {
        /** Fills in the gradient at a position. */
        void gradientInto(double[] theta, double[] gradient);
    }

    /** Copies the list. */
    public WidthCheck {
        blocks = List.copyOf(blocks);
    }

    /**
     * Evaluates gradients at draws that are evenly spread over each chain.
     *
     * @param coordinates
     *            name of the variable of each coordinate; neighbours of one name are a block
     * @param gradientsPerChain
     *            how many to evaluate, at most
     */
    public static WidthCheck measure(List<String> coordinates, Positions positions, Gradient gradient,
            int gradientsPerChain) {
        int dimension = coordinates.size();
        int[] block = new int[dimension];
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            if (i == 0 || !coordinates.get(i).equals(coordinates.get(i - 1))) {
                names.add(coordinates.get(i));
                sizes.add(0);
            }
            block[i] = names.size() - 1;
            sizes.set(block[i], sizes.get(block[i]) + 1);
        }
        int draws = positions.draws();
        int points = Math.min(gradientsPerChain, draws);
        double[][][] terms = new double[names.size()][positions.chains()][points];
        double[] theta = new double[dimension];
        double[] slope = new double[dimension];
        for (int chain = 0; chain < positions.chains(); chain++) {
            double[][] centres = halfMeans(positions, chain, dimension);
            for (int point = 0; point < points; point++) {
                int draw = (int) ((long) point * draws / points);
                positions.readInto(chain, draw, theta);
                gradient.gradientInto(theta, slope);
                double[] centre = centres[draw < draws / 2 ? 1 : 0];
                for (int i = 0; i < dimension; i++) {
                    terms[block[i]][chain][point] -= (theta[i] - centre[i]) * slope[i] / sizes.get(block[i]);
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            blocks.add(new Block(names.get(i), sizes.get(i), Descriptive.mean(ChainArrays.pooled(terms[i])),
                    MonteCarloError.mean(terms[i]), EffectiveSampleSize.mean(terms[i])));
        }
        return new WidthCheck(blocks, (long) positions.chains() * points);
    }

    /** Means of the first and of the second half of a chain. */
    private static double[][] halfMeans(Positions positions, int chain, int dimension) {
        int draws = positions.draws();
        double[][] means = new double[2][dimension];
        int[] counts = new int[2];
        double[] theta = new double[dimension];
        for (int draw = 0; draw < draws; draw++) {
            int half = draw < draws / 2 ? 0 : 1;
            positions.readInto(chain, draw, theta);
            counts[half]++;
            for (int i = 0; i < dimension; i++) {
                means[half][i] += (theta[i] - means[half][i]) / counts[half];
            }
        }
        return means;
    }

    /** Good, or bad with the blocks that fail. */
    public Finding finding() {
        List<Block> failing = blocks.stream().filter(candidate -> candidate.fails(blocks.size())).toList();
        String check = "width of the draws";
        if (failing.isEmpty()) {
            double furthest = blocks.stream().mapToDouble(candidate -> Math.abs(candidate.errors()))
                    .filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
            return Finding.good(check,
                    "The draws are as wide as " + gradients + " gradients say, in every variable (at most "
                            + Words.two(furthest) + " standard errors off).");
        }
        StringBuilder sentence = new StringBuilder("The draws do not have the width of the posterior, by " + gradients
                + " gradients: ");
        for (int i = 0; i < Math.min(NAMED, failing.size()); i++) {
            Block candidate = failing.get(i);
            sentence.append(i == 0 ? "" : ", ").append(candidate.name()).append(" has ")
                    .append(Words.two(candidate.ratio())).append(i == 0 ? " times its variance" : " times");
        }
        sentence.append(failing.size() > NAMED ? ", and " + (failing.size() - NAMED) + " more" : "")
                .append(" (standard error ")
                .append(Words.two(failing.getFirst().error())).append(").");
        return Finding.bad(check, sentence.toString());
    }
}
