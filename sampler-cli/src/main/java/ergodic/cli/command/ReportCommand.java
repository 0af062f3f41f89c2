package ergodic.cli.command;

import ergodic.diagnostics.RowSet;
import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.OutputPlace;
import ergodic.study.Reports;
import ergodic.study.RunFolder;
import ergodic.study.StackedScores;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ergodic report}: writes the report of a run anew. */
@Command(name = "report", mixinStandardHelpOptions = true, header = {
        "Write the report of a run: one HTML page that needs no network."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic report airfoil-run --out airfoil.html"})
public final class ReportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.html", description = "Where to write (default: report.html in the"
            + " folder).")
    private @Nullable Path out;

    @Option(names = "--stacking", description = "Show weights of the chains by stacking too, with their score beside that of equal"
            + " ones, each row by weights from other rows.")
    private boolean stacking;

    @Option(names = "--loo", description = "Stacking by the training rows, each left out (Pareto smoothed importance sampling), in"
            + " place of the rows that the page predicts.")
    private boolean leaveOneOut;

    @Mixin
    private ChainChoice chains = new ChainChoice();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            OutputPlace.requireFile(out);
        }
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)));
        if (out == null) {
            OutputPlace.requireFile(run.folder().report());
        }
        if (stacking || leaveOneOut) {
            boolean heldOut = run.study().dataset().test().count() > 0;
            StackedScores.require(run, heldOut ? RowSet.HELD_OUT : RowSet.TRAINING, leaveOneOut);
        }
        Findings findings = run.findings();
        Path file = out == null ? run.folder().report() : out;
        Map<String, Object> document = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>(List.of("Report: " + file));
        StackedScores stacked = null;
        if (stacking || leaveOneOut) {
            stacked = StackedScores.of(run,
                    findings.prediction().inUnitsOf(run.study().dataset().target()), findings.rows(),
                    leaveOneOut);
            lines.addAll(stacked.tell(document));
        }
        Reports.write(findings, stacked, file);
        document.put("report", file.toString());
        document.put("verdict", findings.assessment().verdict().columns());
        chains.tell(output, run, document);
        output.result(document, lines);
        return findings.assessment().verdict().exitStatus();
    }
}
