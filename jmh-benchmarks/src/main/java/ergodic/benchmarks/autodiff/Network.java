package ergodic.benchmarks.autodiff;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A posterior whose gradient is timed, with its data. The same numbers go to all libraries that are compared.
 *
 * @param name
 *            short name, by which it is chosen
 * @param description
 *            what it is, for tables
 * @param rows
 *            number of rows
 * @param program
 *            outputs {@code logDensity} and its gradient; a global input {@code rowWeight}
 * @param columns
 *            data of the row inputs, {@code [rows][elements]}
 * @param thetaScale
 *            parameters are drawn uniformly from (-thetaScale, thetaScale)
 */
public record Network(String name, String description, int rows, Program program, Map<String, double[]> columns,
        double thetaScale) {

    private static final long DATA_SEED = 1;
    private static final long THETA_SEED = 2;

    /** How the data of the row inputs are drawn: by name; inputs that are not named are uniform in (-1.5, 1.5). */
    interface Column {

        /** A number of a column. */
        double draw(SplittableRandom random);

        /** Whole numbers from 0 below a bound: classes. */
        static Column classes(int bound) {
            return random -> random.nextInt(bound);
        }

        /** Numbers between bounds. */
        static Column uniform(double from, double to) {
            return random -> random.nextDouble(from, to);
        }
    }

    /**
     * A network with drawn data.
     *
     * @param logDensity
     *            program with the output {@code logDensity}
     * @param draws
     *            how row inputs are drawn, by name
     */
    static Network of(String name, String description, int rows, Program logDensity, Map<String, Column> draws,
            double thetaScale) {
        Column otherwise = Column.uniform(-1.5, 1.5);
        SplittableRandom random = new SplittableRandom(DATA_SEED);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Node node : logDensity.inputs(Op.InputKind.ROW)) {
            String input = ((Op.Input) node.op()).name();
            Column column = draws.getOrDefault(input, otherwise);
            double[] values = new double[rows * node.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.draw(random);
            }
            columns.put(input, values);
        }
        return new Network(name, description, rows, ReverseMode.gradient(logDensity, "logDensity"), columns,
                thetaScale);
    }

    /** The network compiled for its data. */
    public CompiledProgram compile(CompileOptions options) {
        CompiledProgram compiled = CompiledProgram.compile(program, RowData.of(rows, columns), options);
        compiled.setGlobal("rowWeight", 1);
        return compiled;
    }

    /** The same with all rows so many times. */
    public Network repeated(int times) {
        Map<String, double[]> more = new LinkedHashMap<>();
        columns.forEach((input, values) -> {
            double[] repeated = new double[times * values.length];
            for (int i = 0; i < times; i++) {
                System.arraycopy(values, 0, repeated, i * values.length, values.length);
            }
            more.put(input, repeated);
        });
        return new Network(name, description, times * rows, program, more, thetaScale);
    }

    /** Number of parameters. */
    public int parameterCount() {
        int count = 0;
        for (Node node : program.inputs(Op.InputKind.PARAMETER)) {
            count += node.shape().size();
        }
        return count;
    }

    /** The parameters at which the gradient is timed. */
    public double[] theta() {
        return new SplittableRandom(THETA_SEED).doubles(parameterCount(), -thetaScale, thetaScale).toArray();
    }
}
