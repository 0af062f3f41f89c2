package ergodic.study;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.Profile;
import ergodic.diagnostics.report.PageTable;
import ergodic.model.Model;
import ergodic.model.Posterior;
import ergodic.nn.LayerLine;
import ergodic.sampler.support.WholeFile;
import ergodic.sampler.words.Counted;
import ergodic.study.config.SamplerConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is sampled, layer by layer: output, parameters, prior, and share of the time of a gradient.
 *
 * @param layers
 *            from the inputs on, the one of the outputs last
 * @param unknowns
 *            numbers that are sampled, those of likelihood and priors included
 * @param shares
 *            share of the time of a gradient by part of the model, from 0 to 1, what belongs to no layer under the empty name; empty if
 *            not measured
 * @param note
 *            what was measured, or why nothing was: a sentence without a full stop; may be empty
 */
public record NetworkSummary(List<LayerLine> layers, int unknowns, Map<String, Double> shares, String note) {

    /** A profile may evaluate so large a part of the gradients that the run takes at the least. */
    private static final double PART_OF_RUN = 0.01;
    private static final int FEWEST_EVALUATIONS = 3;
    private static final int MOST_EVALUATIONS = 200;
    private static final int TILES = 2;
    private static final long WARM_NANOS = 100_000_000L;
    private static final long NANOS = 200_000_000L;
    /** Positions of the profile are within so much of 0. */
    private static final double SPREAD = 0.5;

    /** Copies list and map. */
    public NetworkSummary {
        layers = List.copyOf(layers);
        shares = Map.copyOf(shares);
    }

    /** Without shares of time. */
    static NetworkSummary of(Study study) {
        return new NetworkSummary(study.layers(), study.unknowns(), Map.of(), "");
    }

    /** With the shares that a profile tells. */
    NetworkSummary with(Profile profile, String what) {
        Map<String, Double> known = new LinkedHashMap<>();
        double all = profile.parts().values().stream().mapToDouble(nanos -> nanos).sum();
        profile.parts().forEach((part, nanos) -> known.put(part, nanos / Math.max(1, all)));
        return new NetworkSummary(layers, unknowns, known, what);
    }

    /**
     * With shares of time, if a profile of two tiles of rows takes no more than a hundredth of the gradients of the run. It takes 0.3 s at
     * most, or the time of five gradients of these rows.
     */
    static NetworkSummary timed(Study study) {
        NetworkSummary summary = of(study);
        SamplerConfig sampler = study.plan().sampler();
        int all = study.dataset().train().count();
        CompiledProgram program = study.posterior(1).program();
        int rows = Math.min(all, TILES * program.tileRows());
        double each = sampler.type().rowsOfGradient(sampler.settings()).orElse(all);
        double planned = sampler.chains() * (sampler.warmup() + (double) sampler.draws() * sampler.thin()) * each;
        int most = (int) Math.min(MOST_EVALUATIONS, (PART_OF_RUN * planned / rows - 1) / 2); // warm, then measured
        if (most < FEWEST_EVALUATIONS) {
            return new NetworkSummary(summary.layers, summary.unknowns, Map.of(),
                    "shares of time are left out: measuring them would take more than 1 % of so short a run; ergodic bench"
                            + " measures them");
        }
        program.setGlobal(Model.ROW_WEIGHT, 1);
        double[] theta = new double[program.parameterCount()];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < theta.length; i++) {
            theta[i] = random.nextDouble(-SPREAD, SPREAD);
        }
        // The first evaluations run while the code is compiled, and tell little of those after them.
        int warm = Math.min(most, often(program, theta, 1, rows, WARM_NANOS));
        int measured = Math.min(most, Math.max(2, often(program, theta, warm, rows, NANOS)));
        return summary.with(program.profile(theta, measured, rows),
                "time: shares of a gradient, of " + Counted.of(rows, "row") + " on one thread");
    }

    /** How many evaluations fit into a time, from what so many took. */
    private static int often(CompiledProgram program, double[] theta, int evaluations, int rows, long nanos) {
        long begin = System.nanoTime();
        program.profile(theta, evaluations, rows);
        return Math.clamp(nanos * evaluations / Math.max(1, System.nanoTime() - begin), 1, MOST_EVALUATIONS);
    }

    private static String dims(LayerLine layer) {
        StringBuilder text = new StringBuilder();
        for (int dim : layer.output().dims()) {
            text.append(text.isEmpty() ? "" : " x ").append(dim);
        }
        return text.toString();
    }

    private String share(String part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * shares.getOrDefault(part, 0.0));
    }

    private int ofLayers() {
        return layers.stream().mapToInt(LayerLine::parameters).sum();
    }

    private List<String> header() {
        return shares.isEmpty() ? List.of("layer", "output", "parameters", "prior")
                : List.of("layer", "output", "parameters", "time", "prior");
    }

    private List<String> row(String layer, String output, int parameters, String part, String prior) {
        List<String> cells = new ArrayList<>(
                List.of(layer, output, String.format(Locale.ROOT, "%,d", parameters)));
        if (!shares.isEmpty()) {
            cells.add(share(part));
        }
        cells.add(prior);
        return cells;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerLine layer = layers.get(i);
            rows.add(row((i + 1) + " " + layer.type(), dims(layer), layer.parameters(), layer.part(), layer.prior()));
        }
        int others = unknowns - ofLayers();
        if (others != 0 || !shares.isEmpty()) {
            rows.add(row("likelihood, priors", "", Math.max(0, others), "", ""));
        }
        return rows;
    }

    /** For people. */
    public List<String> lines() {
        TextTable table = new TextTable(header());
        rows().forEach(table::add);
        List<String> lines = new ArrayList<>(table.lines());
        if (!note.isEmpty()) {
            lines.add("  (" + note + ")");
        }
        return lines;
    }

    /** For the report. */
    PageTable table() {
        return new PageTable("Network", Counted.of(unknowns, "unknown") + ", layer by layer from the inputs on."
                + (note.isEmpty() ? "" : " " + Character.toUpperCase(note.charAt(0)) + note.substring(1) + "."),
                header(), rows());
    }

    /** For JSON. */
    public List<Map<String, Object>> document() {
        List<Map<String, Object>> document = new ArrayList<>();
        for (LayerLine layer : layers) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("layer", layer.type());
            line.put("output", layer.output().dims());
            line.put("parameters", layer.parameters());
            line.put("prior", layer.prior());
            if (!shares.isEmpty()) {
                line.put("time_share", shares.getOrDefault(layer.part(), 0.0));
            }
            document.add(line);
        }
        return document;
    }

    /** Keeps what was measured. */
    void write(Path file) throws IOException {
        String text = new JsonMapper().writeValueAsString(Map.of("note", note, "time_shares", shares));
        WholeFile.write(file, beside -> Files.writeString(beside, text));
    }

    /** With what was measured before the run, if it was. */
    static NetworkSummary read(Study study, Path file) throws IOException {
        NetworkSummary summary = of(study);
        if (!Files.exists(file)) {
            return summary;
        }
        try {
            JsonNode document = new JsonMapper().readTree(Files.readString(file));
            Map<String, Double> known = new LinkedHashMap<>();
            document.path("time_shares").properties()
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue().asDouble(0)));
            return new NetworkSummary(summary.layers, summary.unknowns, known, document.path("note").asString(""));
        } catch (JacksonException | CharacterCodingException e) {
            throw new RunFolderException(
                    file + " is damaged: it is not JSON; remove it, since it only says where the time of gradients went");
        }
    }
}
