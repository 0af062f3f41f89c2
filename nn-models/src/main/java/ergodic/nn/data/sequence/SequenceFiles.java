package ergodic.nn.data.sequence;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.ItemReader;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.TableReader;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.method.Settings;
import java.nio.file.Path;
import java.util.List;

/** Reads files of sequences. */
final class SequenceFiles implements ItemReader<Steps> {

    private final DataSpec spec;
    private final Settings settings;
    /** Later files need no targets. */
    private boolean learned;

    SequenceFiles(DataSpec spec, Settings settings) {
        this.spec = spec;
        this.settings = settings;
    }

    @Override
    public String read(Path file, ItemSink<Steps> sink) {
        if (TsFile.recognise(file)) {
            return TsFile.read(file, sink);
        }
        StepColumns columns = new StepColumns(spec.features(), spec.target(), settings, learned);
        if (settings.find(SequenceKind.ID).isPresent()) {
            StepRows rows = new StepRows(columns, sink);
            String digest = TableReader.read(file, spec.delimiter(), spec.header(), rows);
            rows.finish();
            return digest;
        }
        return TableReader.read(file, spec.delimiter(), spec.header(), new SequenceRows(columns, sink));
    }

    @Override
    public ItemEncoding<Steps> learn(List<Steps> training, TargetEncoding target, List<String> notes) {
        int width = training.getFirst().features();
        for (Steps steps : training) {
            if (steps.features() != width) {
                throw new DataException(spec.file().getFileName() + ": sequences have " + width + " and "
                        + steps.features() + " numbers a step; all need the same");
            }
        }
        StepsEncoding encoding = StepsEncoding.learn(training, settings.find(SequenceKind.STEPS).orElse(0), notes);
        learned = true;
        return encoding;
    }

    @Override
    public String withoutTargets() {
        return "name the column of the targets by data.target";
    }
}
