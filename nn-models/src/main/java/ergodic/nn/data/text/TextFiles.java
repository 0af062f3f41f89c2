package ergodic.nn.data.text;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Delimiter;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.ItemReader;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.RowSink;
import ergodic.nn.data.TableHead;
import ergodic.nn.data.TableReader;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.method.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tables with a text in a column. */
final class TextFiles implements ItemReader<String[]> {

    private final DataSpec spec;
    private final Settings settings;
    private final WordCutter words;
    /** Later files need no targets. */
    private boolean learned;
    /** Of the training file. */
    private @Nullable Delimiter delimiter;

    TextFiles(DataSpec spec, Settings settings) {
        this.spec = spec;
        this.settings = settings;
        this.words = new WordCutter(settings.get(TextKind.SIGNS),
                settings.get(TextKind.DIGITS).equals(TextKind.ZEROS));
    }

    @Override
    public String read(Path file, ItemSink<String[]> sink) {
        // A later file may hold the texts alone, whose commas separate nothing.
        Delimiter used = spec.delimiter() != null ? spec.delimiter() : TableReader.delimiterOf(file, delimiter);
        delimiter = delimiter == null ? used : delimiter;
        return TableReader.read(file, used, spec.header(), settings.find(TextKind.QUOTED).orElse(null),
                new RowSink() {

                    private int text;
                    private int target;

                    @Override
                    public void begin(TableHead head) {
                        boolean absent = learned && head.names().indexOf(spec.target()) < 0
                                && (head.hasHeader() || !spec.target().equals(String.valueOf(head.columns())));
                        target = absent ? -1 : head.column(spec.target(), "data.target");
                        text = settings.find(TextKind.TEXT).map(name -> head.column(name, "data.text"))
                                .orElseGet(() -> only(head, target));
                    }

                    @Override
                    public void row(List<String> cells, int line) {
                        sink.take(words.of(cells.get(text)), target < 0 ? "" : cells.get(target), line);
                    }
                });
    }

    /** The column that is not the target, if there is one. */
    private static int only(TableHead head, int target) {
        if (head.columns() - (target < 0 ? 0 : 1) != 1) {
            throw new DataException(
                    head.source() + " has " + head.columns() + " columns; say by data.text which of them holds the"
                            + " text");
        }
        return target == 0 ? 1 : 0;
    }

    @Override
    public ItemEncoding<String[]> learn(List<String[]> training, TargetEncoding target, List<String> notes) {
        Vocabulary vocabulary = Vocabulary.learn(training, settings.get(TextKind.VOCABULARY),
                settings.get(TextKind.LEAST_COUNT));
        if (vocabulary.size() == 0) {
            throw new DataException(spec.file().getFileName() + ": no word occurs " + settings.get(TextKind.LEAST_COUNT)
                    + " times in the training texts; is data.text the column of the texts, or data.least_count too large?");
        }
        int longest = 1;
        for (String[] text : training) {
            longest = Math.max(longest, text.length);
        }
        learned = true;
        return TextEncoding.learn(training, vocabulary, Math.min(longest, settings.get(TextKind.WORDS)), notes);
    }

    @Override
    public String withoutTargets() {
        return "name the column of the targets by data.target";
    }
}
