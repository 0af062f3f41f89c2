package ergodic.nn;

import ergodic.autodiff.DrawBatch;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.Shape;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Forward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An output of a model whose network is linear about a centre, at several draws, each with its centre after it. The network at the centre is computed once for
 * all draws of it, and nothing is derived along parameters in which no draw differs from its centre, such as those that are held: of a last layer the
 * network is passed once, whatever the number of draws. Which parameters differ, and how many draws a centre has, is seen from the draws, and the program is compiled when
 * the first come: it takes no more draws than a centre has, since places that are filled for nothing cost as much as others.
 */
final class CentredForward implements Forward {

    /** Numbers of the draws that are taken at once, centres among them. */
    private static final int MOST_NUMBERS = 4_000_000;
    /** Numbers of a program's draws: what a second-level cache holds, and more draws than one where a network is larger. */
    private static final int MOVING_NUMBERS = 262_144;

    private final Model model;
    private final String output;
    private final Function<Rows, RowData> columns;
    private final int most;
    private final int draws;
    private final List<String> names = new ArrayList<>();
    /** Where each parameter begins in theta; last, the dimension. */
    private final int[] starts;
    private final Shape shape;
    private final BitSet moving;
    private RowData data;
    private @Nullable CompiledProgram compiled;
    /** Draws that the compiled program takes at once. */
    private int together;
    /** The program's theta, and what it gives. */
    private double[] position = new double[0];
    private double[] values = new double[0];

    /**
     * Of these rows.
     *
     * @param most
     *            draws at once, at most
     * @param all
     *            draws in all, which are taken in batches of about the same size, so that few places are filled for nothing
     */
    CentredForward(Model model, String output, RowData data, Function<Rows, RowData> columns, int most, int all) {
        this(model, output, data, columns, most, all, new BitSet());
    }

    private CentredForward(Model model, String output, RowData data, Function<Rows, RowData> columns, int most, int all,
            BitSet moving) {
        this.model = model;
        this.output = output;
        this.data = data;
        this.columns = columns;
        this.most = most;
        int fitting = Math.clamp(MOST_NUMBERS / (2L * model.dimension()), 1, most);
        int wanted = Math.max(1, all);
        this.draws = Math.ceilDiv(wanted, Math.ceilDiv(wanted, fitting));
        this.moving = moving;
        Program program = model.program(output);
        this.shape = program.output(output).shape();
        List<Node> parameters = program.inputs(Op.InputKind.PARAMETER);
        this.starts = new int[parameters.size() + 1];
        for (int i = 0; i < parameters.size(); i++) {
            names.add(((Op.Input) parameters.get(i).op()).name());
            starts[i + 1] = starts[i] + parameters.get(i).shape().size();
        }
    }

    /** The same over other rows, for so many draws in all. */
    CentredForward over(RowData rows, int all) {
        CentredForward other = new CentredForward(model, output, rows, columns, most, all, (BitSet) moving.clone());
        CompiledProgram program = compiled;
        if (program != null && other.draws == draws) {
            other.compiled = program.withRows(rows);
            other.together = together;
        }
        return other;
    }

    /** Draws of a centre that the program takes at once; 0 before the first came. */
    int ofOneCentre() {
        return together;
    }

    @Override
    public int draws() {
        return draws;
    }

    @Override
    public void replaceRows(Rows rows) {
        data = columns.apply(rows);
        CompiledProgram program = compiled;
        if (program != null) {
            program.replaceRows(data);
        }
    }

    @Override
    public void evaluateInto(double[] thetas, double[] parameters) {
        CompiledProgram program = programOf(thetas);
        int d = model.dimension();
        int size = shape.size();
        int rows = shape.isByRow() ? data.rows() : 1;
        if (position.length != program.parameterCount()) {
            position = new double[program.parameterCount()];
        }
        if (values.length != rows * together * size) {
            values = new double[rows * together * size];
        }
        int first = 0;
        while (first < draws) {
            int count = 1;
            while (count < together && first + count < draws && sameCentre(thetas, first, first + count)) {
                count++;
            }
            int at = 0;
            for (int i = 0; i < together; i++) {
                int theta = (first + Math.min(i, count - 1)) * 2 * d;
                for (int p = moving.nextSetBit(0); p >= 0; p = moving.nextSetBit(p + 1)) {
                    System.arraycopy(thetas, theta + starts[p], position, at, starts[p + 1] - starts[p]);
                    at += starts[p + 1] - starts[p];
                }
                if (i == 0) {
                    System.arraycopy(thetas, theta + d, position, at, d);
                    at += d;
                }
            }
            program.run(position);
            program.outputInto(output, values);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, row * together * size, parameters, (row * draws + first) * size,
                        count * size);
            }
            first += count;
        }
    }

    private boolean sameCentre(double[] thetas, int one, int other) {
        int d = model.dimension();
        return Arrays.equals(thetas, (2 * one + 1) * d, (2 * one + 2) * d, thetas, (2 * other + 1) * d,
                (2 * other + 2) * d);
    }

    /** The program in which what differs from a centre in these draws, or did in those before, moves. */
    private CompiledProgram programOf(double[] thetas) {
        int d = model.dimension();
        int before = moving.cardinality();
        for (int p = 0; p < names.size(); p++) {
            for (int theta = 0; !moving.get(p) && theta < draws * 2 * d; theta += 2 * d) {
                if (!Arrays.equals(thetas, theta + starts[p], theta + starts[p + 1], thetas, theta + d + starts[p],
                        theta + d + starts[p + 1])) {
                    moving.set(p);
                }
            }
        }
        CompiledProgram program = compiled;
        if (program == null || moving.cardinality() > before) {
            program = CompiledProgram.compile(batch(ofOneCentre(thetas)), data);
            compiled = program;
        }
        return program;
    }

    /** The most draws of one centre that follow one another. */
    private int ofOneCentre(double[] thetas) {
        int most = 1;
        for (int first = 0, next = 1; next < draws; next++) {
            if (!sameCentre(thetas, first, next)) {
                first = next;
            }
            most = Math.max(most, next - first + 1);
        }
        return most;
    }

    private Program batch(int ofOneCentre) {
        Set<String> moved = new HashSet<>();
        int numbers = 0;
        for (int p = moving.nextSetBit(0); p >= 0; p = moving.nextSetBit(p + 1)) {
            moved.add(names.get(p));
            numbers += starts[p + 1] - starts[p];
        }
        Program one = model.linearisedProgram(output, moved::contains);
        int fitting = Math.clamp(
                Math.min(MOVING_NUMBERS / Math.max(1, numbers), CompiledForward.NODES / one.nodes().size()), 1,
                ofOneCentre);
        together = Math.ceilDiv(ofOneCentre, Math.ceilDiv(ofOneCentre, fitting));
        return DrawBatch.of(one, output, together, name -> !moved.contains(name));
    }
}
