package ergodic.cli.progress;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.RunPhase;
import java.util.Locale;

/** Where one chain stands, noted by its thread and read by the thread that draws. */
final class ChainProgress {

    /** Transitions over which acceptance and speed are averaged, as a weight of the newest. */
    private static final double NEWEST = 0.02;

    private final TimeLeft left = new TimeLeft();
    private final StartTimeLeft start = new StartTimeLeft();
    private DrawKind kind = DrawKind.CHAIN;
    private RunPhase phase = RunPhase.STARTING;
    private int done;
    private int total;
    private long phaseStartNanos;
    private long nowNanos;
    private long startEvaluations;
    private double startLogDensity = Double.NaN;
    private double logDensity = Double.NaN;
    private double stepSize = Double.NaN;
    private double acceptance = Double.NaN;
    private int divergences;
    private long gradients;
    private long gradientsAtPhaseStart;

    synchronized void begin(DrawKind ofRun) {
        kind = ofRun;
        left.begin(ofRun);
    }

    synchronized void planned(int warmup, int sampling) {
        left.planned(warmup, sampling);
    }

    synchronized void drawCost(double inGradients) {
        left.drawCost(inGradients);
    }

    synchronized void phase(RunPhase newPhase, int newDone, int newTotal, long elapsedNanos) {
        phase = newPhase;
        done = newDone;
        total = newTotal;
        phaseStartNanos = elapsedNanos;
        nowNanos = elapsedNanos;
        gradientsAtPhaseStart = gradients;
        left.phase(newPhase, newDone, newTotal, elapsedNanos);
        if (newPhase == RunPhase.SAMPLING) {
            divergences = 0;
        }
    }

    synchronized void resumed(ChainResult soFar) {
        gradients = soFar.warmupGradients() + soFar.gradients();
        gradientsAtPhaseStart = gradients;
        left.resumed(gradients);
        divergences = phase == RunPhase.WARMUP ? soFar.warmupDivergences() : soFar.divergences();
        stepSize = soFar.stepSize();
        acceptance = soFar.meanAcceptanceRate();
    }

    synchronized void startPlanned(double rows) {
        start.planned(rows);
    }

    synchronized void starting(long evaluations, long rows, double logDensity, long elapsedNanos) {
        startEvaluations = evaluations;
        start.read((double) rows, elapsedNanos);
        startLogDensity = logDensity;
        nowNanos = elapsedNanos;
    }

    synchronized void transition(int newDone, Transition transition, long newGradients, long elapsedNanos) {
        done = newDone;
        nowNanos = elapsedNanos;
        gradients = newGradients;
        left.transition(newDone, newGradients, elapsedNanos);
        logDensity = transition.logDensity();
        stepSize = transition.value(Statistic.STEP_SIZE);
        double rate = transition.value(Statistic.ACCEPTANCE_RATE);
        acceptance = Double.isNaN(acceptance) ? rate : acceptance + NEWEST * (rate - acceptance);
        if (transition.diverging()) {
            divergences++;
        }
    }

    private double gradientsPerSecond() {
        double seconds = (nowNanos - phaseStartNanos) * 1e-9;
        return seconds <= 0 ? Double.NaN : (gradients - gradientsAtPhaseStart) / seconds;
    }

    /** One line without a line end. */
    synchronized String line(int chain, boolean bar) {
        String head = String.format(Locale.ROOT, "%s %-2d %-8s", kind.noun(), chain, phase.word(kind));
        if (phase == RunPhase.STARTING) {
            return head + (startEvaluations == 0 ? ""
                    : String.format(Locale.ROOT, " %,d evaluations, log density %.1f", startEvaluations,
                            startLogDensity) + atMost(start.seconds()));
        }
        if (phase == RunPhase.FINISHED) {
            return head + met();
        }
        StringBuilder text = new StringBuilder(head);
        if (bar) {
            int filled = total == 0 ? 0 : (int) (20L * done / total);
            text.append(" [").append("#".repeat(filled)).append("-".repeat(20 - filled)).append(']');
        }
        text.append(String.format(Locale.ROOT, " %d/%d ", done, total)).append(met());
        if (gradients > gradientsAtPhaseStart) {
            text.append(String.format(Locale.ROOT, "  %,.0f gradients/s", gradientsPerSecond()));
        }
        double seconds = left.seconds();
        if (!Double.isNaN(seconds)) {
            text.append(left.sure() ? "  " : "  about ").append(duration(seconds)).append(" left");
        }
        return text.toString();
    }

    /** Of a fit where it stands. Of a chain what is known: no step before the first transition, no acceptance of a method without one. */
    private String met() {
        if (kind != DrawKind.CHAIN) {
            // Independent draws of a fit lie around it, and their log densities below its own.
            String whose = kind == DrawKind.INDEPENDENT && phase != RunPhase.WARMUP ? " of the last draw" : "";
            return (Double.isNaN(logDensity) ? ""
                    : String.format(Locale.ROOT, " log density%s %.2f", whose, logDensity))
                    + (divergences == 0 ? "" : "  not finite " + divergences);
        }
        return (Double.isNaN(stepSize) ? "" : String.format(Locale.ROOT, " step %.3g ", stepSize))
                + (Double.isNaN(acceptance) ? "" : String.format(Locale.ROOT, " accept %.2f ", acceptance))
                + " divergences " + divergences;
    }

    private static String atMost(double seconds) {
        return Double.isNaN(seconds) ? "" : "  at most about " + duration(seconds) + " left";
    }

    static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
