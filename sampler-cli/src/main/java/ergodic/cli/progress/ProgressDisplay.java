package ergodic.cli.progress;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Transition;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shows a run. On a terminal it keeps one live line a chain and redraws them; elsewhere it logs the lines now and then.
 * Chains only note numbers; a thread of its own does the drawing.
 */
public final class ProgressDisplay implements Progress, AutoCloseable {

    /** More lines than this may not fit a screen, and then cannot be redrawn in place. */
    private static final int MOST_LIVE_LINES = 20;
    private static final long REDRAW_MILLIS = 250;
    private static final long LOG_MILLIS = 10_000;

    private final PrintStream out;
    private final boolean terminal;
    private final ChainProgress[] chains;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread drawer;
    private boolean closed;
    private int linesDrawn;

    /**
     * Starts showing.
     *
     * @param out
     *            where to; standard error in the command
     * @param terminal
     *            whether lines can be redrawn
     * @param chains
     *            number of chains
     */
    public ProgressDisplay(PrintStream out, boolean terminal, int chains) {
        this.out = out;
        this.terminal = terminal && chains <= MOST_LIVE_LINES;
        this.chains = new ChainProgress[chains];
        for (int chain = 0; chain < chains; chain++) {
            this.chains[chain] = new ChainProgress();
        }
        this.drawer = Thread.ofPlatform().daemon().name("progress").start(this::drawUntilClosed);
    }

    @Override
    public void begin(int chain, DrawKind kind) {
        chains[chain].begin(kind);
    }

    @Override
    public void planned(int chain, int warmup, int sampling) {
        chains[chain].planned(warmup, sampling);
    }

    @Override
    public void drawCost(int chain, double gradients) {
        chains[chain].drawCost(gradients);
    }

    @Override
    public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
        chains[chain].phase(phase, done, total, elapsedNanos);
    }

    @Override
    public void resumed(ChainResult soFar) {
        chains[soFar.chain()].resumed(soFar);
    }

    @Override
    public void startPlanned(int chain, double rows) {
        chains[chain].startPlanned(rows);
    }

    @Override
    public void starting(int chain, long evaluations, long rows, double logDensity, long elapsedNanos) {
        chains[chain].starting(evaluations, rows, logDensity, elapsedNanos);
    }

    @Override
    public void transition(int chain, RunPhase phase, int done, int total, Transition transition, long gradients,
            long elapsedNanos) {
        chains[chain].transition(done, transition, gradients, elapsedNanos);
    }

    /** Draws the last state and stops. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                drawer.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drawUntilClosed() {
        long wait = TimeUnit.MILLISECONDS.toNanos(terminal ? REDRAW_MILLIS : LOG_MILLIS);
        lock.lock();
        try {
            while (!closed) {
                long left = wait;
                while (left > 0 && !closed) {
                    left = changed.awaitNanos(left);
                }
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void draw() {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            // Long lines are cut, not wrapped, on a narrow screen: wrapped ones would be counted wrongly.
            text.append("\033[?7l");
        }
        if (terminal && linesDrawn > 0) {
            text.append("\033[").append(linesDrawn).append('A');
        }
        for (int chain = 0; chain < chains.length; chain++) {
            if (terminal) {
                text.append("\r\033[2K");
            }
            text.append(chains[chain].line(chain + 1, terminal)).append('\n');
        }
        if (terminal) {
            text.append("\033[?7h");
        }
        linesDrawn = chains.length;
        out.print(text);
        out.flush();
    }
}
