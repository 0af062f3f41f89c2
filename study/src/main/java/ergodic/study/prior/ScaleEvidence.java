package ergodic.study.prior;

import ergodic.study.config.ConfigException;
import ergodic.nn.data.RowRole;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.smc.SmcType;
import ergodic.study.Study;
import ergodic.study.config.SamplerConfig;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The evidence of a model, the density of the training targets with weights and scales averaged over the prior, by populations that rise
 * from prior to posterior. Held-out rows have no part in it.
 *
 * @param scale
 *            the prior's scale
 * @param logEvidence
 *            its logarithm, in standardised units
 * @param error
 *            its Monte Carlo error, by the spread of independent populations
 * @param sentence
 *            the same in words; or that populations did not arrive, where the numbers are NaN
 */
public record ScaleEvidence(double scale, double logEvidence, double error, String sentence) {

    /** Independent populations, whose spread is the error. */
    private static final int POPULATIONS = 4;
    /** Standard errors of a difference below which two scales are not told apart. */
    private static final double APART = 2;

    /**
     * The evidence of a study.
     *
     * @param study
     *            data and network; if it is to be sampled by populations, by its own settings of them
     * @param scale
     *            the scale that it has
     * @param seed
     *            same seed, same number
     * @param threads
     *            threads of the populations; change no number
     */
    public static ScaleEvidence of(Study study, double scale, long seed, int threads) {
        require(study);
        SamplerConfig sampler = study.plan().sampler();
        MethodType type = sampler.type() instanceof SmcType ? sampler.type() : new SmcType();
        Settings settings = sampler.type() instanceof SmcType ? sampler.settings() : SamplerConfig.of(type).settings();
        int sweeps = type.steps(settings);
        MemoryDraws draws = new MemoryDraws(POPULATIONS, study.network().variables());
        Sampling.run(new RunSettings(POPULATIONS, sweeps, 1, 1, seed, Math.min(threads, POPULATIONS)),
                study.network().chains(type.method(settings, sweeps)), draws);
        return type.measured(settings, draws).stream().filter(found -> found.numbers().containsKey("log_evidence"))
                .findFirst()
                .map(found -> new ScaleEvidence(scale, number(found.numbers(), "log_evidence"),
                        number(found.numbers(), "log_evidence_error"), found.sentence()))
                .orElseGet(() -> new ScaleEvidence(scale, Double.NaN, Double.NaN, "Populations did not arrive at the"
                        + " posterior; take method = \"smc\" with more sweeps."));
    }

    /**
     * Looks whether a study has an evidence, before anything is drawn.
     *
     * @throws ConfigException
     *             if it has none
     */
    public static void require(Study study) {
        study.remarks().cold().ifPresent(why -> {
            throw new ConfigException("--scales: " + why + " Of it there is no evidence of the model.");
        });
        if (study.dataset().train().beside().has(RowRole.WEIGHT)) {
            throw new ConfigException(
                    "--scales: rows have weights (data.weight), so that there is no evidence of the model");
        }
    }

    private static double number(Map<String, Double> numbers, String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    /** Which of some scales the training targets speak for, and whether they tell it from the next. */
    public static String best(List<ScaleEvidence> all) {
        List<ScaleEvidence> order = all.stream().filter(one -> Double.isFinite(one.logEvidence))
                .sorted(Comparator.comparingDouble(ScaleEvidence::logEvidence).reversed()).toList();
        if (order.isEmpty()) {
            return "No scale has an evidence.";
        }
        ScaleEvidence first = order.getFirst();
        if (order.size() < 2) {
            return String.format(Locale.ROOT, "Scale %s has the only evidence.", first.scale);
        }
        ScaleEvidence second = order.get(1);
        double ahead = first.logEvidence - second.logEvidence;
        double error = Math.hypot(first.error, second.error);
        return ahead > APART * error
                ? String.format(Locale.ROOT,
                        "The training targets speak for scale %s: %.2f nats above scale %s, to about %.2g.",
                        first.scale,
                        ahead, second.scale, error)
                : String.format(Locale.ROOT,
                        "Scales %s and %s are not told apart: %.2f nats, to about %.2g.", first.scale, second.scale,
                        ahead, error);
    }

    /** Of a document. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("scale", scale);
        columns.put("log_evidence", logEvidence);
        columns.put("log_evidence_error", error);
        columns.put("sentence", sentence);
        return columns;
    }
}
