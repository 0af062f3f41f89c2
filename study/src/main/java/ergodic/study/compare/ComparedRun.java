package ergodic.study.compare;

import ergodic.diagnostics.PairedDifference;
import ergodic.diagnostics.RowSet;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.LeftOutRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the runs that are compared.
 *
 * @param name
 *            what it is called here
 * @param findings
 *            verdict and predictions
 * @param prediction
 *            of the held-out rows, in the units of the data; of the training rows if none are held out
 * @param leftOut
 *            how it predicts each training row without it; null where that cannot be said
 * @param seconds
 *            how long it took; NaN if that was not written down
 * @param gradients
 *            how many it took; negative if that was not written down
 * @param notes
 *            what cannot be said of it, a sentence each
 */
record ComparedRun(String name, Findings findings, Prediction prediction, @Nullable LeftOutDensity leftOut,
        double seconds, long gradients, List<String> notes) {

    /** Copies the list. */
    ComparedRun {
        notes = List.copyOf(notes);
    }

    static ComparedRun of(String name, FinishedRun run, boolean leaveOneOut) throws IOException {
        Findings findings = run.findings();
        List<String> notes = new ArrayList<>();
        Map<String, String> facts = run.provenance();
        LeftOutDensity leftOut = null;
        notes.addAll(run.study().remarks().notOfModel());
        Optional<String> obstacle = leaveOneOut ? LeftOutRows.obstacle(run) : Optional.empty();
        obstacle.ifPresent(notes::add);
        if (leaveOneOut && obstacle.isEmpty()) {
            leftOut = LeftOutDensity.of(run);
            LeftOutRows.thinned(run).ifPresent(fewer -> notes.add("of the training rows, each left out, " + fewer));
        }
        Prediction prediction = findings.prediction().inUnitsOf(run.study().dataset().target());
        if (!prediction.isWhole()) {
            notes.add("only moments of the predictions were kept (store.keep = \"moments\"): no calibration, CRPS"
                    + " or distance can be said");
        }
        run.unfinished().ifPresent(unfinished -> notes.add("it " + unfinished.state()));
        if (!facts.containsKey("seconds")) {
            notes.add("it was killed before time and gradients were written down");
        }
        return new ComparedRun(name, findings, prediction, leftOut,
                Double.parseDouble(facts.getOrDefault("seconds", "NaN")),
                Long.parseLong(facts.getOrDefault("gradients", "-1")), notes);
    }

    FinishedRun run() {
        return findings.run();
    }

    boolean heldOut() {
        return findings.rows() == RowSet.HELD_OUT;
    }

    /** Mean log density of a held-out row. */
    PairedDifference score() {
        return PairedDifference.ofOne(prediction.logDensity());
    }

    /** Such as {@code 4 chains of 1000 draws}. */
    String draws() {
        return run().draws().kind().counted(run().draws().chains(), run().draws().draws());
    }

    /** Metrics in the units of the data. */
    Map<String, Double> metrics() {
        return Metrics.of(prediction).values();
    }

    /** For JSON, without what it is compared with. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", name);
        columns.put("run", run().folder().root().toString());
        columns.put("method", run().study().plan().sampler().method());
        columns.put("draw_kind", run().draws().kind().key());
        columns.put("chains", run().draws().chains());
        columns.put("draws", run().draws().draws());
        columns.put("level", findings.assessment().verdict().level().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        columns.put("verdict", findings.assessment().verdict().headline());
        if (Double.isFinite(seconds)) {
            columns.put("seconds", seconds);
        }
        if (gradients >= 0) {
            columns.put("gradients", gradients);
        }
        if (heldOut()) {
            columns.put("original", metrics());
        }
        columns.put("notes", notes);
        return columns;
    }
}
