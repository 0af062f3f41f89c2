package ergodic.nn.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Arrays as a table, so that data in memory and files are checked and encoded by the same code. */
final class MemoryTable {

    private static final String SOURCE = "the data in memory";

    private MemoryTable() {}

    /** Features and, as the last column, the target. */
    static Table of(ArraySpec spec) {
        List<Column> columns = columns(spec.inputs(), spec.names());
        columns.add(target(spec.targetName(), spec.target(), spec.classes()));
        return table(columns, digest(spec));
    }

    /** Features alone. */
    static Table of(double[][] inputs, List<String> names) {
        return table(columns(inputs, names), "");
    }

    /** Features and, as the last column, a target. */
    static Table of(double[][] inputs, List<String> names, double[] targets, TargetEncoding encoding) {
        List<Column> columns = columns(inputs, names);
        columns.add(target(encoding.name(), targets, encoding.classes()));
        return table(columns, "");
    }

    /** Cells as in a file, columns as they are named. */
    static Table ofText(List<List<String>> rows, List<String> names, TableRules rules) {
        StatedWords stated = rules.stated();
        List<List<String>> plain = rows.stream()
                .map(cells -> stated.plain(cells.stream().map(String::strip).toList())).toList();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            columns.add(Column.of(names.get(i), plain.stream().map(cells -> cells.get(column)).toList()));
        }
        return table(columns, "");
    }

    private static List<Column> columns(double[][] inputs, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double[] values = new double[inputs.length];
            for (int row = 0; row < values.length; row++) {
                values[row] = inputs[row][i];
            }
            columns.add(Column.of(names.get(i), values));
        }
        return columns;
    }

    /** Numbers, or the labels that class numbers stand for. */
    private static Column target(String name, double[] target, List<String> classes) {
        if (classes.isEmpty()) {
            return Column.of(name, target.clone());
        }
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < target.length; row++) {
            if (!(target[row] >= 0 && target[row] < classes.size() && target[row] == Math.rint(target[row]))) {
                throw new DataException(
                        SOURCE + ", row " + row + ": the target " + target[row] + " is no number of one of"
                                + " the " + classes.size() + " classes, which are counted from 0");
            }
            labels.add(classes.get((int) target[row]));
        }
        return Column.of(name, labels);
    }

    private static Table table(List<Column> columns, String digest) {
        List<String> names = columns.stream().map(Column::name).toList();
        TableHead head = new TableHead(SOURCE, names, true, Set.of(), List.of(), List.of());
        return new Table(head, columns.toArray(new Column[0]), columns.get(0).size(), new int[0], digest, 0);
    }

    private static String digest(ArraySpec spec) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\n", spec.names()).getBytes(StandardCharsets.UTF_8));
            ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * (spec.names().size() + 1));
            for (int row = 0; row < spec.target().length; row++) {
                buffer.clear();
                for (double value : spec.inputs()[row]) {
                    buffer.putDouble(value);
                }
                digest.update(buffer.putDouble(spec.target()[row]).array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
