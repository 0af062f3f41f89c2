package ergodic.cli.command;

import ergodic.study.OutputPlace;
import ergodic.study.compare.Comparison;
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

/** {@code ergodic compare}: several runs on the same rows beside one another. */
@Command(name = "compare", mixinStandardHelpOptions = true, header = {
        "Compare runs on the same rows: held-out density, leave-one-out, weights, calibration, cost, and the distance",
        "to a run that stands for the posterior."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic compare nuts-run laplace-run map-run --reference nuts-run --out compared.html"})
public final class CompareCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of runs.")
    private List<Path> folders = List.of();

    @Option(names = "--reference", paramLabel = "DIR", description = "The run that stands for the posterior, among the others or not:"
            + " say how far the predictions of each are from its own.")
    private @Nullable Path reference;

    @Option(names = "--out", paramLabel = "FILE.html", description = "Write one page with all of it.")
    private @Nullable Path out;

    @Option(names = "--no-loo", description = "Do not leave out training rows, which takes a prediction of all of them.")
    private boolean withoutLeavingOut;

    @Mixin
    private Threads threads = new Threads();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Path page = out;
        if (page != null) {
            OutputPlace.requireFile(page);
        }
        Comparison comparison = Comparison.of(folders, reference, !withoutLeavingOut, threads.wanted());
        Map<String, Object> document = new LinkedHashMap<>(comparison.document());
        List<String> lines = new ArrayList<>(comparison.lines());
        if (page != null) {
            comparison.write(page);
            document.put("page", page.toString());
            lines.add("");
            lines.add("Page: " + page);
        }
        output.result(document, lines);
        return ExitStatus.OK;
    }
}
