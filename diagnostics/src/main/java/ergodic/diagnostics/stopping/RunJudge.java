package ergodic.diagnostics.stopping;

import ergodic.diagnostics.EffectiveSampleSize;
import ergodic.diagnostics.FunctionEvidence;
import ergodic.diagnostics.MixtureError;
import ergodic.diagnostics.RHat;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.RunLooks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Judges a run by its rules, each time that it is looked at. What was judged before a run was resumed stands: it is not judged
 * again, so that a run that a clock ended ends there again.
 */
public final class RunJudge implements RunLooks {

    private static final double SECONDS = 1e-9;

    private final StopRules rules;
    private final RunEvidence evidence;
    private final Log log;
    private final LongSupplier nanoTime;
    private final long began;
    private final double secondsBefore;
    private final List<Judgement> judgements;

    /** Keeps what was judged, so that it outlives the process. */
    @FunctionalInterface
    public interface Log {

        /** Takes all judgements so far, the last one included; called before a chain goes on. */
        void keep(List<Judgement> judgements) throws IOException;
    }

    /**
     * A judge.
     *
     * @param rules
     *            what ends the run
     * @param evidence
     *            what it is judged by
     * @param before
     *            judgements made before the run was stopped; none of a new run
     * @param log
     *            hears every judgement
     */
    public RunJudge(StopRules rules, RunEvidence evidence, List<Judgement> before, Log log) {
        this(rules, evidence, before, log, System::nanoTime);
    }

    RunJudge(StopRules rules, RunEvidence evidence, List<Judgement> before, Log log, LongSupplier nanoTime) {
        this.rules = rules;
        this.evidence = evidence;
        this.log = log;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.judgements = new ArrayList<>(before);
        this.secondsBefore = before.isEmpty() ? 0 : before.getLast().seconds();
    }

    /** A judge of a new run that keeps its judgements in memory alone. */
    public static RunJudge of(StopRules rules, RunEvidence evidence) {
        return new RunJudge(rules, evidence, List.of(), all -> {});
    }

    /** What was judged so far. */
    public synchronized List<Judgement> judgements() {
        return List.copyOf(judgements);
    }

    @Override
    public int every() {
        return rules.every();
    }

    @Override
    public synchronized boolean ends(int draws, List<ChainResult> chains) throws IOException {
        for (Judgement judgement : judgements) {
            if (judgement.draws() == draws) {
                return judgement.ends();
            }
        }
        Judgement judgement = judge(draws, chains);
        judgements.add(judgement);
        log.keep(List.copyOf(judgements));
        return judgement.ends();
    }

    private Judgement judge(int draws, List<ChainResult> chains) throws IOException {
        long start = nanoTime.getAsLong();
        Agreement agreement = rules.agreement() ? Agreement.of(evidence, draws) : Agreement.NONE;
        double logDensity = Double.NaN;
        double error = Double.NaN;
        if (rules.settled() > 0) {
            MixtureError mixture = MixtureError.of(rows(evidence.logDensity(draws)));
            logDensity = mixture.logDensity();
            error = mixture.logDensityError();
        }
        double move = move(draws, logDensity);
        long gradients = 0;
        for (ChainResult chain : chains) {
            gradients += chain.startGradients() + chain.warmupGradients() + chain.gradients();
        }
        long end = nanoTime.getAsLong();
        double seconds = secondsBefore + SECONDS * (end - began);
        double judging = (judgements.isEmpty() ? 0 : judgements.getLast().judgingSeconds()) + SECONDS * (end - start);
        return new Judgement(draws, agreement.rHat, agreement.rHatOf, agreement.ess, agreement.essOf, logDensity, error,
                move, gradients, seconds, judging, endedBy(agreement, move, gradients, seconds));
    }

    private List<String> endedBy(Agreement agreement, double move, long gradients, double seconds) {
        List<String> held = new ArrayList<>();
        boolean failed = false;
        if (rules.rHat() > 0) {
            held.add("r_hat");
            failed = !(agreement.rHat < rules.rHat());
        }
        if (rules.ess() > 0) {
            held.add("ess");
            failed |= !(agreement.ess > rules.ess());
        }
        if (rules.settled() > 0) {
            held.add("settled");
            failed |= !(move < rules.settled());
        }
        if (failed) {
            held.clear();
        }
        if (rules.gradients() > 0 && gradients >= rules.gradients()) {
            held.add("gradients");
        }
        if (rules.minutes() > 0 && seconds >= 60 * rules.minutes()) {
            held.add("minutes");
        }
        return held;
    }

    /** Between the largest and the smallest log density since there were half as many draws. */
    private double move(int draws, double now) {
        int looks = 1;
        double least = now;
        double most = now;
        for (Judgement judgement : judgements) {
            looks++;
            if (2L * judgement.draws() >= draws) {
                least = Math.min(least, judgement.logDensity());
                most = Math.max(most, judgement.logDensity());
            }
        }
        return looks < StopRules.FEWEST_LOOKS ? Double.NaN : most - least;
    }

    private static FunctionEvidence rows(double[][] logDensity) {
        return new FunctionEvidence(List.of(), new double[logDensity.length][0], new double[0], logDensity);
    }

    /** How well the chains agree on the function on which they agree worst. NaN, and so no rule holds, where one has no R-hat. */
    private record Agreement(double rHat, String rHatOf, double ess, String essOf) {

        static final Agreement NONE = new Agreement(Double.NaN, "", Double.NaN, "");

        static Agreement of(RunEvidence evidence, int count) throws IOException {
            Draws draws = evidence.draws();
            Agreement worst = NONE;
            for (Variable variable : draws.variables()) {
                for (int i = 0; evidence.isFunction(variable) && i < variable.size(); i++) {
                    double[][] all = draws.series(variable.name(), i);
                    double[][] chains = new double[all.length][];
                    for (int chain = 0; chain < chains.length; chain++) {
                        chains[chain] = Arrays.copyOf(all[chain], count);
                    }
                    worst = worst.with(variable.elementName(i), RHat.of(chains), ess(chains));
                }
            }
            return worst;
        }

        private static double ess(double[][] chains) {
            double bulk = EffectiveSampleSize.bulk(chains);
            double tail = EffectiveSampleSize.tail(chains);
            return Double.isNaN(tail) ? bulk : Math.min(bulk, tail);
        }

        private Agreement with(String name, double otherRHat, double otherEss) {
            boolean larger = rHatOf.isEmpty() || Double.isNaN(otherRHat) || otherRHat > rHat;
            boolean smaller = essOf.isEmpty() || Double.isNaN(otherEss) || otherEss < ess;
            return new Agreement(larger ? otherRHat : rHat, larger ? name : rHatOf, smaller ? otherEss : ess,
                    smaller ? name : essOf);
        }
    }
}
