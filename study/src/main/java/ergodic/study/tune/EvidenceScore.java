package ergodic.study.tune;

import ergodic.nn.data.RowRole;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.support.WholeFile;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolderException;
import ergodic.study.Study;
import ergodic.study.config.ConfigException;
import ergodic.study.config.SamplerConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The evidence of a configuration, the density of the training targets with all unknowns averaged over their prior, as its method tells it.
 *
 * @param logEvidence
 *            its logarithm, in the units of the data
 * @param error
 *            its Monte Carlo error; NaN if the method states none
 * @param sentence
 *            what the method says of it, in standardised units
 * @param caveats
 *            what the method says of all its draws, such as that they are of normal distributions
 * @param doubtful
 *            whether the method doubts it
 * @param unknowns
 *            dimension of the posterior
 * @param gradients
 *            all that the run took
 * @param seconds
 *            time of the run
 * @param divergences
 *            divergent transitions
 * @param failure
 *            why there is no evidence, in a sentence; empty if there is
 */
record EvidenceScore(double logEvidence, double error, String sentence, List<String> caveats, boolean doubtful,
        int unknowns, long gradients, double seconds, int divergences, String failure) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "log_evidence";

    /** Refuses what is no score, as a damaged file may hold. */
    EvidenceScore {
        if (sentence == null || caveats == null || failure == null
                || failure.isEmpty() && !Double.isFinite(logEvidence)) {
            throw new IllegalArgumentException("an evidence is a number with its sentence");
        }
        caveats = List.copyOf(caveats);
    }

    /** Refuses a study whose method tells no evidence of its model, or whose likelihood is not the model's. */
    static void require(Study study) {
        SamplerConfig sampler = study.plan().sampler();
        if (!sampler.type().tellsEvidence(sampler.settings())) {
            String others = Methods.ALL.stream().filter(type -> {
                Settings usual = SamplerConfig.of(type).settings();
                return type.tellsEvidence(usual) && complaint(study, type, usual).isEmpty();
            }).map(MethodType::name).collect(Collectors.joining(", "));
            throw new ConfigException("--by evidence: sampler.method = \"" + sampler.type().name()
                    + "\" with these settings tells no evidence of the model; take one of " + others
                    + ", of all weights, with a prior that no data choose (sampler.prior_scale = \"given\")");
        }
        complaint(study, sampler.type(), sampler.settings()).ifPresent(why -> {
            throw new ConfigException("--by evidence: " + why);
        });
        study.remarks().cold().ifPresent(why -> {
            throw new ConfigException("--by evidence: " + why + " Of it there is no evidence of the model.");
        });
        if (study.dataset().train().beside().has(RowRole.WEIGHT)) {
            throw new ConfigException(
                    "--by evidence: rows have weights (data.weight), so that there is no evidence of the model");
        }
    }

    private static Optional<String> complaint(Study study, MethodType type, Settings settings) {
        try {
            return type.evidenceComplaint(settings, study.network()::posterior);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Of a run that is finished. */
    static EvidenceScore of(FinishedRun run, RunResult result, double seconds) {
        Study study = run.study();
        SamplerConfig sampler = study.plan().sampler();
        Rows train = study.dataset().train();
        List<Measurement> measured = sampler.type().measured(sampler.settings(), run.draws(), train.count());
        return measured.stream().filter(found -> Double.isFinite(found.numbers().getOrDefault(NAME, Double.NaN)))
                .findFirst()
                .map(found -> new EvidenceScore(
                        found.numbers().getOrDefault(NAME, Double.NaN) - volume(study.dataset().target(), train),
                        found.numbers().getOrDefault(NAME + "_error", Double.NaN), found.sentence(),
                        sampler.type().caveats(sampler.settings()),
                        measured.stream().anyMatch(Measurement::doubtful), study.unknowns(), result.gradients(),
                        seconds, result.divergences(), ""))
                .orElseGet(() -> failed(study, "the run tells no evidence: "
                        + measured.stream().map(Measurement::sentence).collect(Collectors.joining(" ")), result));
    }

    static EvidenceScore failed(Study study, String why, RunResult result) {
        return new EvidenceScore(Double.NEGATIVE_INFINITY, Double.NaN, "", List.of(), true, study.unknowns(),
                result.gradients(),
                result.elapsed().toMillis() / 1000.0, result.divergences(), why);
    }

    static EvidenceScore failed(Study study, String why) {
        return new EvidenceScore(Double.NEGATIVE_INFINITY, Double.NaN, "", List.of(), true, study.unknowns(), 0, 0, 0,
                why);
    }

    /** Log of the volume that the encoded targets of all rows have in the units of the file: a bound has a probability, which has no unit. */
    private static double volume(TargetEncoding target, Rows rows) {
        if (!target.isScaled()) {
            return 0;
        }
        int densities = 0;
        for (int row = 0; row < rows.count(); row++) {
            densities += rows.beside().isBound(row) ? 0 : 1;
        }
        return densities * target.logUnit();
    }

    /** Writes it; the file is whole or not there. */
    void write(Path file) throws IOException {
        WholeFile.write(file, beside -> Files.writeString(beside, JSON.writeValueAsString(this)));
    }

    static EvidenceScore read(Path file) throws IOException {
        try {
            EvidenceScore found = JSON.readValue(Files.readString(file), EvidenceScore.class);
            if (found != null) {
                return found;
            }
        } catch (JacksonException | CharacterCodingException _) {
            // Said below.
        }
        throw new RunFolderException(file + " is damaged: it is no evidence of a configuration; remove it, and the run"
                + " is made again");
    }
}
