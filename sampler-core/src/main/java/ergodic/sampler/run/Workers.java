package ergodic.sampler.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plain threads that advance chains in turns. A free thread takes the waiting chain with the fewest transitions: chains
 * stay level when the run is stopped early, and a slow chain is never left over for the end. With a thread for each chain
 * nobody waits and turns cost nothing.
 */
final class Workers {

    private static final long TURN_NANOS = 100_000_000L;

    /** A chain that failed, and where. */
    record Failure(int chain, String place, Throwable cause) {}

    private final List<ChainRun> waiting;
    private final StopSignal stop;
    private final List<Failure> failures = new ArrayList<>();
    /** Chains of which every transition so far diverged: they wait for one that did not. */
    private final List<ChainRun> onTrial = new ArrayList<>();
    private int running;
    private boolean proven;

    Workers(List<ChainRun> chains, StopSignal stop) {
        this.waiting = new ArrayList<>(chains);
        this.stop = stop;
        for (ChainRun chain : chains) {
            proven |= chain.proven();
        }
    }

    /** Returns when every chain is finished or stopped. */
    void run(int threads, Cancellation cancellation) {
        List<Thread> pool = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            pool.add(Thread.ofPlatform().name("ergodic-chains-" + i).start(this::work));
        }
        boolean interrupted = false;
        for (Thread thread : pool) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.cancel();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void failed(ChainRun chain, Throwable cause) {
        chain.markFailed();
        failures.add(new Failure(chain.chain(), chain.place(), cause));
        stop.fail();
    }

    synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void work() {
        ChainRun chain = take();
        while (chain != null) {
            try {
                chain.turn(TURN_NANOS);
            } catch (Throwable e) {
                // Errors too (no memory, no stack, a missing class): the other chains must end orderly.
                failed(chain, e);
            }
            giveBack(chain);
            chain = take();
        }
    }

    private synchronized void giveBack(ChainRun chain) {
        running--;
        if (chain.proven() && !chain.failed()) {
            proven = true;
        }
        if (!chain.finished() && !chain.failed()) {
            (chain.onTrial() && !proven ? onTrial : waiting).add(chain);
        }
        releaseIfProven();
        notifyAll();
    }

    private void releaseIfProven() {
        if (proven) {
            for (ChainRun chain : onTrial) {
                chain.release();
                waiting.add(chain);
            }
            onTrial.clear();
        }
    }

    /**
     * The next chain; null ends the thread. A thread that finds none waiting is not needed any more, as every chain that is
     * left has a thread of its own, unless chains on trial may come free.
     */
    private synchronized @Nullable ChainRun take() {
        while (waiting.isEmpty() && !onTrial.isEmpty() && running > 0 && !stop.raised()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        if (stop.raised() || waiting.isEmpty()) {
            return null;
        }
        ChainRun next = waiting.getFirst();
        for (ChainRun chain : waiting) {
            if (chain.progressMade() < next.progressMade()) {
                next = chain;
            }
        }
        waiting.remove(next);
        if (proven) {
            next.release();
        }
        running++;
        return next;
    }
}
