package ergodic.cli.command;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.FunctionModes;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.NestedAgreement;
import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.SuspectChain;
import ergodic.diagnostics.VariableSummary;
import ergodic.diagnostics.foreign.ColumnMeaning;
import ergodic.diagnostics.foreign.ForeignDraws;
import ergodic.diagnostics.foreign.ForeignRun;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import java.nio.file.Files;
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

/** {@code ergodic diagnose}: table and verdict over a run's draws, or over draws that others made. */
@Command(name = "diagnose", mixinStandardHelpOptions = true, header = {
        "Judge draws: a table and a verdict. Of a run, of Stan CSV files (one a chain), of a table with a column",
        "\"chain\" and a column a quantity, or of a plain table (a row a draw)."}, footerHeading = "%nExample:%n", footer = {
                "  ergodic diagnose airfoil-run", "  ergodic diagnose chain1.csv chain2.csv --json",
                "  ergodic diagnose draws.csv --columns quantities"})
public final class DiagnoseCommand implements Callable<Integer> {

    private static final int SHOWN = 40;

    @Parameters(arity = "1..*", paramLabel = "DIR|FILE", description = "Folder of a run, or files of draws.")
    private List<Path> sources = List.of();

    @Option(names = "--columns", paramLabel = "chains|quantities", description = {
            "What the columns are of a table without chain numbers: chains of one quantity (a quantity a file),",
            "or quantities (a chain a file)."})
    private @Nullable ColumnMeaning columns;

    @Option(names = "--all", description = "Show every variable, weights too.")
    private boolean all;

    @Option(names = "--superchains", paramLabel = "K", description = {
            "The chains are K superchains of one size, in their order, each of chains with a common start:",
            "say nested R-hat."})
    private @Nullable Integer superchains;

    @Mixin
    private ChainChoice chains = new ChainChoice();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Path first = sources.getFirst();
        if (Files.isDirectory(first)) {
            if (columns != null) {
                throw new RunFolderException("--columns is for tables of others; the folder of a run needs none");
            }
            if (sources.size() > 1) {
                throw new RunFolderException("one folder at a time can be diagnosed, not " + sources.size()
                        + " sources; give the folder alone");
            }
            FinishedRun run = chains.of(FinishedRun.open(RunFolder.open(first)));
            Findings findings = run.findings();
            Map<String, Object> more = new LinkedHashMap<>(findings.document());
            chains.tell(output, run, more);
            return print(run.draws(), findings.assessment(), more);
        }
        for (Path file : sources) {
            RunFolder.requireFile(file, "file of draws", null);
        }
        ForeignRun foreign = ForeignDraws.open(sources, columns);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("remarks", foreign.remarks());
        if (!output.json()) {
            foreign.remarks().forEach(output::say);
        }
        Draws draws = chains.of(foreign.draws());
        chains.tell(output, draws, more);
        return print(draws, Judge.assess(draws), more);
    }

    private static NestedAgreement nested(Draws draws, int superchains) {
        try {
            return NestedAgreement.of(draws, superchains);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException("--superchains: " + e.getMessage());
        }
    }

    private int print(Draws draws, Assessment assessment, Map<String, Object> more) {
        List<VariableSummary> summaries = all || output.json() ? Summaries.of(draws) : List.of();
        int stored = draws.variables().stream().filter(variable -> variable.role() != VariableRole.COMPONENT)
                .mapToInt(Variable::size).sum();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("variables", summaries.stream().map(line -> line.columns(draws.kind())).toList());
        document.put("draw_kind", draws.kind().key());
        document.put("verdict", assessment.verdict().columns());
        document.put("sampler", Findings.healthColumns(assessment));
        document.put("suspects", assessment.suspects().stream().map(SuspectChain::columns).toList());
        FunctionModes modes = assessment.modes();
        if (modes != null) {
            document.put("modes", modes.columns());
        }
        more.forEach(document::putIfAbsent);
        List<String> lines = new ArrayList<>();
        if (superchains != null) {
            NestedAgreement nested = nested(draws, superchains);
            document.put("nested_rhat", nested.columns());
            lines.add(nested.sentence());
            lines.add("");
        }
        List<VariableSummary> functions = all ? summaries : assessment.functions();
        lines.addAll(
                Findings.summaryTable(draws.kind(),
                        functions.subList(0, Math.min(functions.size(), all ? functions.size() : SHOWN)),
                        functions.size()));
        if (!all && stored > functions.size()) {
            lines.add("  (" + stored + " stored quantities in all; --all shows them)");
        }
        lines.add("");
        lines.addAll(Findings.verdictLines(assessment));
        output.result(document, lines);
        return assessment.verdict().exitStatus();
    }
}
