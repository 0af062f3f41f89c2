package ergodic.nn.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives a table away in blocks of rows as it is read, so that no more than one block is kept. */
final class RowBlocks implements RowSink {

    private final Function<TableHead, TableBuilder.Use[]> choice;
    private final int most;
    private final Consumer<Table> take;
    private @Nullable TableHead head;
    private TableBuilder builder;
    private int first;
    private int size;

    /** Blocks of so many rows at most, of the columns that are chosen. */
    RowBlocks(Function<TableHead, TableBuilder.Use[]> choice, int most, Consumer<Table> take) {
        this.choice = choice;
        this.most = most;
        this.take = take;
        this.builder = new TableBuilder(choice);
    }

    @Override
    public void begin(TableHead tableHead) {
        head = tableHead;
        builder.begin(tableHead);
    }

    @Override
    public void row(List<String> cells, int line) {
        if (size == most) {
            finish();
        }
        builder.row(cells, line);
        size++;
    }

    /** Gives away what is left; called once all rows are read. */
    void finish() {
        if (size == 0 || head == null) {
            return;
        }
        take.accept(builder.build("", first));
        first += size;
        size = 0;
        builder = new TableBuilder(choice);
        builder.begin(head);
    }
}
