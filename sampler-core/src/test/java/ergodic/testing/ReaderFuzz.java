package ergodic.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives damaged inputs to a reader and holds it to its contract: it reads them, or throws the exception it documents, with
 * one sentence; nothing else, and it allocates no more than is allowed. (A hang is found by the timeout of the test.)
 */
public final class ReaderFuzz {

    private static final int LONGEST_SENTENCE = 1200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads an input. */
    @FunctionalInterface
    public interface Reader {
        /** Reads it, or throws. */
        void read(byte[] input) throws Exception;
    }

    private ReaderFuzz() {}

    /**
     * Reads damaged copies of an input.
     *
     * @param what
     *            names the input in a failure
     * @param valid
     *            a good input
     * @param seeds
     *            a copy each; see {@link ByteMutator}
     * @param mostBytes
     *            that reading one may allocate, in all
     * @param reader
     *            reads an input, in the thread that calls it
     * @param documented
     *            exceptions that it may throw
     * @throws AssertionError
     *             listing the seeds that broke the contract, with what happened
     */
    public static void check(String what, byte[] valid, Iterable<Long> seeds, long mostBytes, Reader reader,
            Set<Class<? extends Exception>> documented) {
        List<String> broken = new ArrayList<>();
        for (long seed : seeds) {
            byte[] input = ByteMutator.mutated(valid, seed);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            String problem = problem(input, reader, documented);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (problem.isEmpty() && allocated > mostBytes) {
                problem = "allocated " + allocated + " bytes";
            }
            if (!problem.isEmpty()) {
                broken.add("seed " + seed + ": " + problem);
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(what + ": " + broken.size() + " damaged inputs broke the contract\n"
                    + String.join("\n", broken.subList(0, Math.min(20, broken.size()))));
        }
    }

    private static String problem(byte[] input, Reader reader, Set<Class<? extends Exception>> documented) {
        try {
            reader.read(input);
            return "";
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            String message = e.getMessage();
            if (!documented.contains(e.getClass())) {
                return e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
            if (message == null || message.isBlank() || message.lines().count() > 1
                    || message.length() > LONGEST_SENTENCE) {
                return "no sentence: " + (message == null ? "null"
                        : message.lines().limit(3).toList()
                                + " (" + message.length() + " characters)");
            }
            return "";
        }
    }
}
