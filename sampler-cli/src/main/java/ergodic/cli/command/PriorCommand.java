package ergodic.cli.command;

import ergodic.diagnostics.report.HtmlReport;
import ergodic.diagnostics.report.PageSection;
import ergodic.sampler.support.WholeFile;
import ergodic.study.MovedConfig;
import ergodic.study.OutputPlace;
import ergodic.study.Study;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import ergodic.study.prior.MatchWords;
import ergodic.study.prior.PriorCheck;
import ergodic.study.prior.PriorMatch;
import ergodic.study.prior.PriorWords;
import ergodic.study.prior.ProcessKernel;
import ergodic.study.prior.ScaleEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodic prior}: draws functions and predictions from the prior, before any target is seen, and shows them. */
@Command(name = "prior", mixinStandardHelpOptions = true, header = {
        "Draw functions and predictions from the prior, before any target is seen, and show them."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic prior examples/airfoil.toml --set prior.weights.scale=0.5",
                "  ergodic prior small.toml --scales 0.5,1,2,4",
                "  ergodic prior small.toml --match rbf,lengthscale=2 --write matched.toml"})
public final class PriorCommand implements Callable<Integer> {

    private static final int DRAWS = 1000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONFIG.toml", description = "What would be sampled.")
    private Path configFile = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.html", description = "The page with charts (default: NAME-prior.html).")
    private @Nullable Path out;

    @Option(names = "--draws", paramLabel = "N", description = "Draws of the prior (default: 1000).")
    private int draws = DRAWS;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draws (default: the configuration's).")
    private @Nullable Long seed;

    @Option(names = "--set", paramLabel = "key=value", description = "Replaces a key of the configuration.")
    private List<String> overrides = List.of();

    @Option(names = "--scales", paramLabel = "S,S", split = ",", description = "Say also which of these prior.weights.scale the training"
            + " targets speak for, by the evidence of each (populations by smc). Biases follow where the configuration leaves their prior out.")
    private List<Double> scales = List.of();

    @Option(names = "--match", paramLabel = "KERNEL", description = "Choose the scales of all priors by layer such that functions are as"
            + " near as they can be to those of a Gaussian process with mean 0, before any target is seen, and show that prior:"
            + " rbf,lengthscale=1,amplitude=1, or matern32, matern52, linear, arc_cosine, in standardised units.")
    private @Nullable String match;

    @Option(names = "--write", paramLabel = "CONFIG.toml", description = "Write the configuration with the scales that --match found;"
            + " must not exist.")
    private @Nullable Path write;

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (draws < 2) {
            throw wrong("--draws must be at least 2, not " + draws);
        }
        String name = String.valueOf(configFile.getFileName()).replaceFirst("\\.toml$", "");
        Path page = OutputPlace.requireFile(out == null ? Path.of(name + "-prior.html") : out);
        Path matched = write;
        if (matched != null && match == null) {
            throw wrong("--write writes the scales that --match KERNEL finds; add it");
        }
        if (match != null && !scales.isEmpty()) {
            throw wrong("--match chooses the scales before any target is seen, and --scales says which the targets"
                    + " speak for; take one of the two out");
        }
        if (matched != null) {
            OutputPlace.requireNew(matched, "--write");
            OutputPlace.requireApart(page, "--out", matched, "--write");
        }
        RunConfig config = ConfigFile.read(configFile, overrides, note -> output.say("note: " + note));
        long random = seed == null ? config.sampler().seed() : seed;
        Map<Double, RunConfig> scaled = scaled();
        MatchWords words = match(config, random);
        RunConfig shown = words == null ? config : words.config();
        Study study = Study.of(shown, Study.folderOf(configFile));
        if (!scaled.isEmpty()) {
            ScaleEvidence.require(study);
        }
        PriorCheck check = PriorCheck.of(study, draws, random);
        List<ScaleEvidence> evidences = evidences(scaled, config.sampler().seed());
        List<PageSection> sections = new ArrayList<>();
        if (words != null) {
            sections.add(words.section());
        }
        if (!evidences.isEmpty()) {
            sections.add(PriorWords.section(evidences));
        }
        HtmlReport.write(PriorWords.page(check, sections), page);
        Map<String, Object> document = new LinkedHashMap<>(PriorWords.document(check));
        document.put("page", page.toString());
        List<String> lines = new ArrayList<>(PriorWords.lines(check));
        if (words != null) {
            document.put("match", words.document());
            lines.addAll(words.lines());
        }
        if (!evidences.isEmpty()) {
            document.put("evidence", evidences.stream().map(ScaleEvidence::columns).toList());
            document.put("best", ScaleEvidence.best(evidences));
            lines.addAll(PriorWords.lines(evidences));
        }
        lines.add("");
        lines.add("Page: " + page);
        if (matched != null) {
            RunConfig moved = new MovedConfig(Study.folderOf(configFile), Study.folderOf(matched)).of(shown);
            WholeFile.write(matched, beside -> ConfigFile.write(moved, beside));
            document.put("config", matched.toString());
            lines.add("Configuration: " + matched);
        }
        output.result(document, lines);
        return 0;
    }

    private @Nullable MatchWords match(RunConfig config, long random) {
        String process = match;
        return process == null ? null
                : new MatchWords(PriorMatch.of(Study.of(config, Study.folderOf(configFile)).network(),
                        ProcessKernel.parse(process), draws, random), config);
    }

    /** The configuration with each scale, all read before anything is drawn. */
    private Map<Double, RunConfig> scaled() {
        Map<Double, RunConfig> configs = new LinkedHashMap<>();
        for (double scale : scales) {
            List<String> all = new ArrayList<>(overrides);
            all.add("prior.weights.scale=" + scale);
            configs.put(scale, ConfigFile.read(configFile, all));
        }
        return configs;
    }

    private List<ScaleEvidence> evidences(Map<Double, RunConfig> configs, long chosen) {
        List<ScaleEvidence> evidences = new ArrayList<>();
        configs.forEach((scale, config) -> {
            output.say("evidence of prior.weights.scale = " + scale);
            Study study = Study.of(config, Study.folderOf(configFile));
            evidences.add(ScaleEvidence.of(study, scale, chosen, threads.wanted()));
        });
        return evidences;
    }

    private RuntimeException wrong(String sentence) {
        return spec == null ? new ConfigException(sentence) : new ParameterException(spec.commandLine(), sentence);
    }
}
