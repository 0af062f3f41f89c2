package ergodic.sampler.words;

/** Makes a message one line of bearable length, whatever was quoted in it. */
public final class Sentence {

    private static final int LONGEST = 1000;
    private static final int ENDING = 300;

    private Sentence() {}

    /** The text with control characters as blanks, and its middle left out if it is very long. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        String shown = text.length() <= LONGEST ? text
                : text.substring(0, LONGEST - ENDING) + " ... " + text.substring(text.length() - ENDING);
        shown.codePoints().map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
