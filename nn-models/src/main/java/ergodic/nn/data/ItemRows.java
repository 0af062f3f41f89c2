package ergodic.nn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes items, of the training file and of later ones.
 *
 * @param <T>
 *            an item
 */
final class ItemRows<T> implements LaterRows {

    private static final int CHECKED = 256;

    private final ItemReader<T> reader;
    private final ItemEncoding<T> encoding;
    private final CellEncoding cells;
    private final String target;

    /** Items as this reader reads them, encoded so, with a target of this name. */
    ItemRows(ItemReader<T> reader, ItemEncoding<T> encoding, TargetEncoding targets, String target) {
        this.reader = reader;
        this.encoding = encoding;
        this.cells = new CellEncoding(new RowEncoding(encoding.shape(), encoding.features()), targets,
                TableRules.strict(), List.of());
        this.target = target;
    }

    /** The same encoding, of cells. */
    CellEncoding cells() {
        return cells;
    }

    /** Some of the items. */
    Rows encode(Items<T> items, int[] chosen, boolean withTargets) {
        double @Nullable [] targets = withTargets ? new double[chosen.length] : null;
        Table known = items.targets();
        for (int i = 0; i < chosen.length; i++) {
            T item = items.item(chosen[i]);
            String complaint = encoding.complaint(item);
            if (complaint != null) {
                throw new DataException(items.where(chosen[i]) + ": " + complaint);
            }
            if (targets != null) {
                targets[i] = cells.target(known, 0, chosen[i]);
            }
        }
        return new Rows(chosen.length, encoding.shape(), new ItemNumbers<>(items, encoding).select(chosen), targets,
                CellEncoding.numbers(items.first(), chosen), Beside.NONE, items.first() + items.count());
    }

    @Override
    public Rows read(Path file, List<String> notes) {
        Items<T> items = Items.read(reader, file, target);
        return encode(items, CellEncoding.upTo(items.count()), items.hasTargets());
    }

    @Override
    public RowFile.Source source(Path file, boolean wanted) {
        return new RowFile.Source() {
            @Override
            public RowFile.Survey survey() {
                int[] count = new int[1];
                boolean[] targets = new boolean[1];
                inBlocks(file, CHECKED, items -> {
                    count[0] += items.count();
                    targets[0] |= wanted && items.hasTargets();
                    encode(items, CellEncoding.upTo(items.count()), wanted);
                });
                return new RowFile.Survey(count[0], targets[0], List.of());
            }

            @Override
            public void read(int most, boolean withTargets, Consumer<Rows> take) {
                inBlocks(file, most,
                        items -> take.accept(encode(items, CellEncoding.upTo(items.count()), withTargets)));
            }
        };
    }

    @Override
    public void show(double[] inputs, int offset, ItemCanvas canvas) {
        encoding.show(inputs, offset, canvas);
    }

    private void inBlocks(Path file, int most, Consumer<Items<T>> take) {
        Blocks blocks = new Blocks(String.valueOf(file.getFileName()), most, take);
        reader.read(file, blocks);
        blocks.finish();
        if (blocks.items.first() + blocks.items.count() == 0) {
            throw new DataException(blocks.source + " is empty: there is nothing in it to predict");
        }
    }

    private final class Blocks implements ItemSink<T> {

        private final String source;
        private final int most;
        private final Consumer<Items<T>> full;
        private Items<T> items;

        private Blocks(String source, int most, Consumer<Items<T>> full) {
            this.source = source;
            this.most = most;
            this.full = full;
            this.items = new Items<>(source, target);
        }

        @Override
        public void take(T item, String known, int line) {
            if (items.count() == most) {
                finish();
                items = new Items<T>(source, target).from(items.first() + most);
            }
            items.take(item, known, line);
        }

        private void finish() {
            if (items.count() > 0) {
                full.accept(items);
            }
        }
    }
}
