package ergodic.nn.data.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.ItemCanvas;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of every kind are shown as what stood in the file. */
class ShownRowsTest {

    @TempDir
    private Path folder;

    /** What was called, as text. */
    private static final class Notes implements ItemCanvas {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void picture(RowShape.Image shape, double[] values) {
            calls.add("picture " + shape);
            for (double value : values) {
                assertThat(value).isCloseTo(Math.rint(value), within(1e-9));
                calls.add(Long.toString(Math.round(value)));
            }
        }

        @Override
        public void curves(double[][] features) {
            for (double[] feature : features) {
                StringBuilder line = new StringBuilder("curve");
                for (double value : feature) {
                    line.append(String.format(Locale.ROOT, " %.6f", value));
                }
                calls.add(line.toString());
            }
        }

        @Override
        public void passage(List<String> words) {
            calls.add(String.join(" ", words));
        }

        @Override
        public void cells(List<String> names, List<String> values) {
            for (int i = 0; i < names.size(); i++) {
                calls.add(names.get(i) + "=" + values.get(i));
            }
        }
    }

    private static List<String> shown(Dataset data, int row) {
        Notes notes = new Notes();
        data.show(data.train(), row, notes);
        return notes.calls;
    }

    private Dataset read(String kind, String name, String text, String target, TargetKind what) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        DataKind found = DataKinds.named(kind).orElseThrow();
        return found.read(DataSpec.of(file, target), Settings.of(found.keys(), Map.of()), what);
    }

    @Test
    void tables() throws IOException {
        Dataset data = read("table", "t.csv",
                """
                        a,town,day,flat,y
                        1.5,Oslo,2024-02-29,7,1
                        -20000.13,"<b>",2024-03-01,7,2
                        3,Oslo,2024-03-07,7,3
                        """,
                "y", TargetKind.NUMBER);
        assertThat(shown(data, 0)).containsExactly("a=1.5", "town=Oslo", "day=2024-02-29", "flat=7");
        assertThat(shown(data, 1)).containsExactly("a=-20000.1", "town=<b>", "day=2024-03-01", "flat=7");
        Path file = Files.writeString(folder.resolve("s.csv"), "a0,b0,a1,b1,y\n1,10,2,20,1\n3,30,4,45,2\n");
        assertThat(shown(Dataset.read(DataSpec.of(file, "y").withLayout(new RowLayout(List.of(2, 2), null)),
                TargetKind.NUMBER), 1)).containsExactly("curve 3.000000 4.000000", "curve 30.000000 45.000000");
        Path symbols = Files.writeString(folder.resolve("n.csv"), "s0,s1,s2,y\n0,3,1,1\n2,2,0,2\n");
        assertThat(shown(Dataset.read(DataSpec.of(symbols, "y").withLayout(new RowLayout(List.of(3), null)),
                TargetKind.NUMBER), 0)).containsExactly("0 3 1");
    }

    @Test
    void images() throws IOException {
        Path images = folder.resolve("x-images-idx3-ubyte");
        byte[] pixels = new byte[3 * 2 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 47);
        }
        Files.write(images, ByteBuffer.allocate(16 + pixels.length).putInt(0x803).putInt(3).putInt(2).putInt(3)
                .put(pixels).array());
        Files.write(folder.resolve("x-labels-idx1-ubyte"),
                ByteBuffer.allocate(11).putInt(0x801).putInt(3).put(new byte[]{0, 1, 0}).array());
        DataKind kind = DataKinds.named("image").orElseThrow();
        Dataset data = kind.read(DataSpec.of(images, "class"), Settings.of(kind.keys(), Map.of()), TargetKind.BINARY);
        List<String> expected = new ArrayList<>(List.of("picture images of 1 x 2 x 3"));
        for (int i = 12; i < 18; i++) {
            expected.add(Integer.toString(pixels[i] & 0xff));
        }
        assertThat(shown(data, 2)).isEqualTo(expected);
    }

    @Test
    void sequencesEndWhereTheyEnd() throws IOException {
        Dataset data = read("sequence", "s.ts",
                "@problemName p\n@univariate true\n@classLabel true a b\n@data\n1,2,3:a\n4:b\n5,-6:a\n", "class",
                TargetKind.BINARY);
        assertThat(shown(data, 1)).containsExactly("curve 4.000000");
        assertThat(shown(data, 2)).containsExactly("curve 5.000000 -6.000000");
    }

    @Test
    void textsShowWhatTheNetworkKnowsOfThem() throws IOException {
        Dataset data = read("text", "t.tsv",
                """
                        mood\ttext
                        good\tA fine day
                        bad\ta <script> day
                        good\t\u05e9\u05dc\u05d5\u05dd day
                        bad\tfine \u05e9\u05dc\u05d5\u05dd
                        """,
                "mood", TargetKind.BINARY);
        assertThat(shown(data, 0)).containsExactly("a fine day");
        assertThat(shown(data, 1)).containsExactly("a " + ItemCanvas.UNKNOWN + " day");
        assertThat(shown(data, 2)).containsExactly("\u05e9\u05dc\u05d5\u05dd day");
    }
}
