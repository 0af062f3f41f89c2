package ergodic.sampler.smc;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.tempering.WidelyApplicable;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the statistics of populations tell: evidence, and how the particles came to the posterior. */
final class SmcFindings {

    /** Error of the log evidence from which on it is doubtful. */
    private static final double DOUBTFUL_ERROR = 1.0;
    /** Draws of the prior below which the weights of modes that moves do not bridge are chance. */
    private static final double FEW_ANCESTORS = 20;

    private SmcFindings() {}

    /**
     * The findings; none where the draws have no such statistics.
     *
     * @param rows
     *            number of rows of the data; 0 where it is not known
     */
    static List<Measurement> of(Draws draws, int particles, int rows) {
        Optional<double[]> beta = last(draws, SmcStatistics.BETA);
        Optional<double[]> evidence = last(draws, SmcStatistics.LOG_EVIDENCE);
        Optional<double[]> stages = last(draws, SmcStatistics.STAGES);
        Optional<double[]> ancestors = last(draws, SmcStatistics.ANCESTORS);
        Optional<double[]> correlation = last(draws, SmcStatistics.WORST_CORRELATION);
        if (beta.isEmpty() || evidence.isEmpty() || stages.isEmpty() || ancestors.isEmpty() || correlation.isEmpty()
                || beta.get().length == 0) {
            return List.of();
        }
        double reached = Arrays.stream(beta.get()).min().orElse(Double.NaN);
        if (reached < 1.0) {
            return List.of(new Measurement("power reached", String.format(Locale.ROOT,
                    "Particles stopped at the likelihood to the power of %.3g for want of sweeps: they are no draws of the posterior.",
                    reached), Map.of("power_reached", reached), true));
        }
        List<Measurement> found = new ArrayList<>(List.of(evidence(evidence.get()),
                way(stages.get(), ancestors.get(), correlation.get(), particles)));
        wbic(draws, rows).ifPresent(measurement -> found.add(1, measurement));
        return found;
    }

    private static Optional<Measurement> wbic(Draws draws, int rows) {
        Optional<double[]> criterion = last(draws, SmcStatistics.WBIC);
        Optional<double[]> coefficient = last(draws, SmcStatistics.LEARNING_COEFFICIENT);
        if (criterion.isEmpty() || coefficient.isEmpty() || Double.isNaN(WidelyApplicable.power(rows))) {
            return Optional.empty();
        }
        double[][] estimates = new double[criterion.get().length][];
        double[][] unknown = new double[estimates.length][2];
        for (int i = 0; i < estimates.length; i++) {
            estimates[i] = new double[]{criterion.get()[i], coefficient.get()[i]};
            if (estimates.length < 2) {
                Arrays.fill(unknown[i], Double.NaN);
            }
        }
        return Optional.of(WidelyApplicable.measurement(rows, estimates, unknown, Double.POSITIVE_INFINITY));
    }

    /** The last value of each population that has draws. */
    private static Optional<double[]> last(Draws draws, Statistic statistic) {
        return draws.findStatistic(statistic.name())
                .map(values -> Arrays.stream(values).filter(chain -> chain.length > 0)
                        .mapToDouble(chain -> chain[chain.length - 1]).toArray());
    }

    /**
     * The evidence: the mean over populations. Where they differ by nats it rests on the highest, so the spread is divided by the root of the
     * effective number of populations, and not of all.
     */
    static Measurement evidence(double[] logs) {
        int populations = logs.length;
        double most = Arrays.stream(logs).max().orElse(Double.NaN);
        double least = Arrays.stream(logs).min().orElse(Double.NaN);
        double sum = Arrays.stream(logs).map(log -> Math.exp(log - most)).sum();
        double together = most + Math.log(sum / populations);
        double mean = Arrays.stream(logs).sum() / populations;
        double spread = Math.sqrt(Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum()
                / Math.max(1, populations - 1));
        double effective = sum * sum / Arrays.stream(logs).map(log -> Math.exp(2.0 * (log - most))).sum();
        double error = populations < 2 ? Double.NaN : spread / Math.sqrt(effective);
        boolean differ = effective < populations / 2.0;
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("log_evidence", together);
        numbers.put("log_evidence_error", error);
        numbers.put("log_evidence_lowest", least);
        numbers.put("log_evidence_highest", most);
        String text = populations < 2
                ? String.format(Locale.ROOT,
                        "The log evidence is %.2f by one population, which does not tell its error.",
                        together)
                : String.format(Locale.ROOT,
                        "The log evidence is %.2f, to about %.2g: %d independent populations give %.2f to %.2f.%s",
                        together,
                        error, populations, least, most,
                        differ ? " The mean rests on the highest of them: the evidence is not to be trusted." : "");
        return new Measurement("log evidence", text, numbers, !(error <= DOUBTFUL_ERROR) || differ);
    }

    private static Measurement way(double[] stages, double[] ancestors, double[] correlations, int particles) {
        double fewest = Arrays.stream(ancestors).min().orElse(Double.NaN);
        double worst = Arrays.stream(correlations).max().orElse(Double.NaN);
        boolean remembered = worst > Smc.FORGOTTEN;
        boolean chance = remembered && fewest < FEW_ANCESTORS;
        String text = String.format(Locale.ROOT,
                "Populations rose from prior to posterior in %.0f stages at most; the %d particles of each descend from %s of the prior or"
                        + " more",
                Arrays.stream(stages).max().orElse(Double.NaN), particles,
                Counted.of(Math.round(fewest), "draw"));
        if (!Double.isNaN(worst)) {
            text += String.format(Locale.ROOT,
                    ", and moves left a squared correlation of at most %.2g with where a stage's particles began",
                    worst);
        }
        if (chance) {
            text += ": what moves do not bridge, such as modes, hangs on few draws of the prior";
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("ancestors_fewest", fewest);
        numbers.put("jump_correlation_max", worst);
        return new Measurement("particles", text + ".", numbers, chance);
    }
}
