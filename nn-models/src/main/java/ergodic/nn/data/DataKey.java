package ergodic.nn.data;

/** Keys of {@code [data]} that several kinds of data share. */
public enum DataKey {
    /** What is to be predicted. */
    TARGET("target"),
    /** Columns to predict from. */
    FEATURES("features"),
    /** Columns of numbers that are categories. */
    CATEGORICAL("categorical"),
    /** Whether the first line names the columns. */
    HEADER("header"),
    /** What separates cells. */
    DELIMITER("delimiter"),
    /** What the columns of a row are together. */
    SHAPE("shape"),
    /** Column of each row's number of steps. */
    LENGTH("length");

    private final String key;

    DataKey(String key) {
        this.key = key;
    }

    /** As it is written. */
    public String key() {
        return key;
    }
}
