package ergodic.diagnostics.foreign;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file as it is: column names, if there are any, numbers, and comment lines with their place among the rows. Reads
 * commas, semicolons and tabs as separators, and files packed by gzip.
 *
 * @param file
 *            where it was read from
 * @param header
 *            column names; empty if the first line already holds numbers
 * @param rows
 *            all of one length
 * @param comments
 *            lines that start with {@code #}
 */
record RawTable(Path file, List<String> header, List<double[]> rows, List<Comment> comments) {
    /** More columns than anyone has, so that FastCSV's guard against hostile files does not stop an honest one. */
    private static final int MOST_COLUMNS = 10_000_000;
    private static final int MOST_CHARACTERS = Integer.MAX_VALUE / 4;

    /**
     * A comment line.
     *
     * @param text
     *            without the {@code #}
     * @param rowsBefore
     *            number of rows of numbers before it
     */
    record Comment(String text, int rowsBefore) {}

    static RawTable read(Path file) {
        try {
            char separator;
            try (BufferedReader text = open(file)) {
                separator = separator(text);
            }
            try (BufferedReader text = open(file)) {
                return read(file, text, separator);
            }
        } catch (NoSuchFileException e) {
            throw new DrawFileException("There is no file " + file + ".", e);
        } catch (CsvParseException | IOException e) {
            String why = e.getMessage();
            throw new DrawFileException(file + " cannot be read as CSV: " + (why == null ? e.toString() : why), e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            bytes.mark(2);
            boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
            bytes.reset();
            InputStream plain = packed ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The separator that the first line of substance uses most. */
    private static char separator(BufferedReader text) throws IOException {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                char best = ',';
                for (char candidate : new char[]{';', '\t'}) {
                    if (count(line, candidate) > count(line, best)) {
                        best = candidate;
                    }
                }
                return best;
            }
        }
        return ',';
    }

    private static long count(String line, char character) {
        return line.chars().filter(c -> c == character).count();
    }

    private static RawTable read(Path file, BufferedReader text, char separator) throws IOException {
        List<String> header = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        List<Comment> comments = new ArrayList<>();
        int columns = -1;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator)
                .commentStrategy(CommentStrategy.READ).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false).maxBufferSize(MOST_CHARACTERS)
                .build(CsvRecordHandler.builder().maxFields(MOST_COLUMNS).maxRecordSize(MOST_CHARACTERS).build(),
                        text)) {
            for (CsvRecord record : csv) {
                if (record.isComment()) {
                    comments.add(new Comment(record.getField(0), rows.size()));
                } else if (columns < 0 && !numbers(record)) {
                    header.addAll(names(file, record.getFields()));
                    columns = header.size();
                } else {
                    if (columns < 0) {
                        columns = record.getFieldCount();
                    }
                    rows.add(row(file, record, columns, header));
                }
            }
        }
        return new RawTable(file, header, rows, comments);
    }

    private static boolean numbers(CsvRecord record) {
        return record.getFields().stream().allMatch(field -> !Double.isNaN(number(field)) || missing(field));
    }

    /** The names of a header, put together again where a comma between indices has torn them: {@code Sigma[2,1]}. */
    private static List<String> names(Path file, List<String> fields) {
        List<String> names = new ArrayList<>();
        String torn = "";
        for (String field : fields) {
            String name = torn.isEmpty() ? field.strip() : torn + "," + field.strip();
            if (name.indexOf('[') >= 0 && name.indexOf(']') < 0) {
                torn = name;
            } else {
                names.add(name);
                torn = "";
            }
        }
        if (!torn.isEmpty()) {
            names.add(torn);
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DrawFileException(file + " has two columns named \"" + name + "\": rename one.");
            }
        }
        return names;
    }

    private static double[] row(Path file, CsvRecord record, int columns, List<String> header) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns) {
            throw new DrawFileException(file + ", line " + line + ": there are " + record.getFieldCount()
                    + " fields where the first line has " + columns
                    + "; if the file was cut off while it was written, delete that line.");
        }
        double[] row = new double[columns];
        for (int column = 0; column < columns; column++) {
            String field = record.getField(column);
            row[column] = number(field);
            if (Double.isNaN(row[column]) && !missing(field)) {
                throw new DrawFileException(file + ", line " + line + ", column "
                        + (header.isEmpty() ? Integer.toString(column + 1) : "\"" + header.get(column) + "\"") + ": \""
                        + field + "\" is no number.");
            }
        }
        return row;
    }

    /** The number, or NaN if the text is none. */
    private static double number(String text) {
        String plain = text.strip();
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "true" -> 1;
            case "false" -> 0;
            default -> {
                try {
                    yield Double.parseDouble(plain);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }

    /** Whether the text says that there is no number. */
    private static boolean missing(String text) {
        String plain = text.strip();
        return plain.equalsIgnoreCase("nan") || plain.equals("NA") || plain.equals("-nan");
    }
}
