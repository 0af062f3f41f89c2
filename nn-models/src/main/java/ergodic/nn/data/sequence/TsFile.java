package ergodic.nn.data.sequence;

import ergodic.nn.data.CellNumbers;
import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.TextFile;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.words.Counted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A .ts file, as the UEA and UCR archive has them: lines that begin with {@code @} say what follows {@code @data}, a line a
 * sequence: its dimensions, separated by colons, each a list of numbers, and the class or the target last.
 */
final class TsFile {

    private static final int SAMPLED = 200;

    private final String name;
    private int dimensions;
    private boolean labelled;
    private boolean hasTarget;
    private int line;

    private TsFile(String name) {
        this.name = name;
    }

    /** Whether a file is one, by its name or its first line that is no comment. */
    static boolean recognise(Path file) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".ts")) {
            return true;
        }
        try (TextFile text = TextFile.open(file)) {
            return text.firstLines(SAMPLED).stream().filter(each -> !each.startsWith("#")).findFirst()
                    .filter(each -> each.toLowerCase(Locale.ROOT).startsWith("@problemname")).isPresent();
        } catch (DataException | IOException e) {
            return false;
        }
    }

    static String read(Path file, ItemSink<Steps> sink) {
        String name = String.valueOf(file.getFileName());
        try (TextFile text = TextFile.open(file)) {
            BufferedReader lines = new BufferedReader(text);
            TsFile ts = new TsFile(name);
            ts.head(lines);
            ts.data(lines, sink);
            return text.digest();
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + FileFault.reason(e));
        }
    }

    private void head(BufferedReader lines) throws IOException {
        for (String text = next(lines); text != null; text = next(lines)) {
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+");
            switch (words[0].toLowerCase(Locale.ROOT)) {
                case "@data" -> {
                    return;
                }
                case "@timestamps" -> refuse(words, "has time stamps, which are not read; leave them out");
                case "@missing" -> {
                    // The values themselves are looked at.
                }
                case "@dimensions", "@dimension" -> dimensions = dimensions(words);
                case "@univariate" -> dimensions = isTrue(words) ? 1 : dimensions;
                case "@classlabel", "@targetlabel" -> {
                    labelled = true;
                    hasTarget |= isTrue(words);
                }
                default -> {
                    if (!text.startsWith("@")) {
                        throw new DataException(where() + ": there is no @data before the first sequence; is this a .ts"
                                + " file?");
                    }
                }
            }
        }
        throw new DataException(name + " has no line @data, so there are no sequences in it; is it cut off?");
    }

    private void refuse(String[] words, String what) {
        if (isTrue(words)) {
            throw new DataException(where() + ": the file " + what);
        }
    }

    private boolean isTrue(String[] words) {
        if (words.length > 1 && (words[1].equalsIgnoreCase("true") || words[1].equalsIgnoreCase("false"))) {
            return words[1].equalsIgnoreCase("true");
        }
        throw new DataException(where() + ": " + words[0] + " must be true or false");
    }

    private int dimensions(String[] words) {
        double count = words.length > 1 ? CellNumbers.parse(words[1]) : Double.NaN;
        if (!(count >= 1 && count == Math.rint(count) && count < 1 << 20)) {
            throw new DataException(where() + ": @dimensions must be a whole number of at least 1");
        }
        return (int) count;
    }

    private void data(BufferedReader lines, ItemSink<Steps> sink) throws IOException {
        if (!labelled) {
            hasTarget = true;
        }
        int count = 0;
        for (String text = next(lines); text != null; text = next(lines)) {
            if (!text.isEmpty() && !text.startsWith("#")) {
                sequence(text, sink);
                count++;
            }
        }
        if (count == 0) {
            throw new DataException(name + " has no sequences after @data; is it cut off?");
        }
    }

    private void sequence(String text, ItemSink<Steps> sink) {
        List<String> parts = List.of(text.split(":", -1));
        int here = parts.size() - (hasTarget ? 1 : 0);
        if (dimensions == 0) {
            dimensions = here;
        }
        if (here != dimensions || here < 1) {
            throw new DataException(where() + ": " + Counted.of(Math.max(here, 0), "dimension") + " where "
                    + (dimensions < 1 ? "at least one is needed" : "there must be " + dimensions)
                    + " (separated by colons" + (hasTarget ? ", the target last" : "") + ")");
        }
        double[] values = new double[0];
        int steps = 0;
        for (int dimension = 0; dimension < here; dimension++) {
            String[] cells = parts.get(dimension).split(",", -1);
            if (parts.get(dimension).isBlank()) {
                throw new DataException(where() + ": dimension " + dimension + " has no steps; leave the sequence out");
            }
            if (dimension == 0) {
                steps = cells.length;
                values = new double[Math.multiplyExact(steps, dimensions)];
            }
            if (cells.length != steps) {
                throw new DataException(
                        where() + ": dimension " + dimension + " has " + Counted.of(cells.length, "step")
                                + ", but dimension 0 has " + steps + "; all need the same");
            }
            for (int step = 0; step < steps; step++) {
                String cell = cells[step].strip();
                String place = where() + ", dimension " + dimension + ", step " + step;
                if (cell.startsWith("(")) {
                    throw new DataException(place + ": there are time stamps, which are not read; leave them out");
                }
                values[step * dimensions + dimension] = CellNumbers.require(cell, place);
            }
        }
        String target = hasTarget ? parts.getLast().strip() : "";
        if (hasTarget && target.isEmpty()) {
            throw new DataException(
                    where() + ": there is no target behind the last colon; add it, or say @classLabel false");
        }
        sink.take(new Steps(dimensions, values), target, line);
    }

    private @org.jspecify.annotations.Nullable String next(BufferedReader lines) throws IOException {
        String text = lines.readLine();
        line++;
        return text == null ? null : text.strip();
    }

    private String where() {
        return name + ", line " + line;
    }
}
