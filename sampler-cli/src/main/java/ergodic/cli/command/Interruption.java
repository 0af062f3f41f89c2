package ergodic.cli.command;

import ergodic.sampler.run.Cancellation;
import java.util.concurrent.CountDownLatch;

/**
 * Turns SIGINT and SIGTERM into an orderly stop: the run is cancelled and the process waits for it to keep what was drawn.
 */
final class Interruption implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");

    private Interruption() {}

    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Runs in the shutdown hook, while the command's own thread goes on until it has said what it kept. */
    private void stop() {
        cancellation.cancel();
        try {
            ended.await();
            Runtime.getRuntime().halt(ExitStatus.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: it waits for this.
        }
        ended.countDown();
    }
}
