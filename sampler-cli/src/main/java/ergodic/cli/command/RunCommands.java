package ergodic.cli.command;

import ergodic.cli.progress.ProgressDisplay;
import ergodic.sampler.DrawKind;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.words.Counted;
import ergodic.study.Findings;
import ergodic.study.FinishedRun;
import ergodic.study.GradientsSpent;
import ergodic.study.NetworkSummary;
import ergodic.study.Proposal;
import ergodic.study.Reports;
import ergodic.study.RunFolder;
import ergodic.study.SamplingJob;
import ergodic.study.Starts;
import ergodic.study.TimeSpent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code sample}, {@code resume} and {@code extend} have in common: run, diagnose, report, print. */
final class RunCommands {

    private RunCommands() {}

    static int sample(SamplingJob job, Threads threads, Output output) throws IOException {
        RunFolder folder = job.folder();
        int chains = job.plan().sampler().chains();
        output.say("run folder: " + folder.root());
        output.say(job.study().remarks().describe());
        NetworkSummary summary = job.summary();
        summary.lines().forEach(output::say);
        job.study().dataset().warnings().forEach(warning -> output.say("note: " + warning));
        if (!job.choice().isEmpty()) {
            output.say(job.choice());
        }
        job.preparation().ifPresent(found -> output.say(found.text()));
        RunResult result;
        try (Interruption interruption = Interruption.watch()) {
            try (ProgressDisplay display = output.display(chains)) {
                result = job.run(threads.wanted(), display, interruption.cancellation());
            }
            if (!result.finished()) {
                return result.diverged() ? diverged(job, result, output) : stopped(folder, result, output);
            }
        }
        GradientsSpent gradients = GradientsSpent.of(result);
        output.say(result.transitions() == 0
                ? String.format(Locale.ROOT, "all draws were made before (%s); diagnosing", gradients.text())
                : String.format(Locale.ROOT, "%s in %.1f s (%s); diagnosing",
                        result.kind().fitted() ? "fitted" : "sampled", job.seconds(), gradients.text()));
        TimeSpent time = TimeSpent.of(result);
        String spent = time.text();
        if (spent != null) {
            output.say(spent);
        }
        // Of fits the verdict says it.
        for (int chain : result.kind() == DrawKind.CHAIN ? result.chainsDivergedThroughout() : List.<Integer>of()) {
            output.say("warning: chain " + (chain + 1) + " diverged at every transition after the warm-up: "
                    + job.againstDivergences());
        }
        FinishedRun run = job.finished().withThreads(threads.wanted());
        Findings findings = run.findings();
        Reports.write(findings, folder.report());
        Map<String, Object> document = new LinkedHashMap<>(findings.document());
        Starts.of(run).ifPresent(starts -> {
            output.say(starts.line());
            document.put("starts", starts.document());
        });
        List<String> warnings = new ArrayList<>(job.study().dataset().warnings());
        warnings.addAll(job.study().remarks().notKept());
        job.study().remarks().notKept().forEach(sentence -> output.say("note: " + sentence));
        document.put("warnings", warnings);
        document.put("report", folder.report().toString());
        job.preparation().ifPresent(found -> document.put("step", found.facts()));
        document.put("method", job.plan().sampler().method());
        if (!job.plan().sampler().why().isEmpty()) {
            document.put("why", job.plan().sampler().why());
        }
        document.put("network", summary.document());
        document.put("divergences", result.divergences());
        document.putAll(gradients.document());
        document.put("precision", job.plan().sampler().precision());
        document.put("seconds", job.seconds());
        document.put("time", time.document());
        List<String> lines = findings.lines();
        lines.add("");
        lines.add("Report: " + folder.report());
        output.result(document, lines);
        return findings.assessment().verdict().exitStatus();
    }

    private static int diverged(SamplingJob job, RunResult result, Output output) {
        String sentence = "stopped: every chain diverged at each of its first " + RunResult.TRIAL
                + " transitions after the warm-up, so that the draws stand still; " + job.againstDivergences()
                + ", and begin a new run; what was drawn is in " + job.folder().root();
        Output.fail(sentence);
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("run", job.folder().root().toString());
            document.put("finished", false);
            document.put("draws", result.completeDraws());
            document.put("divergences", result.divergences());
            document.put("stopped", sentence);
            Output.printJson(document);
        }
        return ExitStatus.FAILED;
    }

    private static int stopped(RunFolder folder, RunResult result, Output output) {
        Output.fail("stopped after " + Counted.of(result.completeDraws(), "draw")
                + " of each " + result.kind().noun() + "; nothing is lost, go on with: "
                + Proposal.command("resume", folder.root()));
        if (output.json()) {
            Output.printJson(Map.of("run", folder.root().toString(), "finished", false, "draws",
                    result.completeDraws()));
        }
        return ExitStatus.FAILED;
    }
}
