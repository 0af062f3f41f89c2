package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.support.FileMark;
import ergodic.sampler.support.TextStream;
import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables as people have them: doubtful headers, indices, files too large or of another kind, damaged files. */
class DoubtfulTableTest {

    @TempDir
    Path folder;

    /** The header that pandas writes for columns without names; 3 rows below it, not 4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0,1,2;0.12573,2,1.20449;-0.13210,2,0.95230;0.64042,1,1.14798 | 2",
            "0,1,2,3;5,3,1,0;4,3,1,1;7,8,9,2 | 3", ",0,1;0,0.5,1;1,0.25,2;2,0.1,4 | 1"})
    void countingHeaderIsAHeader(String text, String target) throws IOException {
        Dataset data = Dataset.read(DataSpec.of(write(text.replace(';', '\n')), target), TargetKind.NUMBER);
        assertThat(data.train().count()).isEqualTo(3);
        assertThat(data.warnings()).anyMatch(w -> w.contains("is taken for the names of the columns"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0,1,2;3,4,5;6,8,9 | is read as a row of data", "1,2,3;2,5,5;4,1,6 | ",
            "1990,1991;1.5,2.5;3.5,4.25;0.5,0.25 | is read as a row of data"})
    void otherNumbersAreDataAndDoubtIsSaid(String text, String note) throws IOException {
        Dataset data = Dataset.read(DataSpec.of(write(text.replace(';', '\n')), "1"), TargetKind.NUMBER);
        assertThat(data.train().count()).isEqualTo((int) text.chars().filter(c -> c == ';').count() + 1);
        assertThat(data.warnings().isEmpty()).isEqualTo(note == null);
        assertThat(String.join(" ", data.warnings())).contains(note == null ? "" : note);
    }

    @Test
    void aHeaderMayHoldSomeNumbersAndRepeatedNames() throws IOException {
        Path years = write("city,2019,2020,price\nOslo,1,2,3.5\nBonn,2,3,4.5\nRome,1,2,3.0\n");
        assertThat(Dataset.read(DataSpec.of(years, "price").withFeatures(List.of("2019", "2020")), TargetKind.NUMBER)
                .train().count()).isEqualTo(3);
        Path twice = write("city,kind,area,area,price\nBonn,house,76.2,2,159\nOslo,flat,40.6,7,186\n");
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(twice, "price"), TargetKind.NUMBER))
                .isInstanceOf(DataException.class)
                .hasMessage("d.csv: the header has two columns named \"area\"; give each its own name");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'',1", "Unnamed: 0,0"})
    void namelessIndexIsLeftOutAloud(String name, int start) throws IOException {
        StringBuilder text = new StringBuilder(name + ",x,y\n");
        for (int i = 0; i < 9; i++) {
            text.append(i + start).append(',').append(i * i % 7).append(',').append(i % 3).append('\n');
        }
        Path file = write(text.toString());
        Dataset data = Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        assertThat(data.inputNames()).containsExactly("x");
        assertThat(data.warnings())
                .containsExactly("the column without a name that counts the rows (number 0) is left out: it"
                        + " is an index; list it in data.features to use it");
        assertThat(Dataset.read(DataSpec.of(file, "y").withFeatures(List.of("0", "x")), TargetKind.NUMBER).inputs())
                .isEqualTo(2);
    }

    @Test
    void namedCounterIsKeptWithAWarning() throws IOException {
        Path file = write("t,x,y\n1,4,2\n2,3,1\n3,7,5\n4,1,1\n5,2,2\n");
        Dataset data = Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        assertThat(data.inputs()).isEqualTo(2);
        assertThat(data.warnings()).singleElement().asString().startsWith("column \"t\" counts the rows");
    }

    @Test
    void rowsToBePredictedNeedNoTargets() throws IOException {
        Dataset data = Dataset.read(DataSpec.of(write("a,y\n1,3\n2,5\n4,9\n"), "y"), TargetKind.NUMBER);
        assertThat(data.readRows(write("a,y\n1,\n2,NA\n")).hasTarget()).isFalse();
        Rows some = data.readRows(write("a,y\n1,\n2,5\n"));
        assertThat(some.target()[0]).isNaN();
        assertThat(some.withTarget().count()).isEqualTo(1);
        assertThat(some.withTarget().target()).containsExactly(data.train().target()[1]);
    }

    @Test
    void mistypedColumnsAreGuessed() throws IOException {
        Path file = write("area,price\n1,3\n2,5\n4,9\n");
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "Prise"), TargetKind.NUMBER)).hasMessage(
                "data.target: there is no column \"Prise\" in d.csv (did you mean \"price\"?); its columns are area, price");
    }

    /** 3 GB of zero bytes that need no disk. */
    @Test
    void aFileLargerThanAnArrayIsRefusedAtItsBeginning() throws IOException {
        Path file = folder.resolve("big.csv");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER))
                .isInstanceOf(DataException.class)
                .hasMessage("big.csv is no text (it begins with zero bytes); give a CSV file");
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        Path file = write("7".repeat(TextStream.LONGEST_LINE + (1 << 17)));
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER))
                .isInstanceOf(DataException.class).hasMessageContaining("d.csv").hasMessageNotContaining("xception");
    }

    /** Only the columns that are used are kept: 12 bytes a row of one column, where the text is 300. */
    @Test
    void memoryIsThatOfTheColumnsUsed() throws IOException {
        String words = IntStream.range(0, 40).mapToObj(i -> "word" + i).reduce("", (a, b) -> a + "," + b);
        StringBuilder text = new StringBuilder("x,y" + words.replace("word", "name") + "\n");
        for (int i = 0; i < 2000; i++) {
            text.append(i % 17).append(',').append(i % 5).append(words.replace("word", "w" + i)).append('\n');
        }
        Table table = TableReader.read(write(text.toString()), null, HeaderMode.DETECT, TableRules.strict(),
                head -> Roles
                        .of(head, "y", List.of("x"), List.of(), null, java.util.Map.of(), List.of())
                        .uses(head, TargetKind.NUMBER));
        assertThat(table.loaded()).filteredOn(column -> column != null).hasSize(2)
                .allMatch(column -> column != null && column.bytesPerRow() == Double.BYTES);
    }

    @ParameterizedTest
    @EnumSource(FileMark.class)
    void otherKindsOfFilesAreCalledByTheirNames(FileMark mark) throws IOException {
        String begin = switch (mark) {
            case NUMPY -> "\u0093NUMPY\u0001";
            case HDF5 -> "\u0089HDF\r\n\u001a\n";
            case NETCDF -> "CDF\u0002\0";
            case R -> "RDX3\nX\n";
            case PICKLE -> "\u0080\u0004\u0095";
            case ZIP -> "PK\u0003\u0004";
            case EXCEL -> "\u00d0\u00cf\u0011\u00e0";
            case BZIP2 -> "BZh91AY";
            case XZ -> "\u00fd7zXZ\0";
            case ZSTANDARD -> "(\u00b5/\u00fd";
            case PARQUET -> "PAR1\u0015";
            case ARROW -> "ARROW1\0\0";
            case SQLITE -> "SQLite format 3";
            case PDF -> "%PDF-1.7";
            case MARKUP -> "<!doctype html>";
            case JSON -> "{\"a\": 1}";
            case ZEROS -> "\0\0\0\0";
        };
        Path file = Files.write(folder.resolve("d.csv"), (begin + "rest\n1,2\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER))
                .isInstanceOf(DataException.class).hasMessage("d.csv is " + mark.words() + "; " + mark.advice());
    }

    @Test
    void damagedTablesGetOneSentence() {
        damage(LongStream.range(0, 300).boxed().toList());
    }

    @Test
    @Tag("slow")
    void manyDamagedTablesGetOneSentence() {
        damage(LongStream.range(300, 3000).boxed().toList());
    }

    private void damage(List<Long> seeds) {
        List<String> tables = List.of("a,b,y\n1,\"x, y\",3\n2,z,5\n4,z,6.5\n-1e3,z,7\n",
                "1 2  3\r\n2 5 \t 5\r\n4 1 6\r\n",
                "\uFEFF;x;y\n0;1;2\n1;5;3\n2;4;4\n3;1;5\n4;2;6\n");
        for (String table : tables) {
            ReaderFuzz.check(table, table.getBytes(StandardCharsets.UTF_8), seeds, 64L << 20, bytes -> {
                Path file = Files.write(folder.resolve("fuzz.csv"), bytes);
                TableProfile.of(file);
                Dataset data = Dataset.read(DataSpec.of(file, "2"), TargetKind.NUMBER);
                data.readRows(file);
            }, Set.of(DataException.class));
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("d.csv"), text);
    }
}
