package ergodic.autodiff.compile.running;

import ergodic.autodiff.compile.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one program beside the one that evaluates it. They take parts of a stage by row, each computing in an arena
 * of its own; which thread takes which part is left to chance, and does not matter, because the parts' sums are added in
 * their order. The threads are daemons. They look out for work for some microseconds after the last, then they sleep.
 *
 * <p>
 * All that is shared goes through one number, the ticket: how many threads may help (16 bits), how many parts there are
 * (16 bits), how many of them are taken (16 bits). A part is taken by a compare-and-set, and what is to be done is read
 * after that: it cannot change until the part is done. So a thread that wakes up late, for a stage that is over, does no
 * harm. Nothing is allocated.
 */
final class Team {

    private static final VarHandle TICKET;
    private static final VarHandle DONE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TICKET = lookup.findVarHandle(Team.class, "ticket", long.class);
            DONE = lookup.findVarHandle(Team.class, "done", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How often a thread looks for work before it sleeps: about 50 microseconds, more than between two leapfrog steps. */
    private static final int SPINS = 2000;

    private final Helper[] helpers;
    private volatile long ticket;
    private volatile int done;
    private volatile boolean closed;
    /** The evaluating thread while it sleeps until all parts are done. */
    private volatile @Nullable Thread waiting;
    private volatile @Nullable Throwable failure;

    // What is to be done; written before the ticket, read after a part was taken.
    private int stage;
    private int blocks;
    private int parts;
    private long job;
    private int numbers;
    private double[] sums = new double[0];
    private final Selection rows;
    private final MemorySegment globals;

    /** Starts the helping threads. */
    Team(int size, Plan plan, TiledRows data, RowOutput[][] outputs, Selection rows, MemorySegment globals) {
        this.rows = rows;
        this.globals = globals;
        this.helpers = new Helper[size - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i, new StageRunner(plan, data, outputs));
        }
        for (Helper helper : helpers) {
            helper.thread.start();
        }
    }

    /**
     * Runs the parts of a stage and returns when all are done.
     *
     * @param members
     *            of the team that take part, with the calling thread
     * @param into
     *            receives the sums of part p from {@code p numbers}
     */
    void run(StageRunner own, int members, int s, int blockCount, int partCount, double[] into, int sumsOfPart) {
        stage = s;
        blocks = blockCount;
        parts = partCount;
        sums = into;
        numbers = sumsOfPart;
        job++;
        failure = null;
        done = 0;
        int helping = Math.min(members - 1, Math.min(helpers.length, partCount - 1));
        ticket = (long) helping << 32 | (long) partCount << 16;
        for (int i = 0; i < helping; i++) {
            if (helpers[i].asleep) {
                LockSupport.unpark(helpers[i].thread);
            }
        }
        int part = take(-1);
        while (part >= 0) {
            part(own, part);
            part = take(-1);
        }
        awaitAll(partCount);
        Throwable failed = failure;
        if (failed != null) {
            failure = null;
            if (failed instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed;
        }
    }

    /** The next part for a helper (-1: the evaluating thread), or -1. */
    private int take(int helper) {
        while (true) {
            long now = ticket;
            int taken = (int) (now & 0xffff);
            boolean any = taken < (now >> 16 & 0xffff) && helper < now >> 32;
            if (!any) {
                return -1;
            }
            if (TICKET.compareAndSet(this, now, now + 1)) {
                return taken;
            }
        }
    }

    private void part(StageRunner runner, int part) {
        try {
            runner.part(stage, rows, part, parts, blocks, sums, part * numbers);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        int all = parts;
        if ((int) DONE.getAndAdd(this, 1) + 1 == all) {
            Thread sleeper = waiting;
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }

    private void failed(Throwable e) {
        if (failure == null) {
            failure = e;
        }
    }

    private void awaitAll(int partCount) {
        for (int i = 0; i < SPINS && done < partCount; i++) {
            Thread.onSpinWait();
        }
        if (done < partCount) {
            waiting = Thread.currentThread();
            while (done < partCount) {
                if (Thread.currentThread().isInterrupted()) {
                    // Then sleep would return at once; the evaluation is finished all the same.
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            waiting = null;
        }
    }

    /** Ends the threads. */
    void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper.thread);
        }
    }

    private final class Helper implements Runnable {
        private final int index;
        private final StageRunner runner;
        final Thread thread;
        volatile boolean asleep;
        private long prepared;

        Helper(int index, StageRunner runner) {
            this.index = index;
            this.runner = runner;
            this.thread = Thread.ofPlatform().daemon().name("ergodic-rows-" + index).unstarted(this);
        }

        @Override
        public void run() {
            while (!closed) {
                int part = await();
                if (part >= 0) {
                    prepare();
                    part(runner, part);
                }
            }
        }

        /** Global values are copied once a stage. */
        private void prepare() {
            if (prepared != job) {
                try {
                    runner.prepare(stage, rows.count(), globals);
                    prepared = job;
                } catch (RuntimeException | Error e) {
                    failed(e);
                }
            }
        }

        private int await() {
            for (int i = 0; i < SPINS; i++) {
                int part = take(index);
                if (part >= 0) {
                    return part;
                }
                Thread.onSpinWait();
            }
            asleep = true;
            int part = take(index);
            if (part < 0 && !closed) {
                LockSupport.park(Team.this);
            }
            asleep = false;
            return part;
        }
    }
}
