package ergodic.sampler.energy;

import ergodic.sampler.draws.Draws;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Squared energy errors a dimension that the steps of draws had. The mean tells the bias; a median far below it says that it comes from
 * few places.
 *
 * @param mean
 *            over the steps that were made
 * @param median
 *            of the same
 * @param inPieces
 *            share of the steps that were made in pieces or taken back
 */
public record EnergyErrors(double mean, double median, double inPieces) {

    /** Mean over the target above which it is said that the target was not met: beyond the chance of some hundred draws. */
    private static final double MISSED = 1.5;

    /** Of the steps that ended in kept draws; empty where none was made or they are not known. */
    public static Optional<EnergyErrors> of(Draws draws) {
        return draws.findStatistic(EnergyVariance.STATISTIC.name()).flatMap(values -> {
            double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
            double[] made = Arrays.stream(all).filter(value -> !Double.isNaN(value)).sorted().toArray();
            if (made.length == 0) {
                return Optional.empty();
            }
            double mean = Arrays.stream(made).average().orElseThrow();
            double median = 0.5 * (made[(made.length - 1) / 2] + made[made.length / 2]);
            double whole = draws.findStatistic(EnergyVariance.PIECES.name()).map(EnergyErrors::ones)
                    .orElse((double) made.length);
            return Double.isFinite(mean) ? Optional.of(new EnergyErrors(mean, median, 1.0 - whole / all.length))
                    : Optional.empty();
        });
    }

    private static double ones(double[][] pieces) {
        return Arrays.stream(pieces).flatMapToDouble(Arrays::stream).filter(count -> count == 1.0).count();
    }

    /** What was achieved, beside the target: words in brackets. */
    public String words(double target) {
        return String.format(Locale.ROOT, "mean square %.2g a step and unknown, %s the %.2g asked for; median %.2g; %s",
                mean,
                mean > MISSED * target ? "above" : "for", target, median,
                inPieces > 0.0 ? String.format(Locale.ROOT, "%.2g %% of the steps in pieces", 100.0 * inPieces)
                        : "no step in pieces");
    }
}
