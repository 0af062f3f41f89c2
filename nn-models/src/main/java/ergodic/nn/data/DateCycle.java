package ergodic.nn.data;

/** A cycle of the calendar, of which a date has two inputs: sine and cosine of the part that has gone by. */
public enum DateCycle {
    /** From the first of January on. */
    YEAR("year", 365.25),
    /** From Monday on. */
    WEEK("week", 7),
    /** From midnight on. */
    DAY("day", 1);

    private final String word;
    private final double days;

    DateCycle(String word, double days) {
        this.word = word;
        this.days = days;
    }

    /** Its name. */
    public String word() {
        return word;
    }

    /** Its length, in days. */
    public double days() {
        return days;
    }
}
