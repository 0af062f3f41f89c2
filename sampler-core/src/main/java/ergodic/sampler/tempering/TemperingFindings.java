package ergodic.sampler.tempering;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the statistics of tempered draws tell: evidence, barrier, round trips. */
final class TemperingFindings {

    /** Error of the log evidence from which on it is doubtful. */
    private static final double DOUBTFUL_ERROR = 1.0;
    /** Errors, the larger of both, by which thermodynamic integration may be away from the log evidence. */
    private static final double FEW_ERRORS = 2.0;
    /** Share of the predicted round trips below which the rungs are not explored. */
    private static final double FEW = 0.3;
    /** Predicted round trips from which on a lack of them says something. */
    private static final double ENOUGH = 10.0;
    /** Round trips of an ensemble below which its rungs were not joined, and its evidence has no error that holds. */
    private static final double FEWEST_OF_A_CHAIN = 2.0;

    private TemperingFindings() {}

    /**
     * The findings; none where the draws have no such statistics.
     *
     * @param rows
     *            number of rows of the data; 0 where it is not known
     */
    static List<Measurement> of(Draws draws, int rungs, int rows) {
        Optional<double[][]> trips = draws.findStatistic(TemperingStatistics.ROUND_TRIPS.name());
        Optional<double[][]> scans = draws.findStatistic(TemperingStatistics.SCANS.name());
        List<double[][]> betas = new ArrayList<>();
        List<double[][]> likelihoods = new ArrayList<>();
        for (int k = 0; k < rungs; k++) {
            draws.findStatistic(TemperingStatistics.beta(k)).ifPresent(betas::add);
            draws.findStatistic(TemperingStatistics.logLikelihood(k)).ifPresent(likelihoods::add);
        }
        if (trips.isEmpty() || scans.isEmpty() || betas.size() < rungs || likelihoods.size() < rungs) {
            return List.of();
        }
        List<SteppingStone> stones = new ArrayList<>();
        List<double[]> ladders = new ArrayList<>();
        List<double[][]> all = new ArrayList<>();
        double counted = 0.0;
        double predicted = 0.0;
        for (int chain = 0; chain < trips.get().length; chain++) {
            int length = trips.get()[chain].length;
            if (length == 0) {
                continue;
            }
            double[] powers = new double[rungs];
            double[][] values = new double[rungs][];
            for (int k = 0; k < rungs; k++) {
                powers[k] = betas.get(k)[chain][0];
                values[k] = likelihoods.get(k)[chain];
            }
            SteppingStone stone = SteppingStone.of(powers, values);
            stones.add(stone);
            ladders.add(powers);
            all.add(values);
            counted += trips.get()[chain][length - 1];
            predicted += stone.rate() * scans.get()[chain][length - 1];
        }
        if (stones.isEmpty()) {
            return List.of();
        }
        List<Measurement> found = new ArrayList<>(
                List.of(evidence(stones, counted), trips(stones, counted, predicted, rungs)));
        if (!Double.isNaN(WidelyApplicable.power(rows))) {
            found.add(1, WidelyApplicable.of(rows, ladders, all));
        }
        return found;
    }

    /**
     * The evidence. Its error is the larger of that within ensembles (both ways of the stones) and that between them; where they differ by
     * more than their own errors, it is the spread of one ensemble and not of the mean. None is stated where replicas did not join the rungs.
     */
    static Measurement evidence(List<SteppingStone> stones, double roundTrips) {
        double forward = stones.stream().mapToDouble(SteppingStone::forward).average().orElse(Double.NaN);
        double backward = stones.stream().mapToDouble(SteppingStone::backward).average().orElse(Double.NaN);
        double mean = stones.stream().mapToDouble(SteppingStone::bridged).average().orElse(Double.NaN);
        double squares = 0.0;
        for (SteppingStone stone : stones) {
            squares += (stone.bridged() - mean) * (stone.bridged() - mean);
        }
        int chains = stones.size();
        double spread = chains < 2 ? 0.0 : Math.sqrt(squares / (chains - 1) / chains);
        double within = Math.sqrt(stones.stream()
                .mapToDouble(stone -> (stone.forward() - stone.backward()) * (stone.forward() - stone.backward()))
                .average().orElse(Double.NaN));
        double single = spread * Math.sqrt(chains);
        boolean differ = single > FEW_ERRORS * within;
        double error = Math.max(Math.abs(forward - backward), differ ? single : spread);
        boolean joined = roundTrips >= FEWEST_OF_A_CHAIN * chains;
        double integrated = stones.stream().mapToDouble(SteppingStone::integral).average().orElse(Double.NaN);
        double pieces = stones.stream().mapToDouble(stone -> Math.abs(stone.integrated() - stone.trapezium())).average()
                .orElse(Double.NaN);
        boolean apart = Math.abs(integrated - mean) > FEW_ERRORS * Math.max(error, pieces);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("log_evidence", mean);
        numbers.put("log_evidence_error", joined ? error : Double.NaN);
        numbers.put("log_evidence_forward", forward);
        numbers.put("log_evidence_backward", backward);
        numbers.put("log_evidence_integrated", integrated);
        numbers.put("log_evidence_standard_error", spread);
        return new Measurement("log evidence", String.format(Locale.ROOT,
                "The log evidence is %.2f, %s, by Bennett's estimate from neighbouring rungs: stepping stones from the prior give"
                        + " %.2f, back to it %.2f, thermodynamic integration %s.%s%s",
                mean, joined ? String.format(Locale.ROOT, "to about %.2g", error) : "with no error that holds", forward,
                backward,
                Double.isFinite(integrated) ? String.format(Locale.ROOT, "%.2f", integrated)
                        : "nothing, as log likelihoods of draws of the prior have no mean to speak of",
                words(roundTrips, joined, differ),
                apart ? " They disagree by more than their errors: set sampler.rungs higher, or lengthen the run."
                        : ""),
                numbers,
                !(error <= DOUBTFUL_ERROR) || apart || differ || !joined);
    }

    private static String words(double roundTrips, boolean joined, boolean differ) {
        if (roundTrips < 1.0) {
            return " No replica came from the prior to the posterior and back: the evidence is not to be trusted.";
        }
        if (!joined) {
            return " Replicas came from the prior to the posterior and back less than twice a chain: the evidence is not to be trusted.";
        }
        return differ ? " Chains differ by more than their own errors, so the error is the spread between chains." : "";
    }

    private static Measurement trips(List<SteppingStone> stones, double counted, double predicted, int rungs) {
        double barrier = stones.stream().mapToDouble(SteppingStone::barrier).average().orElse(Double.NaN);
        double highest = stones.stream().mapToDouble(SteppingStone::highest).max().orElse(Double.NaN);
        boolean few = predicted >= ENOUGH && counted < FEW * predicted || predicted < 1.0;
        boolean steep = rungs < barrier + 1.0;
        String text = String.format(Locale.ROOT,
                "Replicas made %.0f round trips between prior and posterior, %.0f if each rung were explored in a scan; the barrier is"
                        + " %.2f, the highest rejection of a swap %.2f.",
                counted, predicted, barrier, highest);
        String advice = steep ? " The rungs are too few: set sampler.rungs to twice the barrier or more."
                : few ? " So modes are hardly exchanged: explore the rungs longer (sampler.moves), or lengthen the run."
                        : "";
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("round_trips", counted);
        numbers.put("round_trips_predicted", predicted);
        numbers.put("barrier", barrier);
        numbers.put("highest_swap_rejection", highest);
        return new Measurement("round trips", text + advice, numbers, few || steep);
    }
}
