package ergodic.sampler.words;

/** A number with its noun: {@code 1 row}, {@code 2 rows}, {@code 0 categories}. */
public final class Counted {

    private Counted() {}

    /** The number and a noun that takes the usual ending: {@code of(2, "row")} is {@code 2 rows}. */
    public static String of(long count, String noun) {
        return count + " " + noun(count, noun);
    }

    /** The noun alone, in the number that fits. */
    public static String noun(long count, String noun) {
        if (count == 1) {
            return noun;
        }
        int last = noun.length() - 1;
        if (noun.endsWith("y") && last > 0 && "aeiou".indexOf(noun.charAt(last - 1)) < 0) {
            return noun.substring(0, last) + "ies";
        }
        return noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") ? noun + "es" : noun + "s";
    }

    /** {@code is} for one, {@code are} for others. */
    public static String is(long count) {
        return count == 1 ? "is" : "are";
    }
}
