package ergodic.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.support.TextStream;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file row by row: UTF-8 with or without byte order mark, lines ended in any way, quoted cells, blank lines left
 * out. FastCSV parses the stream; a file separated by blanks is rewritten on the way with one tab for each run of them. What
 * separates cells, and whether there is a header, is found from the first rows; no more of the file is kept than the sink
 * keeps.
 */
public final class TableReader {

    /** A text stream has no zero characters. */
    private static final char NO_QUOTE = 0;
    private static final String SEPARATORS = ",;\t";
    private static final int SAMPLED_LINES = 50;
    private static final int SAMPLED_ROWS = 1000;
    private static final int SAMPLED_CELLS = 200_000;
    private static final int MOST_COLUMNS = 1 << 20;

    private final String name;
    private final Delimiter delimiter;
    private final HeaderMode mode;
    private final boolean quoted;
    private final StatedWords stated;
    private final RowSink sink;
    private final List<List<String>> early = new ArrayList<>();
    private final List<Integer> earlyLines = new ArrayList<>();
    private @Nullable TableHead head;
    private int rows;
    private int line;

    private TableReader(String name, Delimiter delimiter, HeaderMode mode, boolean quoted, TableRules rules,
            RowSink sink) {
        this.name = name;
        this.delimiter = delimiter;
        this.mode = mode;
        this.quoted = quoted;
        this.stated = rules.stated();
        this.sink = sink;
    }

    /** The columns of a file that are chosen once their names are known. */
    static Table read(Path file, @Nullable Delimiter delimiter, HeaderMode header, TableRules rules,
            Function<TableHead, TableBuilder.Use[]> choice) {
        TableBuilder builder = new TableBuilder(choice);
        return builder.build(read(file, delimiter, header, true, rules, builder));
    }

    /** Gives all rows to a sink, their gaps written as empty cells. */
    static String read(Path file, @Nullable Delimiter delimiter, HeaderMode header, TableRules rules, RowSink sink) {
        return read(file, delimiter, header, true, rules, sink);
    }

    /**
     * Gives all rows to a sink.
     *
     * @param file
     *            text file, packed by gzip or not
     * @param delimiter
     *            what separates cells; null to detect it
     * @param header
     *            whether the first line holds names
     * @param sink
     *            takes the rows
     * @return SHA-256 of the file, in hexadecimal
     * @throws DataException
     *             if it is no table; the message says where and why
     */
    public static String read(Path file, @Nullable Delimiter delimiter, HeaderMode header, RowSink sink) {
        return read(file, delimiter, header, true, sink);
    }

    /**
     * The same of a file with texts.
     *
     * @param quoted
     *            whether quotes around a cell are no part of it; null if they are a part of it between tabs, and none otherwise
     */
    public static String read(Path file, @Nullable Delimiter delimiter, HeaderMode header, @Nullable Boolean quoted,
            RowSink sink) {
        return read(file, delimiter, header, quoted, TableRules.strict(), sink);
    }

    private static String read(Path file, @Nullable Delimiter delimiter, HeaderMode header, @Nullable Boolean quoted,
            TableRules rules, RowSink sink) {
        String name = String.valueOf(file.getFileName());
        try (TextFile text = TextFile.open(file)) {
            Delimiter used = delimiter == null ? Delimiter.detect(text.firstLines(SAMPLED_LINES)) : delimiter;
            new TableReader(name, used, header, quoted == null ? used != Delimiter.TAB : quoted, rules,
                    sink).parse(text);
            return text.digest();
        } catch (UncheckedIOException e) {
            throw new DataException(
                    name + " cannot be read: " + FileFault.reason(Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + FileFault.reason(e));
        }
    }

    /**
     * What separates the cells of a file.
     *
     * @param usual
     *            what separates those of the file before, which is believed of a first line that has it, or has nothing that separates;
     *            null to detect it
     */
    public static Delimiter delimiterOf(Path file, @Nullable Delimiter usual) {
        try (TextFile text = TextFile.open(file)) {
            List<String> lines = text.firstLines(SAMPLED_LINES);
            String first = lines.isEmpty() ? "" : lines.getFirst();
            return usual != null && (first.indexOf(character(usual)) >= 0
                    || SEPARATORS.chars().allMatch(separator -> first.indexOf(separator) < 0)) ? usual
                            : Delimiter.detect(lines);
        } catch (IOException e) {
            throw new DataException(file.getFileName() + " cannot be read: " + FileFault.reason(e));
        }
    }

    private static char character(Delimiter delimiter) {
        return switch (delimiter) {
            case COMMA -> ',';
            case SEMICOLON -> ';';
            case TAB, BLANKS -> '\t';
        };
    }

    private void parse(TextFile text) throws IOException {
        char separator = character(delimiter);
        Reader source = delimiter == Delimiter.BLANKS ? new BlankSqueezer(text) : text;
        CsvRecordHandler handler = CsvRecordHandler.builder().maxFields(MOST_COLUMNS)
                .maxFieldSize(TextStream.LONGEST_LINE).maxRecordSize(TextStream.LONGEST_LINE).build();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator)
                .quoteCharacter(quoted ? '"' : NO_QUOTE).skipEmptyLines(true)
                .allowUnclosedQuote(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).build(handler, source)) {
            for (CsvRecord record : reader) {
                List<String> cells = record.getFields();
                cells = cells.stream().map(String::strip).toList();
                if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    line = (int) Math.min(record.getStartingLineNumber(), Integer.MAX_VALUE);
                    // The first line may hold names.
                    take(head == null && early.isEmpty() ? cells : stated.plain(cells));
                }
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof DataException cause) {
                throw cause;
            }
            throw new DataException(
                    name + " is not well-formed after line " + line + ": a quote is not closed, or a row"
                            + " is longer than " + TextStream.LONGEST_LINE + " characters or " + MOST_COLUMNS
                            + " cells");
        }
        if (head == null) {
            begin();
        }
    }

    private void take(List<String> cells) {
        if (head != null) {
            give(head, cells, line);
            return;
        }
        early.add(cells);
        earlyLines.add(line);
        if (early.size() > SAMPLED_ROWS || (long) early.size() * cells.size() > SAMPLED_CELLS && early.size() > 2) {
            begin();
        }
    }

    /** Decides on the header, and gives the rows that had to wait for that. */
    private void begin() {
        if (early.isEmpty()) {
            throw new DataException(name + " is empty: it has no line with data");
        }
        HeaderRules rules = new HeaderRules(early);
        boolean hasHeader = switch (mode) {
            case PRESENT -> true;
            case ABSENT -> false;
            case DETECT -> rules.isHeader();
        };
        Set<Integer> nameless = new HashSet<>();
        List<String> names = hasHeader ? HeaderRules.names(name, early.get(0), nameless)
                : HeaderRules.numbered(early.get(0).size());
        int from = hasHeader ? 1 : 0;
        early.set(0, stated.plain(early.get(0)));
        List<List<String>> sample = List.copyOf(early.subList(from, early.size()));
        if (sample.isEmpty()) {
            throw new DataException(name + " holds a header but no row of data");
        }
        TableHead found = new TableHead(name, names, hasHeader, Set.copyOf(nameless), sample,
                List.copyOf(rules.notes()));
        for (int i = 0; i < sample.size(); i++) {
            requireWidth(found, sample.get(i), earlyLines.get(i + from), i);
        }
        sink.begin(found);
        for (int i = 0; i < sample.size(); i++) {
            give(found, sample.get(i), earlyLines.get(i + from));
        }
        early.clear();
        earlyLines.clear();
        head = new TableHead(name, names, hasHeader, found.nameless(), List.of(), found.notes());
    }

    private void give(TableHead known, List<String> cells, int at) {
        requireWidth(known, cells, at, rows);
        if (rows == Integer.MAX_VALUE - 8) {
            throw new DataException(name + " has more than two thousand million rows; split it");
        }
        rows++;
        sink.row(cells, at);
    }

    private void requireWidth(TableHead known, List<String> cells, int at, int row) {
        if (cells.size() != known.columns()) {
            throw new DataException(name + ", line " + at + " (row " + row + "): " + Counted.of(cells.size(), "cell")
                    + " where " + (known.hasHeader() ? "the header has " : "the first line has ") + known.columns()
                    + " (separated by " + delimiter.plural() + "); correct the line, or set data.delimiter");
        }
    }
}
