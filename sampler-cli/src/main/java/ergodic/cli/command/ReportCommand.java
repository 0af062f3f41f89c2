package ergodic.cli.command;

import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.Reports;
import ergodic.study.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
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

    @Mixin
    private ChainChoice chains = new ChainChoice();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            RunFolder.requirePlace(out);
        }
        FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(folder)));
        Findings findings = run.findings();
        Path file = out == null ? run.folder().report() : out;
        Reports.write(findings, file);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("report", file.toString());
        document.put("verdict", findings.assessment().verdict().columns());
        chains.tell(output, run.draws(), document);
        output.result(document,
                List.of("Report: " + file));
        return findings.assessment().verdict().exitStatus();
    }
}
