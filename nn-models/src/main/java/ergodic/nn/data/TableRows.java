package ergodic.nn.data;

import ergodic.nn.data.TableBuilder.Use;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows of other tables: their columns are found by name or by position. */
final class TableRows implements LaterRows {

    private static final int CHECKED = 4096;

    private final CellEncoding cells;
    private final TableHead trained;
    private final int[] featureColumns;
    private final int targetColumn;
    private final int[] besideColumns;
    private final @Nullable Delimiter delimiter;
    private final HeaderMode header;

    /** Of the table that was trained on, its columns, and how it was read. */
    TableRows(CellEncoding cells, TableHead trained, Roles roles, @Nullable Delimiter delimiter, HeaderMode header) {
        this.cells = cells;
        this.trained = new TableHead(trained.source(), trained.names(), trained.hasHeader(), trained.nameless(),
                List.of(), List.of());
        this.featureColumns = roles.features();
        this.targetColumn = roles.target();
        this.besideColumns = roles.besideColumns();
        this.delimiter = delimiter;
        this.header = header;
    }

    @Override
    public Rows read(Path file, List<String> notes) {
        GapCounts counts = cells.counts("");
        Rows rows = read(file, counts);
        notes.addAll(GapCounts.sentences(cells.rows().features(), cells.rules(), counts));
        return rows;
    }

    /** The same, with what is missing in it counted. */
    Rows read(Path file, GapCounts counts) {
        Table table = TableReader.read(file, delimiter, header, cells.rules(), this::uses);
        int[] found = find(table.head());
        int target = targetIn(table.head());
        if (cells.rules().missing() == MissingRule.REFUSE) {
            CellEncoding.requireNothingMissing(table, found, CellEncoding.RULE);
        }
        boolean known = cells.targets(table, target, besideIn(table.head()));
        return cells.encodeLater(table, found, besideIn(table.head(), known), known ? target : -1, counts);
    }

    @Override
    public RowFile.Source source(Path file, boolean wanted) {
        return new InBlocks(file, wanted);
    }

    @Override
    public void show(double[] inputs, int offset, ItemCanvas canvas) {
        DecodedInputs.show(cells.rows().shape(), cells.rows().features(), inputs, offset, canvas);
    }

    private Use[] uses(TableHead head) {
        List<FeatureEncoding> features = cells.rows().features();
        Use[] uses = new Use[head.columns()];
        Arrays.fill(uses, Use.NONE);
        int[] found = find(head);
        for (int i = 0; i < found.length; i++) {
            uses[found[i]] = features.get(i).isText() ? Use.TEXT : Use.NUMBERS;
        }
        for (int column : besideIn(head)) {
            if (column >= 0 && uses[column] == Use.NONE) {
                uses[column] = Use.NUMBERS;
            }
        }
        if (targetIn(head) >= 0) {
            uses[targetIn(head)] = cells.target().classes().isEmpty() ? Use.NUMBERS : Use.TEXT;
        }
        return uses;
    }

    /** Columns of another table that hold the features. */
    private int[] find(TableHead head) {
        int count = cells.rows().features().size();
        if (trained.hasHeader() && head.hasHeader()) {
            int[] found = new int[count];
            List<String> absent = new ArrayList<>();
            for (int i = 0; i < found.length; i++) {
                String name = cells.rows().features().get(i).name();
                found[i] = head.names().indexOf(name);
                if (found[i] < 0) {
                    absent.add("\"" + name + "\"" + Nearest.hint(name, head.names()));
                }
            }
            if (!absent.isEmpty()) {
                throw new DataException(head.source() + ": the " + Counted.noun(absent.size(), "feature") + " "
                        + FeatureEncoding.shortened(absent) + " " + Counted.is(absent.size())
                        + " not among its columns (" + FeatureEncoding.shortened(head.names()) + ")");
            }
            return found;
        }
        if (head.columns() == trained.columns()) {
            return featureColumns;
        }
        if (head.columns() == count) {
            return cells.places();
        }
        throw new DataException(head.source() + " has " + Counted.of(head.columns(), "column") + "; expected the "
                + trained.columns() + " of " + trained.source() + ", or its " + Counted.of(count, "feature")
                + " in their order");
    }

    /** Column of another table that holds the target, or -1. */
    private int targetIn(TableHead head) {
        if (trained.hasHeader() && head.hasHeader()) {
            return head.names().indexOf(cells.target().name());
        }
        return head.columns() == trained.columns() ? targetColumn : -1;
    }

    /** Columns of another table that stand beside the inputs, -1 where they are not there. */
    private int[] besideIn(TableHead head) {
        if (trained.hasHeader() && head.hasHeader()) {
            return cells.beside().stream().mapToInt(column -> head.names().indexOf(column.name())).toArray();
        }
        return head.columns() == trained.columns() ? besideColumns : cells.nowhere();
    }

    /** The same, of further targets none unless they are wanted. */
    private int[] besideIn(TableHead head, boolean targets) {
        return targets ? besideIn(head) : cells.withoutTargets(besideIn(head));
    }

    private final class InBlocks implements RowFile.Source {

        private final Path file;
        private final boolean wanted;
        private String name = "";
        private int count;
        private boolean targets;
        private int missing;
        private final List<String> places = new ArrayList<>();
        private final GapCounts counts = cells.counts("");

        private InBlocks(Path file, boolean wanted) {
            this.file = file;
            this.wanted = wanted;
        }

        @Override
        public RowFile.Survey survey() {
            inBlocks(CHECKED, this::check);
            if (missing > 0) {
                throw new DataException(CellEncoding.missing(name, missing, places, CellEncoding.RULE));
            }
            if (count == 0) {
                throw new DataException(
                        name + ": values are missing in all of its rows, so that none is left to predict");
            }
            return new RowFile.Survey(count, targets, GapCounts.sentences(cells.rows().features(),
                    cells.rules(), counts));
        }

        @Override
        public void read(int most, boolean withTargets, Consumer<Rows> take) {
            inBlocks(most, table -> take.accept(cells.encodeLater(table, find(table.head()),
                    besideIn(table.head(), withTargets), withTargets ? targetIn(table.head()) : -1, cells.counts(""))));
        }

        private void inBlocks(int most, Consumer<Table> take) {
            RowBlocks blocks = new RowBlocks(TableRows.this::uses, most, take);
            TableReader.read(file, delimiter, header, cells.rules(), blocks);
            blocks.finish();
        }

        private void check(Table table) {
            name = table.source();
            int[] features = find(table.head());
            int target = wanted ? targetIn(table.head()) : -1;
            int[] beside = besideIn(table.head(), wanted);
            targets |= cells.targets(table, target, beside);
            int here = cells.rules().missing() == MissingRule.REFUSE ? table.countMissing(features) : 0;
            if (here > 0) {
                missing += here;
                places.addAll(table.missingCells(features, Math.max(0, CellEncoding.SHOWN - places.size())));
            } else if (missing == 0) {
                count += cells.encodeLater(table, features, beside, target, counts).count();
            }
        }
    }
}
