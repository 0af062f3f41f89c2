package ergodic.benchmarks.kernel;

/**
 * A call of a kernel, ready to be timed, and what it does.
 *
 * @param call
 *            the call, which may be repeated
 * @param unit
 *            what is counted
 * @param count
 *            how many of them a call does
 */
record KernelWork(Runnable call, Unit unit, long count) {

    /** What the work of a kernel is counted in. */
    enum Unit {
        /** Multiply-adds, whose peak is known. */
        MULTIPLY_ADD,
        /** Numbers that are read, or results where a result is made of several. */
        ELEMENT
    }
}
