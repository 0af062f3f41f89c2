package ergodic.sampler.laplace;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.weights.ParetoShape;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the statistics of draws of Laplace's approximation tell: its evidence, how far it is from the posterior, what was wrong at the mode. */
final class LaplaceFindings {

    private LaplaceFindings() {}

    /**
     * The findings; none where the draws have no such statistics.
     *
     * @param structure
     *            what of the curvature was kept
     * @param all
     *            whether all coordinates have a distribution
     * @param tolerance
     *            norm of the gradient at which a climb has arrived
     */
    static List<Measurement> of(Draws draws, LaplaceStructure structure, boolean all, double tolerance) {
        Optional<double[][]> evidence = draws.findStatistic(LaplaceFit.LOG_EVIDENCE.name());
        Optional<double[][]> ratios = draws.findStatistic(LaplaceFit.LOG_RATIO.name());
        Optional<double[][]> replaced = draws.findStatistic(LaplaceFit.REPLACED.name());
        Optional<double[][]> norms = draws.findStatistic(Statistic.GRADIENT_NORM.name());
        if (evidence.isEmpty() || ratios.isEmpty() || replaced.isEmpty() || norms.isEmpty() || draws.draws() == 0) {
            return List.of();
        }
        List<Measurement> found = new ArrayList<>();
        double leftOut = largest(draws, LaplaceFit.LEFT_OUT.name());
        double leastKept = largest(draws, LaplaceFit.LEAST_KEPT.name());
        evidence(evidence.get(), all, leftOut, leastKept).ifPresent(found::add);
        leftOut(leftOut, leastKept).ifPresent(found::add);
        ChosenPriorScales.of(draws, evidence.get()).ifPresent(found::add);
        ParetoShape.of(ratios.get()).ifPresent(shape -> found.add(weights(shape, draws.chains() > 1, all)));
        mode(norms.get(), draws.findStatistic(LaplaceFit.GAIN.name()), replaced.get(), structure, tolerance)
                .ifPresent(found::add);
        replaced(replaced.get()).ifPresent(found::add);
        return found;
    }

    /** The largest over the fits; 0 where the draws do not tell. */
    private static double largest(Draws draws, String statistic) {
        double largest = 0;
        for (double[] fit : draws.findStatistic(statistic).orElse(new double[0][])) {
            largest = fit.length > 0 && fit[0] > largest ? fit[0] : largest;
        }
        return largest;
    }

    private static Optional<Measurement> leftOut(double count, double leastKept) {
        return count == 0 ? Optional.empty()
                : Optional.of(new Measurement("directions left out", "Along the other "
                        + Counted.of((long) count, "direction") + " the draws are as wide as the prior"
                        + (leastKept <= 1 ? "."
                                : String.format(Locale.ROOT,
                                        ", though the likelihood may curve there up to %.3g times as much: keep more directions by %s.",
                                        leastKept, LaplaceType.RANK.path())),
                        Map.of("left_out_directions", count, "least_kept_curvature", leastKept), false));
    }

    /** Of a low rank it lacks half the sum of log (1 + curvature) of the directions left out, none of which curves more than the least that is kept. */
    private static String upper(double leftOut, double leastKept) {
        return leftOut == 0 || leastKept < CurvatureAtMode.LEAST_CURVATURE ? ""
                : String.format(Locale.ROOT,
                        "; it is an upper value, too high by up to %.1f, as %s left out and the smallest curvature kept, %.3g of the prior's, is not far below 1",
                        0.5 * leftOut * Math.log1p(leastKept),
                        Counted.of((long) leftOut, "direction") + (leftOut == 1 ? " is" : " are"), leastKept);
    }

    private static Optional<Measurement> evidence(double[][] logs, boolean all, double leftOut, double leastKept) {
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (double[] fit : logs) {
            if (fit.length > 0 && Double.isFinite(fit[0])) {
                highest = Math.max(highest, fit[0]);
                lowest = Math.min(lowest, fit[0]);
            }
        }
        if (!Double.isFinite(highest)) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("log_evidence", highest);
        numbers.put("log_evidence_lowest", lowest);
        String range = logs.length > 1 ? String.format(Locale.ROOT, " (%.2f to %.2f, by the fit)", lowest, highest)
                : "";
        return Optional.of(new Measurement("log evidence", String.format(Locale.ROOT,
                "The log evidence is %.2f%s by the normal approximation at the mode%s%s.", highest, range, all
                        ? ""
                        : ", of a model in which the weights without a distribution are known",
                upper(leftOut, leastKept)),
                numbers, false));
    }

    private static Measurement weights(ParetoShape shape, boolean several, boolean all) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        shape.putInto(numbers);
        String meaning = shape.isFar() ? "the normal distribution is far from the posterior of the weights"
                : shape.hasVariance() ? "the normal distribution is near the posterior around the mode"
                        : "the normal distribution is usable, but not near the posterior";
        return new Measurement("importance weights", String.format(Locale.ROOT,
                "The Pareto k of the importance weights that the draws would need is %s%s: %s%s.", shape.text(),
                several ? " in the worst fit" : "", meaning, all ? "" : ", the other weights held"), numbers,
                shape.isFar());
    }

    /** Of fits whose gradient is above the tolerance: the largest norm, and how far the furthest is from a mode, which is not known where it is not of one of them. */
    private static Optional<Measurement> mode(double[][] norms, Optional<double[][]> gains, double[][] replaced,
            LaplaceStructure structure, double tolerance) {
        double worst = 0;
        double gain = 0;
        double most = 0;
        for (int fit = 0; fit < norms.length; fit++) {
            if (norms[fit].length > 0 && !(norms[fit][0] <= tolerance)) {
                worst = Math.max(worst, norms[fit][0]);
                gain = Math.max(gain, gains.isEmpty() ? Double.NaN : gains.get()[fit][0]);
                most = Math.max(most, replaced[fit][0]);
            }
        }
        if (worst <= tolerance) {
            return Optional.empty();
        }
        boolean isMode = structure.isMode(gain, most);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("gradient_norm", worst);
        if (!Double.isNaN(gain)) {
            numbers.put("gain_to_mode", gain);
        }
        return Optional.of(new Measurement("mode", String.format(Locale.ROOT,
                "The gradient at the point taken for a mode has norm %.3g, more than the tolerance %.3g%s.", worst,
                tolerance, isMode
                        ? String.format(Locale.ROOT, ", but by the curvature there a mode is within %.2g nats", gain)
                        : notAMode(structure, gain, most)),
                numbers, !isMode));
    }

    private static String notAMode(LaplaceStructure structure, double gain, double replaced) {
        if (Double.isNaN(gain)) {
            return ": the approximation is not at a mode";
        }
        if (gain > LaplaceStructure.NEAR) {
            return String.format(Locale.ROOT,
                    ", and by %s there a mode is some %.2g nats higher: the approximation is not at a mode",
                    structure.kept(), gain);
        }
        return String.format(Locale.ROOT,
                "; by %s there a mode is within %.2g nats, which %s may contradict: the approximation may not be at a mode",
                structure.kept(), gain,
                replaced > 0 ? "directions without positive curvature" : "the rest of the curvature");
    }

    private static Optional<Measurement> replaced(double[][] replaced) {
        double most = 0;
        for (double[] fit : replaced) {
            most = Math.max(most, fit.length == 0 || Double.isNaN(fit[0]) ? 0 : fit[0]);
        }
        return most == 0 ? Optional.empty()
                : Optional.of(new Measurement("curvature", "In " + Counted.of((long) most, "direction")
                        + " the curvature at the mode is not positive; there the draws are as wide as the prior, which is a guess.",
                        Map.of("replaced_directions", most), true));
    }
}
