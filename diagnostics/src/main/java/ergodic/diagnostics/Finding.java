package ergodic.diagnostics;

/**
 * One thing that was looked at, and what was seen.
 *
 * @param severity
 *            how it speaks for or against the draws
 * @param check
 *            what was looked at, in two or three words, such as {@code R-hat of functions}
 * @param sentence
 *            what was seen, with its numbers and the bound
 */
public record Finding(Severity severity, String check, String sentence) {

    /** How a finding speaks for or against the draws. */
    public enum Severity {
        /** As it should be. */
        GOOD,
        /** To be known, but no reason against the draws at this level. */
        CAUTION,
        /** A reason why the draws do not reach the level. */
        BAD
    }

    static Finding good(String check, String sentence) {
        return new Finding(Severity.GOOD, check, sentence);
    }

    static Finding caution(String check, String sentence) {
        return new Finding(Severity.CAUTION, check, sentence);
    }

    static Finding bad(String check, String sentence) {
        return new Finding(Severity.BAD, check, sentence);
    }

    /** Good or bad. */
    static Finding of(boolean good, String check, String sentence) {
        return good ? good(check, sentence) : bad(check, sentence);
    }
}
