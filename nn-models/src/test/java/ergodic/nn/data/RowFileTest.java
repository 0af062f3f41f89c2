package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in blocks are the rows that are read at once. */
class RowFileTest {

    @TempDir
    Path folder;

    private Dataset data() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "a,kind,y\n1,p,3\n2,q,5\n4,p,6\n7,q,8\n");
        return Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
    }

    private Path rows(int count, String odd, int at) throws IOException {
        StringBuilder text = new StringBuilder("y,a,kind\n");
        for (int row = 0; row < count; row++) {
            text.append(
                    row == at ? odd : (row % 5 == 0 ? "" : row) + "," + row / 7.0 + "," + (row % 3 == 0 ? "p" : "q"))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    /** A list names rows of the file, also where the last of them have gaps and are left out. */
    @Test
    void listedRowsAreThoseOfTheWholeFile() throws IOException {
        Path file = Files.writeString(folder.resolve("g.csv"), "a,y\n1,3\n2,5\n4,6\n7,8\n,1\n,2\n");
        Dataset data = Dataset.read(DataSpec.of(file, "y").withRules(TableRules.strict().withMissing(MissingRule.DROP)),
                TargetKind.NUMBER);
        Path listed = Files.writeString(folder.resolve("l.txt"), "1 5 3\n");
        Rows rows = data.readRows(file);
        assertThat(rows.count()).isEqualTo(4);
        assertThat(data.select(rows, new SplitSpec.Listed(listed, 0)).numbers()).containsExactly(1, 3);
        Files.writeString(listed, "1 6\n");
        assertThatThrownBy(() -> data.select(rows, new SplitSpec.Listed(listed, 0))).isInstanceOf(DataException.class)
                .hasMessageContaining("there is no row 6").hasMessageContaining("rows 0 to 5");
        assertThat(data.readInputs(file).hasTarget()).isFalse();
        assertThat(data.readInputs(file).inputs()).isEqualTo(rows.inputs());
    }

    @Test
    void blocksAreTheRowsInTheirOrder() throws IOException {
        Dataset data = data();
        Path file = rows(10, "", -1);
        Rows all = data.readRows(file);
        RowFile blocks = data.rowsIn(file);
        assertThat(blocks.count()).isEqualTo(10);
        assertThat(blocks.hasTarget()).isTrue();
        List<Integer> sizes = new ArrayList<>();
        List<Double> inputs = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        blocks.forEach(4, rows -> {
            sizes.add(rows.count());
            for (double input : rows.inputs()) {
                inputs.add(input);
            }
            for (double target : rows.target()) {
                targets.add(target);
            }
            for (int number : rows.numbers()) {
                numbers.add(number);
            }
        });
        assertThat(sizes).containsExactly(4, 4, 2);
        assertThat(inputs.stream().mapToDouble(x -> x).toArray()).isEqualTo(all.inputs());
        assertThat(targets.stream().mapToDouble(x -> x).toArray()).isEqualTo(all.target());
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void whatIsWrongIsSaidBeforeTheFirstBlockWithItsRow() throws IOException {
        Dataset data = data();
        Path wrong = rows(5000, "1,2,other", 4500);
        assertThatThrownBy(() -> data.rowsIn(wrong)).isInstanceOf(DataException.class)
                .hasMessageStartingWith("rows.csv, line 4502 (row 4500), column \"kind\": the category \"other\"");
        Path missing = rows(5000, "1,,p", 4321);
        assertThatThrownBy(() -> data.rowsIn(missing)).isInstanceOf(DataException.class)
                .hasMessageStartingWith("rows.csv: a value is missing: row 4321 column \"a\" (line 4323)");
    }

    @Test
    void failuresOfTheBodyAreNotTheFiles() throws IOException {
        RowFile blocks = data().rowsIn(rows(3, "", -1));
        assertThatThrownBy(() -> blocks.forEach(2, rows -> {
            throw new IOException("disk full");
        })).isInstanceOf(IOException.class).hasMessage("disk full");
    }
}
