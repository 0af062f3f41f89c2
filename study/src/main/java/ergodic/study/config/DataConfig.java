package ergodic.study.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [data]}.
 *
 * @param file
 *            table of numbers or words, a row a line; relative to the configuration file
 * @param target
 *            column to be predicted: its name, or its number from 0
 * @param features
 *            columns to predict from; null for all others
 * @param categorical
 *            columns to be encoded as categories although they hold numbers
 * @param header
 *            whether the first line names the columns; null to find out
 * @param delimiter
 *            one of comma, semicolon, tab, blank; null to find out
 * @param test
 *            which rows are held out; null for none
 * @param shape
 *            what the feature columns are together: channels, height and width of an image, steps and features of a sequence, a
 *            number of symbols; null for a table
 * @param length
 *            column that holds the number of steps of each row; null if all have all steps
 */
public record DataConfig(String file, String target, @Nullable List<String> features,
        @Nullable List<String> categorical, @Nullable Boolean header, @Nullable String delimiter,
        @Nullable SplitConfig test, @Nullable List<Integer> shape, @Nullable String length) {

    private static final List<String> DELIMITERS = List.of("comma", "semicolon", "tab", "blank");

    /** Checks the keys. */
    public DataConfig(@Nullable String file, @Nullable String target, @Nullable List<String> features,
            @Nullable List<String> categorical, @Nullable Boolean header, @Nullable String delimiter,
            @Nullable SplitConfig test, @Nullable List<Integer> shape, @Nullable String length) {
        this.file = Check.required("data.file", file);
        this.target = Check.required("data.target", target);
        this.features = features;
        this.categorical = categorical;
        this.header = header;
        this.delimiter = delimiter == null ? null : Check.oneOf("data.delimiter", DELIMITERS, delimiter);
        this.test = test;
        this.shape = shape;
        this.length = length;
        if (shape != null) {
            for (int size : shape) {
                Check.atLeast("data.shape", 1, size);
            }
        }
    }

    /** The same with other files. */
    public DataConfig withFiles(String newFile, @Nullable SplitConfig newTest) {
        return new DataConfig(newFile, target, features, categorical, header, delimiter, newTest, shape,
                length);
    }

    /** The same without the names of files: what is left decides how the data are read. */
    public DataConfig withoutFiles() {
        return withFiles("", null);
    }
}
