package ergodic.study;

import ergodic.diagnostics.Descriptive;
import ergodic.model.Model;
import ergodic.model.PriorParts;
import ergodic.nn.predict.Positions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Kullback-Leibler divergence of an approximation of independent normals from the prior, variable by variable. The divergence is a sum over variables, as q is a product: of each
 * the mean over q of {@code log q - log prior}, where a prior that depends on other variables, such as that of weights with a scale of their own, is taken given these. So no share is negative,
 * and the share of weights is what their scale has left to be told.
 *
 * <p>
 * By draws of q, of each fit apart, then the mean over fits: entropies of normals from the variances of the draws, freed of the bias of their logarithm
 * ({@code E log s^2 = log sigma^2 + psi(m) - log m}, {@code m = (n - 1) / 2}), and the mean log prior. Where the prior is normal that is the closed form at the moments of the draws.
 *
 * <p>
 * Of a normal q that is no product the shares are those of its coordinates by themselves, and what the divergence of q is above their sum is the dependence of the coordinates:
 * the sum of their entropies less the entropy of q (total correlation; Watanabe 1960), which is never negative. Where the prior couples coordinates (correlated weights, scales that
 * are unknowns) the share of one by itself is no divergence and may be negative: its prior is taken in the mean over the others as q has them together. The sum is the divergence all the same.
 *
 * <p>
 * Of a q that is not normal (a flow) each coordinate is taken as the normal of its mean and variance. Of all distributions with that variance this one has the largest entropy, so that what is above the sum,
 * the dependence of the coordinates and the entropies that their shapes lack (negentropy), is not negative either, and the share of a variable with a normal prior is at most its divergence.
 *
 * @param shares
 *            of each variable, then of terms of the prior that belong to no variable, where there are any
 * @param total
 *            of all together
 * @param draws
 *            draws of each fit by which it was estimated
 * @param known
 *            the divergence as a whole, which the total is a part of; null of a product of normals, of which it is the total
 */
record PriorDivergence(List<Share> shares, Share total, int draws, @Nullable Whole known) {

    /** Fewest draws of a fit that tell its variances. */
    static final int FEWEST_DRAWS = 20;
    /** Coordinates of draws that are looked at. */
    private static final int MOST_VALUES = 100_000_000;
    /** Size relative to the log prior up to which what belongs to no variable is rounding. */
    private static final double ROUNDING = 1e-8;

    /**
     * A share.
     *
     * @param name
     *            of the variable
     * @param size
     *            coordinates of its free value
     * @param nats
     *            its divergence, in the mean over fits
     * @param error
     *            standard error
     */
    record Share(String name, int size, double nats, double error) {}

    /** What a divergence is above the shares of its coordinates. */
    enum Above {
        /** Of a normal. */
        DEPENDENCE("dependence of coordinates", "dependence",
                "each coordinate by itself, and what they know of each other",
                "Of each variable it is that of its coordinates by themselves; what they know of each other comes on top, and is no variable's own."),
        /** Of any other. */
        DEPENDENCE_AND_SHAPE("dependence and shape of coordinates", "dependence_and_shape",
                "each coordinate as a normal by itself, and what their dependence and their shapes add",
                "Of each variable it is that of normals with the means and variances of its coordinates; what these know of each other, and what their shapes are besides normal, comes on top,"
                        + " and is no variable's own.");

        private final String words;
        private final String key;
        private final String title;
        private final String meaning;

        Above(String words, String key, String title, String meaning) {
            this.words = words;
            this.key = key;
            this.title = title;
            this.meaning = meaning;
        }
    }

    /**
     * The divergence as a whole.
     *
     * @param above
     *            what it is above the shares
     * @param nats
     *            of all together, in the mean over fits
     * @param error
     *            its standard error
     */
    record Whole(Above above, double nats, double error) {}

    /** Copies the list. */
    PriorDivergence {
        shares = List.copyOf(shares);
    }

    /**
     * By stored draws.
     *
     * @param positions
     *            independent draws of q, at least {@value #FEWEST_DRAWS} a fit
     */
    static PriorDivergence of(Model model, Positions positions) {
        PriorParts prior = model.priorParts();
        List<PriorParts.Part> parts = prior.parts();
        int draws = lookedAt(positions);
        int rest = parts.size();
        double[] nats = new double[rest + 2];
        double[] squares = new double[rest + 2];
        boolean more = false;
        for (int fit = 0; fit < positions.chains(); fit++) {
            more |= addFit(prior, positions, fit, draws, nats, squares);
        }
        int fits = positions.chains();
        List<Share> shares = new ArrayList<>();
        for (int part = 0; part < rest; part++) {
            shares.add(new Share(parts.get(part).name(), parts.get(part).size(), nats[part] / fits,
                    Math.sqrt(squares[part]) / fits));
        }
        if (more) {
            shares.add(new Share("further terms", 0, nats[rest] / fits, Math.sqrt(squares[rest]) / fits));
        }
        return new PriorDivergence(shares, new Share("all", positions.dimension(), nats[rest + 1] / fits,
                Math.sqrt(squares[rest + 1]) / fits), draws, null);
    }

    /** The same of a distribution that is no product of normals, of which other draws told the divergence as a whole. */
    PriorDivergence within(Whole whole) {
        return new PriorDivergence(shares, total, draws, whole);
    }

    /**
     * Standard error of the mean of {@code log q - log prior} over other draws of the fits, by its spread over these.
     *
     * @param logQ
     *            log density of q at each draw of each fit
     * @param others
     *            how many other draws of each fit there are
     */
    static double errorOfWhole(Model model, Positions positions, double[][] logQ, int others) {
        PriorParts prior = model.priorParts();
        double[] theta = new double[positions.dimension()];
        double[] values = new double[prior.parts().size() + 1];
        int draws = lookedAt(positions);
        double[] ratios = new double[draws];
        double squares = 0;
        for (int fit = 0; fit < positions.chains(); fit++) {
            for (int draw = 0; draw < draws; draw++) {
                positions.readInto(fit, draw, theta);
                ratios[draw] = logQ[fit][draw] - prior.evaluateInto(theta, values);
            }
            double sd = Descriptive.sd(ratios);
            squares += sd * sd / others;
        }
        return Math.sqrt(squares) / positions.chains();
    }

    /** How many draws of each fit are looked at. */
    private static int lookedAt(Positions positions) {
        int most = MOST_VALUES / positions.dimension() / positions.chains();
        return Math.min(positions.draws(), Math.max(FEWEST_DRAWS, most));
    }

    /** What the shares are said to be. */
    String title() {
        return "Divergence from the prior by variable" + (known == null ? "" : ", " + known.above.title);
    }

    /** What it is, for people. */
    String meaning() {
        String what = "The divergence of q from the prior is the part of the lower bound that the fit pays for what it learned. ";
        if (known == null) {
            return what
                    + "It is a sum over variables, as q is a product of normals; the prior of weights with a scale of their own is taken given that scale.";
        }
        return what + known.above.meaning
                + " The prior of weights with a scale of their own is taken given that scale. Where the prior couples coordinates"
                + " (correlated weights, scales that are unknowns) the line of a variable is no divergence and may be negative; the total is one all the same.";
    }

    /** Adds a fit's shares and squared errors; answers with whether there are terms of no variable. */
    private static boolean addFit(PriorParts prior, Positions positions, int fit, int draws, double[] nats,
            double[] squares) {
        int d = positions.dimension();
        double[] mean = new double[d];
        double[] variance = new double[d];
        double[] theta = new double[d];
        for (int draw = 0; draw < draws; draw++) {
            positions.readInto(fit, draw, theta);
            for (int i = 0; i < d; i++) {
                double off = theta[i] - mean[i];
                mean[i] += off / (draw + 1);
                variance[i] += off * (theta[i] - mean[i]);
            }
        }
        for (int i = 0; i < d; i++) {
            variance[i] /= draws - 1;
        }
        List<PriorParts.Part> parts = prior.parts();
        int rest = parts.size();
        double[] values = new double[rest + 1];
        // Of each part mean and squares of its log prior, and of that with the draw's pull on the entropy.
        double[] logPrior = new double[rest + 2];
        double[] pullMean = new double[rest + 2];
        double[] pullSquares = new double[rest + 2];
        boolean more = false;
        for (int draw = 0; draw < draws; draw++) {
            positions.readInto(fit, draw, theta);
            double all = prior.evaluateInto(theta, values);
            more |= Math.abs(values[rest]) > ROUNDING * (1 + Math.abs(all));
            double pulls = 0;
            for (int part = 0; part <= rest + 1; part++) {
                double pull = 0;
                if (part < rest) {
                    int from = parts.get(part).offset();
                    for (int i = from; i < from + parts.get(part).size(); i++) {
                        pull += 0.5 * (theta[i] - mean[i]) * (theta[i] - mean[i]) / variance[i];
                    }
                    pulls += pull;
                }
                double value = part <= rest ? values[part] : all;
                logPrior[part] += (value - logPrior[part]) / (draw + 1);
                double said = value + (part == rest + 1 ? pulls : pull);
                double off = said - pullMean[part];
                pullMean[part] += off / (draw + 1);
                pullSquares[part] += off * (said - pullMean[part]);
            }
        }
        double bias = biasOfLogVariance(draws);
        double entropies = 0;
        for (int part = 0; part <= rest + 1; part++) {
            double entropy = 0;
            if (part < rest) {
                int from = parts.get(part).offset();
                for (int i = from; i < from + parts.get(part).size(); i++) {
                    entropy += 0.5 * (1 + Math.log(2 * Math.PI) + Math.log(variance[i]) - bias);
                }
                entropies += entropy;
            }
            nats[part] -= (part == rest + 1 ? entropies : entropy) + logPrior[part];
            squares[part] += pullSquares[part] / (draws - 1.0) / draws;
        }
        return more;
    }

    /** {@code psi(m) - log m} for {@code m = (n - 1) / 2} of at least 9, by its asymptotic series. */
    static double biasOfLogVariance(int draws) {
        double inverse = 2.0 / (draws - 1.0);
        double square = inverse * inverse;
        return -inverse / 2 - square / 12 + square * square / 120;
    }

    /** All together. */
    Share whole() {
        Whole found = known;
        return found == null ? total : new Share(total.name, total.size, found.nats, found.error);
    }

    /** What the whole is above the shares; null where it is nothing. */
    @Nullable
    Share rest() {
        Whole found = known;
        return found == null ? null
                : new Share(found.above.words, 0, found.nats - total.nats, Math.hypot(found.error, total.error));
    }

    /** For JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        Whole found = known;
        Share rest = rest();
        Share whole = whole();
        document.put("total", whole.nats);
        if (found != null && rest != null) {
            document.put("coordinates_by_themselves", total.nats);
            document.put("coordinates_by_themselves_error", total.error);
            document.put(found.above.key, rest.nats);
            document.put(found.above.key + "_error", rest.error);
        }
        document.put("error", whole.error);
        document.put("draws", draws);
        document.put("variables", shares.stream().map(share -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", share.name);
            one.put("size", share.size);
            one.put("nats", share.nats);
            one.put("error", share.error);
            return one;
        }).toList());
        return document;
    }

    /** Cells of a table, the total last. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        List<Share> all = new ArrayList<>(shares);
        Share rest = rest();
        if (rest != null) {
            all.add(rest);
        }
        all.add(whole());
        for (Share share : all) {
            rows.add(List.of(share.name, Integer.toString(share.size), TextTable.number(share.nats),
                    TextTable.number(share.error), share.size == 0 ? "-" : TextTable.number(share.nats / share.size)));
        }
        return rows;
    }

    /** Heads of that table. */
    static List<String> header() {
        return List.of("variable", "size", "nats", "error", "nats a coordinate");
    }
}
