package ergodic.diagnostics.foreign;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import ergodic.sampler.support.FileMark;
import ergodic.sampler.support.NoTextException;
import ergodic.sampler.support.TextStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads one CSV file as a stream. Memory holds its numbers and nothing else; how many they may be, the heap says. */
final class DrawTableReader {
    private static final int MOST_COLUMNS = 1_000_000;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_COMMENTS = 10_000;
    /** Each number is held up to three times (growing, as series, while it is summarised), with room for the summaries. */
    private static final long MOST_NUMBERS = Runtime.getRuntime().maxMemory() / 40;

    /** What is done with the cells of a column. */
    private enum Use {
        NUMBER, CHAIN, ROW_NAME, LEFT_OUT
    }

    private final Path file;
    private final DrawNumbers numbers;
    private final List<String> raw = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<DoubleColumn> columns = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final List<RawTable.Comment> comments = new ArrayList<>();
    private final List<String> remarks;
    private final Map<String, Integer> chainLabels = new HashMap<>();
    private boolean chainNumbers;
    private int rows;

    private DrawTableReader(Path file, char separator, List<String> remarks) {
        this.file = file;
        this.remarks = remarks;
        this.numbers = new DrawNumbers(separator);
    }

    /** Reads a file, and adds what was left out to the remarks; {@link DrawFileException} says why it cannot be read. */
    static RawTable read(Path file, List<String> remarks) {
        try {
            char separator;
            try (BufferedReader text = new BufferedReader(open(file))) {
                separator = Separator.of(text);
            }
            try (TextStream text = open(file)) {
                return new DrawTableReader(file, separator, remarks).read(text, separator);
            }
        } catch (NoSuchFileException e) {
            throw new DrawFileException("There is no file " + file + ".", e);
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof NoTextException known) {
                    throw new DrawFileException(file + noText(known), e);
                }
            }
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why = root.getMessage();
            throw new DrawFileException(
                    file + " cannot be read as CSV: "
                            + (why == null ? root.toString()
                                    : why.lines().findFirst().orElse("")
                                            .replaceAll("\\p{Cntrl}", "?")),
                    e);
        }
    }

    /** Comments may hold anything, so bytes that are no UTF-8 are replaced. */
    private static TextStream open(Path file) throws IOException {
        return TextStream.open(Files.newInputStream(file), CodingErrorAction.REPLACE);
    }

    /** As the exception says, or how draws are best taken out of files of that kind. */
    private static String noText(NoTextException e) {
        FileMark mark = e.mark();
        String advice = switch (mark) {
            case NUMPY -> "in Python: numpy.savetxt(\"draws.csv\", array, delimiter=\",\"), a column a chain";
            case HDF5, NETCDF -> "in Python: arviz.from_netcdf(\"FILE\").to_dataframe().to_csv(\"draws.csv\")";
            case R -> "in R: write.csv(posterior::as_draws_df(x), \"draws.csv\", row.names = FALSE)";
            case null, default -> null;
        };
        return advice == null || mark == null ? String.valueOf(e.getMessage()) : " is " + mark.words() + "; " + advice;
    }

    private RawTable read(TextStream text, char separator) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator)
                .commentStrategy(CommentStrategy.READ).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).detectBomHeader(false).allowUnclosedQuote(false)
                .maxBufferSize(TextStream.LONGEST_LINE)
                .build(CsvRecordHandler.builder().maxFields(MOST_COLUMNS + 1).maxRecordSize(TextStream.LONGEST_LINE)
                        .build(), text)) {
            for (CsvRecord record : csv) {
                if (record.isComment()) {
                    comment(record.getField(0));
                } else if (uses.isEmpty()) {
                    first(record);
                } else if (!raw.isEmpty() && record.getField(0).strip().equals(raw.getFirst()) && isHeader(record)) {
                    starts.add(rows);
                } else {
                    row(record);
                }
            }
        }
        if (numbers.mixed()) {
            throw new DrawFileException(
                    file + " has both decimal commas and decimal points: write its numbers in one way,"
                            + " without marks between thousands.");
        }
        dropCounterHeader();
        return new RawTable(file, List.copyOf(names), columns, List.copyOf(starts), comments);
    }

    /** Keeps what could be a setting or a mark. */
    private void comment(String text) {
        if (text.length() < LONGEST_NAME && comments.size() < MOST_COMMENTS
                && (text.indexOf('=') >= 0 || text.contains("terminated"))) {
            comments.add(new RawTable.Comment(text, starts.size() - 1, rows));
        }
    }

    private boolean isHeader(CsvRecord record) {
        return ColumnNames.joined(record.getFields()).equals(raw);
    }

    /** The first line: a header, or numbers already. */
    private void first(CsvRecord record) {
        starts.add(0);
        List<String> fields = record.getFields();
        if (fields.stream().allMatch(field -> isNumber(field) || DrawNumbers.missing(field) || field.isBlank())
                && !(fields.size() > 1 && fields.getFirst().isBlank()
                        && ColumnNames.counting(fields.subList(1, fields.size())))) {
            IntStream.range(0, fields.size()).forEach(column -> add(Use.NUMBER));
            row(record);
            return;
        }
        raw.addAll(ColumnNames.joined(fields));
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < raw.size(); column++) {
            String name = raw.get(column);
            if (name.length() > LONGEST_NAME) {
                throw new DrawFileException(file + ", line " + record.getStartingLineNumber() + ": column "
                        + (column + 1) + " has a name of " + name.length() + " characters; is this a table of draws?");
            }
            String plain = ColumnNames.plain(name);
            if (!seen.add(plain == null ? name : plain)) {
                throw new DrawFileException(name.isEmpty()
                        ? file + " has several columns without a name: name them (those that number chains and draws:"
                                + " chain and draw)."
                        : file + " has two columns named " + ColumnNames.quoted(name) + ": rename one.");
            }
            if (name.isEmpty()) {
                nameless(column, raw.size());
            } else if (plain == null) {
                uses.add(Use.LEFT_OUT);
            } else {
                names.add(plain);
                add(ColumnNames.among(plain, ColumnNames.CHAIN) ? Use.CHAIN : Use.NUMBER);
            }
        }
        if (uses.contains(Use.LEFT_OUT)) {
            remarks.add(file + ": columns of other groups than posterior and sample_stats are left out.");
        }
    }

    private void nameless(int column, int all) {
        if (column > 0) {
            throw new DrawFileException(file + ": column " + (column + 1) + " of " + all + " has no name in the header;"
                    + " name it, or delete it.");
        }
        uses.add(Use.ROW_NAME);
        remarks.add(file + ": the first column has no name in the header, so it holds row names and is left out.");
    }

    private void add(Use use) {
        uses.add(use);
        columns.add(new DoubleColumn());
    }

    private boolean isNumber(String field) {
        return !Double.isNaN(numbers.parse(field));
    }

    private void row(CsvRecord record) {
        int fields = record.getFieldCount();
        if (rows == 0 && !raw.isEmpty() && fields == uses.size() + 1) {
            // R's write.table: the header has no name for the row names.
            uses.addFirst(Use.ROW_NAME);
            remarks.add(file + ": rows have one field more than the header, so the first one is a row name and is left"
                    + " out.");
        }
        if (fields != uses.size()) {
            throw new DrawFileException(at(record) + ": there are " + fields + " fields where the first line has "
                    + uses.size() + "; if the file was cut off while it was written, delete that line.");
        }
        if ((rows + 1L) * columns.size() > MOST_NUMBERS || rows == Integer.MAX_VALUE - 8) {
            throw new DrawFileException(
                    file + " holds more than " + MOST_NUMBERS + " numbers, the most that fit into the"
                            + " memory that Java has here: thin the draws, leave out columns, or set"
                            + " ERGODIC_JAVA_OPTS=-Xmx... to more.");
        }
        int number = 0;
        for (int field = 0; field < fields; field++) {
            switch (uses.get(field)) {
                case NUMBER -> columns.get(number++).add(number(record, field));
                case CHAIN -> columns.get(number++).add(chain(record, field));
                case ROW_NAME, LEFT_OUT -> {
                    // not read
                }
            }
        }
        rows++;
    }

    private double number(CsvRecord record, int field) {
        String text = record.getField(field);
        double number = numbers.parse(text);
        if (Double.isNaN(number) && !DrawNumbers.missing(text)) {
            String name = raw.isEmpty()
                    ? Integer.toString(field + 1)
                    : ColumnNames.quoted(raw.get(field - (uses.size() - raw.size())));
            throw new DrawFileException(at(record) + ", column " + name + ": "
                    + (text.isBlank() ? "there is no number; write NA where a value is missing."
                            : ColumnNames.quoted(text) + " is no number."));
        }
        return number;
    }

    /** The chain's number; texts such as {@code chain:1} are counted in their order. */
    private double chain(CsvRecord record, int field) {
        String text = record.getField(field).strip();
        double number = numbers.parse(text);
        if (Double.isNaN(number)) {
            if (text.isEmpty() || DrawNumbers.missing(text)) {
                throw new DrawFileException(at(record) + ": there is no number of the chain.");
            }
            if (!chainNumbers) {
                return chainLabels.computeIfAbsent(text, label -> chainLabels.size() + 1);
            }
        }
        chainNumbers = true;
        if (number != Math.rint(number) || Math.abs(number) > 1e9 || !chainLabels.isEmpty()) {
            throw new DrawFileException(at(record) + ": " + ColumnNames.quoted(text)
                    + " is no number of a chain (a whole number, or the same kind of name in all rows).");
        }
        return number;
    }

    /** A first line 0, 1, 2 ... (or 1, 2 ...) that was read as numbers is pandas' or R's header, not a draw. */
    private void dropCounterHeader() {
        if (!raw.isEmpty() || rows < 2) {
            return;
        }
        boolean fractions = columns.stream().anyMatch(column -> !column.whole());
        double first = columns.getFirst().get(0);
        boolean counting = (first == 0 || first == 1) && IntStream.range(0, columns.size())
                .allMatch(column -> columns.get(column).get(0) == first + column);
        if (counting && (fractions && (columns.size() > 1 || first == 0) || columns.size() > 2)) {
            for (int column = 0; column < columns.size(); column++) {
                DoubleColumn old = columns.get(column);
                columns.set(column, old.tail());
                names.add(Long.toString((long) first + column));
            }
            rows--;
            remarks.add(file + ": the first line counts the columns, so it is a header and no draw.");
        }
    }

    private String at(CsvRecord record) {
        return file + ", line " + record.getStartingLineNumber();
    }
}
