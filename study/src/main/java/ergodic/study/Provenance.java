package ergodic.study;

import ergodic.autodiff.kernel.provider.KernelProvider;
import ergodic.study.config.RunPlan;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run was made by and how long it took: written beside the draws, read by nothing but people.
 *
 * @param config
 *            configuration
 * @param result
 *            how it ended
 * @param threads
 *            number of threads
 * @param secondsBefore
 *            time of the sessions before this one
 */
record Provenance(RunPlan config, RunResult result, int threads, double secondsBefore) {

    /**
     * Time of all sessions; one that was killed could not write its own, and is in it as far as the times of the
     * chains tell.
     */
    private double seconds() {
        long longest = 0;
        for (ChainResult chain : result.chains()) {
            longest = Math.max(longest, chain.startNanos() + chain.warmupNanos() + chain.samplingNanos());
        }
        return Math.max(secondsBefore + result.elapsed().toMillis() / 1000.0, longest / 1e9);
    }

    void write(Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ergodic", Version.ergodic());
        document.put("java", Runtime.version().toString());
        document.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        document.put("processors", Runtime.getRuntime().availableProcessors());
        document.put("threads", threads);
        document.put("precision", config.sampler().precision());
        document.put("kernels", KernelProvider.get().name());
        document.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        document.put("finished", result.finished());
        document.put("seconds", seconds());
        document.putAll(GradientsSpent.of(result).document());
        document.put("time", TimeSpent.of(result).document());
        document.put("chains", result.chains());
        write(document, file);
    }

    /** What parts of a run were made by, as one: sums of times and gradients, and each part's own. */
    static void join(List<Path> parts, Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        List<JsonNode> own = new ArrayList<>();
        double seconds = 0;
        Map<String, Long> gradients = new LinkedHashMap<>();
        for (Path part : parts) {
            if (Files.exists(part)) {
                JsonNode facts = parse(part);
                own.add(facts);
                seconds += facts.path("seconds").asDouble(0);
                for (String name : GradientsSpent.NAMES) {
                    gradients.merge(name, facts.path(name).asLong(0), Long::sum);
                }
            }
        }
        document.put("ergodic", Version.ergodic());
        document.put("seconds", seconds);
        document.putAll(gradients);
        document.put("parts", own);
        write(document, file);
    }

    private static void write(Map<String, Object> document, Path file) throws IOException {
        String text = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(document);
        WholeFile.write(file, beside -> Files.writeString(beside, text));
    }

    /** Time of the sessions that wrote it down; 0 without any. */
    static double seconds(Path file) throws IOException {
        return Files.exists(file) ? parse(file).path("seconds").asDouble(0) : 0;
    }

    /** What each chain met, of all parts of the run; nothing if the run was killed before it was written. */
    static List<JsonNode> chains(Path file) throws IOException {
        List<JsonNode> chains = new ArrayList<>();
        if (Files.exists(file)) {
            JsonNode document = parse(file);
            document.path("chains").forEach(chains::add);
            document.path("parts").forEach(part -> part.path("chains").forEach(chains::add));
        }
        chains.sort(Comparator.comparingInt(chain -> chain.path("chain").asInt(0)));
        return chains;
    }

    /** What was written, in a few lines; nothing if the run was killed before that. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return facts;
        }
        JsonNode document = parse(file);
        List<String> names = new ArrayList<>(List.of("ergodic", "java", "system", "processors", "threads", "precision",
                "kernels", "ended", "seconds"));
        names.addAll(GradientsSpent.NAMES);
        for (String name : names) {
            JsonNode value = document.get(name);
            if (value != null) {
                facts.put(name, value.isString() ? value.stringValue() : value.toString());
            }
        }
        return facts;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return new JsonMapper().readTree(Files.readString(file));
        } catch (JacksonException | CharacterCodingException e) {
            throw new RunFolderException(
                    file + " is damaged: it is not JSON; remove it, since it only says how the run was made");
        }
    }
}
