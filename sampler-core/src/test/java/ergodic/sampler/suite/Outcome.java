package ergodic.sampler.suite;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param worst
 *            the furthest of its tests, in standard errors
 * @param limit
 *            what is allowed
 * @param what
 *            which test it was, and what else is to be known
 */
record Outcome(double worst, double limit, String what) {

    /** Whether every test passed. */
    boolean right() {
        return worst < limit;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %.1f standard errors where %.1f are allowed", what, worst, limit);
    }
}
