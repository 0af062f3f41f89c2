package ergodic.sampler.suite;

import ergodic.sampler.DrawKind;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.suite.KnownTarget.Known;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whole runs, warm-up included: means of known functions, in standard errors of the chains, and the chains beside each other. Of other draws
 * the fits, or populations, are beside each other.
 */
final class KnownMoments {

    /** What chance passes with probability 8e-11 for a normal z. */
    static final double LIMIT = 6.5;

    private static final double CHANCE = 4e-11;
    private static final double FEWEST = 50.0;
    private static final int FITS = 16;

    private KnownMoments() {}

    /** The moments of a run with these numbers a chain. */
    static Outcome of(MethodType type, KnownTargets target, int warmup, int count, long seed) {
        List<Known> functions = target.make().functions();
        int chains = type.kind() == DrawKind.CHAIN ? 2 : FITS;
        int first = type.kind() == DrawKind.CHAIN ? warmup : type.steps(MethodRuns.settings(type, target::make));
        int thin = type.kind() == DrawKind.CHAIN ? Expectations.of(type.name()).transitionsADraw() : 1;
        MemoryDraws draws = MethodRuns.run(MethodRuns.method(type, target::make, first), target::make, functions,
                new RunSettings(chains, first, count, thin, seed, 1));
        double worst = 0.0;
        double fewest = Double.POSITIVE_INFINITY;
        String which = "";
        for (int f = 0; f < functions.size(); f++) {
            double[][] series = draws.series(MethodRuns.VALUES, f);
            double z = type.kind() == DrawKind.CHAIN ? ofChains(series, functions.get(f).mean())
                    : ofFits(series, functions.get(f).mean());
            fewest = Math.min(fewest, type.kind() == DrawKind.CHAIN ? effective(series) : fewest);
            if (!(z <= worst)) {
                worst = z;
                which = functions.get(f).name();
            }
        }
        String what = String.format(Locale.ROOT, "%s of %d functions; least effective draws %.0f", which,
                functions.size(), fewest);
        return fewest < FEWEST ? new Outcome(Double.POSITIVE_INFINITY, LIMIT, what) : new Outcome(worst, LIMIT, what);
    }

    /** The further of: the mean of all from what is known, the means of two chains from each other. */
    private static double ofChains(double[][] series, double expected) {
        double squares = 0.0;
        double mean = 0.0;
        for (double[] chain : series) {
            double error = MonteCarlo.standardError(chain);
            squares += error * error;
            mean += MonteCarlo.mean(chain) / series.length;
        }
        double error = Math.sqrt(squares);
        double apart = Math.abs(MonteCarlo.mean(series[0]) - MonteCarlo.mean(series[1])) / error;
        return Math.max(apart, Math.abs(mean - expected) * series.length / error);
    }

    private static double effective(double[][] series) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] chain : series) {
            double error = MonteCarlo.standardError(chain);
            double mean = MonteCarlo.mean(chain);
            double variance = 0.0;
            for (double value : chain) {
                variance += (value - mean) * (value - mean) / chain.length;
            }
            least = Math.min(least, variance == 0.0 ? 0.0 : variance / (error * error));
        }
        return least * series.length;
    }

    /** Student's t of the fits' means, as the normal z of the same probability at the limit. */
    private static double ofFits(double[][] series, double expected) {
        double mean = 0.0;
        for (double[] fit : series) {
            mean += MonteCarlo.mean(fit) / series.length;
        }
        double squares = 0.0;
        for (double[] fit : series) {
            double away = MonteCarlo.mean(fit) - mean;
            squares += away * away;
        }
        double error = Math.sqrt(squares / (series.length - 1.0) / series.length);
        double most = TDistribution.of(series.length - 1.0).inverseSurvivalProbability(CHANCE);
        return LIMIT * Math.abs(mean - expected) / error / most;
    }
}
