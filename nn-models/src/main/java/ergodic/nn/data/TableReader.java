package ergodic.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file into a {@link Table}: UTF-8 with or without byte order mark, lines ended in any way, quoted cells,
 * blank lines left out. FastCSV parses; a file separated by blanks is first rewritten with one tab for each run of them.
 */
final class TableReader {

    private static final int SAMPLED_LINES = 50;

    private TableReader() {}

    static Table read(Path file, @Nullable Delimiter delimiter, HeaderMode header) {
        byte[] bytes = bytes(file);
        String name = String.valueOf(file.getFileName());
        String text = decode(name, bytes);
        Delimiter used = delimiter == null ? Delimiter.detect(sample(text)) : delimiter;
        List<List<String>> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        parse(name, text, used, rows, lines);
        if (rows.isEmpty()) {
            throw new DataException(name + " is empty: it has no line with data");
        }
        boolean hasHeader = switch (header) {
            case PRESENT -> true;
            case ABSENT -> false;
            case DETECT -> looksLikeHeader(rows);
        };
        List<String> names = hasHeader ? header(name, rows.get(0)) : numbered(rows.get(0).size());
        if (hasHeader) {
            rows.removeFirst();
            lines.removeFirst();
        }
        if (rows.isEmpty()) {
            throw new DataException(name + " holds a header but no row of data");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != names.size()) {
                throw new DataException(
                        name + ", line " + lines.get(i) + " (row " + i + "): " + cells(rows.get(i).size())
                                + " where " + (hasHeader ? "the header has " : "the first line has ") + names.size()
                                + " (separated by " + used.plural() + "); correct the line, or set data.delimiter");
            }
        }
        return new Table(name, names, hasHeader, rows, lines, digest(bytes));
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("the data file " + file + " is a directory; name a file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new DataException("the data file " + file + " does not exist");
        } catch (IOException e) {
            throw new DataException("the data file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String decode(String name, byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            throw new DataException(name + " is compressed by gzip; unpack it first");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(name + " is not a text file in UTF-8; save it in that encoding");
        }
        if (text.indexOf('\0') >= 0) {
            throw new DataException(name + " holds zero bytes, so it is not a text file in UTF-8; save it as CSV");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<String> sample(String text) {
        return text.lines().filter(line -> !line.isBlank()).limit(SAMPLED_LINES).toList();
    }

    private static void parse(String name, String text, Delimiter delimiter, List<List<String>> rows,
            List<Integer> lines) {
        char separator = switch (delimiter) {
            case COMMA -> ',';
            case SEMICOLON -> ';';
            case TAB, BLANKS -> '\t';
        };
        String source = delimiter == Delimiter.BLANKS ? squeeze(text) : text;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator).skipEmptyLines(true)
                .allowUnclosedQuote(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(source)) {
            for (CsvRecord record : reader) {
                List<String> cells = record.getFields().stream().map(String::strip).toList();
                if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    rows.add(cells);
                    lines.add((int) record.getStartingLineNumber());
                }
            }
        } catch (CsvParseException e) {
            throw new DataException(name + " is not well-formed: " + e.getMessage() + "; look for an unclosed quote");
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + e.getMessage());
        }
    }

    /** Each line without blanks at its ends, each run of blanks outside quotes as one tab. */
    private static String squeeze(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.lines().forEach(line -> {
            boolean quoted = false;
            boolean blank = false;
            String stripped = line.strip();
            for (int i = 0; i < stripped.length(); i++) {
                char c = stripped.charAt(i);
                quoted ^= c == '"';
                if (!quoted && (c == ' ' || c == '\t')) {
                    blank = true;
                } else {
                    result.append(blank ? "\t" : "").append(c);
                    blank = false;
                }
            }
            result.append('\n');
        });
        return result.toString();
    }

    private static boolean looksLikeHeader(List<List<String>> rows) {
        List<String> first = rows.get(0);
        if (rows.size() < 2 || first.stream().allMatch(Numbers::isMissing) || first.stream().anyMatch(Numbers::isNumber)
                || new HashSet<>(first).size() < first.size()) {
            return false;
        }
        boolean recurs = false;
        for (int column = 0; column < first.size(); column++) {
            boolean numbers = true;
            for (List<String> row : rows.subList(1, rows.size())) {
                String cell = column < row.size() ? row.get(column) : "";
                numbers &= Numbers.isNumber(cell) || Numbers.isMissing(cell);
                recurs |= cell.equals(first.get(column));
            }
            if (numbers) {
                return true;
            }
        }
        return !recurs;
    }

    private static List<String> header(String source, List<String> cells) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i).isEmpty() ? "column" + i : cells.get(i);
            if (!seen.add(name)) {
                throw new DataException(source + ": the header has two columns named \"" + name
                        + "\"; give each its own name");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static List<String> numbered(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add("column" + i);
        }
        return List.copyOf(names);
    }

    private static String cells(int count) {
        return count == 1 ? "1 cell" : count + " cells";
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
