package ergodic.nn.data.series;

import ergodic.nn.data.CellNumbers;
import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.ItemReader;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.RowSink;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TableHead;
import ergodic.nn.data.TableReader;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetTransform;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Counted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a series and cuts it into windows. Window number k sees the values k to k + window - 1 and is to predict the value
 * k + window - 1 + horizon: held-out windows are the last ones, so that no training window knows a value that a held-out one is
 * asked for. Of later files also the windows whose value to predict lies behind their end are given, without a target.
 */
final class SeriesFiles implements ItemReader<Lags> {

    private final DataSpec spec;
    private final int window;
    private final int horizon;
    private final boolean steps;
    private final Settings settings;
    private boolean learned;

    SeriesFiles(DataSpec spec, Settings settings) {
        this.spec = spec;
        this.settings = settings;
        this.window = settings.get(SeriesKind.WINDOW);
        this.horizon = settings.get(SeriesKind.HORIZON);
        this.steps = settings.get(SeriesKind.LAGS).equals("steps");
    }

    @Override
    public String read(Path file, ItemSink<Lags> sink) {
        Values values = new Values();
        String digest = TableReader.read(file, spec.delimiter(), spec.header(), values);
        double[] series = Arrays.copyOf(values.series, values.count);
        int ahead = learned ? 0 : horizon;
        int least = window + (learned ? 0 : horizon + 1);
        if (series.length < least) {
            throw new DataException(file.getFileName() + " has " + Counted.of(series.length, "value") + ", but "
                    + least + " are needed for data.window = " + window + " and data.horizon = " + horizon);
        }
        for (int first = 0; first + window - 1 + ahead < series.length; first++) {
            int asked = first + window - 1 + horizon;
            boolean known = asked < series.length;
            sink.take(new Lags(series, first, window), known ? Double.toString(series[asked]) : "",
                    values.lines[Math.min(asked, series.length - 1)]);
        }
        return digest;
    }

    @Override
    public ItemEncoding<Lags> learn(List<Lags> training, TargetEncoding target, List<String> notes) {
        learned = true;
        return LagEncoding.learn(training, steps, horizon, String.valueOf(spec.file().getFileName()),
                spec.transform().form() == TargetTransform.Form.NONE ? null : target);
    }

    @Override
    public boolean feedsTargets() {
        return true;
    }

    @Override
    public void requireSplit(SplitSpec split) {
        switch (split) {
            case SplitSpec.None none -> {}
            case SplitSpec.Last last -> {}
            case SplitSpec.InFile other -> {}
            case SplitSpec.Fold(SplitSpec.Last _, int _, int _) -> {}
            case SplitSpec.Fold(SplitSpec.Calibrated _, int _, int _) -> throw calibrated();
            case SplitSpec.Fold other -> throw random();
            case SplitSpec.Calibrated some -> throw calibrated();
            case SplitSpec.Fraction some -> throw random();
            case SplitSpec.Listed some -> throw random();
        }
    }

    private static DataException calibrated() {
        return new DataException(
                "data.calibration: windows of a series overlap, so rows taken at random to calibrate by are known from their"
                        + " neighbours and are not like those that come; take it out");
    }

    private static DataException random() {
        return new DataException(
                "data.test: windows of a series overlap, so those that are held out at random are known from"
                        + " their neighbours; hold out the last ones, by test = { last = 0.2 }");
    }

    @Override
    public String withoutTargets() {
        return "name the column of the values by data.target";
    }

    /** The values of the series, in the order of the file. */
    private final class Values implements RowSink {

        private TableHead head = TableHead.none();
        private int value;
        private int time;
        private String before = "";
        private double[] series = new double[256];
        private int[] lines = new int[256];
        private int count;

        @Override
        public void begin(TableHead found) {
            head = found;
            value = found.columns() == 1 && found.names().indexOf(spec.target()) < 0 ? 0
                    : found.column(spec.target(), "data.target");
            time = settings.find(SeriesKind.TIME).map(name -> found.column(name, "data.time")).orElse(-1);
        }

        @Override
        public void row(List<String> cells, int line) {
            if (time >= 0) {
                requireLater(cells.get(time), line);
            }
            if (count == series.length) {
                series = Arrays.copyOf(series, 2 * count);
                lines = Arrays.copyOf(lines, 2 * count);
            }
            lines[count] = line;
            String where = head.source() + ", line " + line + ", column \"" + head.names().get(value) + "\"";
            double number = CellNumbers.require(cells.get(value), where);
            spec.transform().require(number, where);
            series[count++] = number;
        }

        private void requireLater(String now, int line) {
            double here = CellNumbers.parse(now);
            double last = CellNumbers.parse(before);
            boolean later = Double.isNaN(here) || Double.isNaN(last) ? now.compareTo(before) > 0 : here > last;
            if (!later) {
                throw new DataException(head.source() + ", line " + line + ": time does not increase (\"" + now
                        + "\" after \"" + before + "\"); sort the file by its column \"" + head.names().get(time)
                        + "\"");
            }
            before = now;
        }
    }
}
