package ergodic.nn.data;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items of a file with their targets, which are the one column of a table, so that they are encoded as those of tables are.
 *
 * @param <T>
 *            an item
 */
final class Items<T> implements ItemSink<T> {

    private final TableHead head;
    private final Column column;
    private final List<T> items = new ArrayList<>();
    private int[] lines = new int[16];
    private boolean hasLines;
    private int first;
    private String digest = "";

    /** No items yet. */
    Items(String source, String target) {
        this.head = new TableHead(source, List.of(target), true, Set.of(), List.of(), List.of());
        this.column = new Column(target, true);
    }

    /** All items of a file. */
    static <T> Items<T> read(ItemReader<T> reader, Path file, String target) {
        Items<T> items = new Items<>(String.valueOf(file.getFileName()), target);
        items.digest = reader.read(file, items);
        if (items.items.isEmpty()) {
            throw new DataException(items.source() + " is empty: there is nothing in it to learn from");
        }
        return items;
    }

    /** Items whose first has this number in its file. */
    Items<T> from(int number) {
        first = number;
        return this;
    }

    @Override
    public void take(T item, String target, int line) {
        if (items.size() == lines.length) {
            lines = Arrays.copyOf(lines, lines.length + (lines.length >> 1));
        }
        lines[items.size()] = line;
        hasLines |= line > 0;
        items.add(item);
        column.add(target);
    }

    String source() {
        return head.source();
    }

    String digest() {
        return digest;
    }

    int count() {
        return items.size();
    }

    /** Number of the first item in its file. */
    int first() {
        return first;
    }

    T item(int number) {
        return items.get(number);
    }

    /** Such as {@code texts.tsv, line 14 (row 12)}. */
    String where(int number) {
        return source() + (hasLines ? ", line " + lines[number] + " (row " + (first + number) + ")"
                : ", row " + (first + number));
    }

    /** The chosen ones, a view. */
    List<T> select(int[] numbers) {
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return items.get(numbers[index]);
            }

            @Override
            public int size() {
                return numbers.length;
            }
        };
    }

    /** The targets. */
    Table targets() {
        return new Table(head, new @Nullable Column[]{column}, items.size(),
                hasLines ? Arrays.copyOf(lines, items.size()) : new int[0], digest, first);
    }

    boolean hasTargets() {
        return targets().countMissing(0) < count();
    }

    /** Refuses items without targets, which cannot train. */
    void requireTargets(String remedy) {
        Table targets = targets();
        int missing = targets.countMissing(0);
        if (missing == count()) {
            throw new DataException(source() + " says of none of its " + count() + " rows what is to be predicted; "
                    + remedy);
        }
        CellEncoding.requireNothingMissing(targets, new int[]{0}, CellEncoding.NO_RULE);
    }
}
