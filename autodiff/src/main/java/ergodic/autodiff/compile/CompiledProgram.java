package ergodic.autodiff.compile;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.Program;
import ergodic.autodiff.compile.lowering.Planner;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import ergodic.autodiff.compile.plan.Work;
import ergodic.autodiff.compile.running.Crew;
import ergodic.autodiff.compile.running.RowOutput;
import ergodic.autodiff.compile.running.Selection;
import ergodic.autodiff.compile.running.StageRunner;
import ergodic.autodiff.compile.running.TiledRows;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program ready to be evaluated: a plan, its row data, and an arena of its own. Evaluations allocate nothing. One instance a
 * thread; {@link #fork()} makes more that share plan and data. Evaluating twice with the same inputs gives the same bits.
 *
 * <p>
 * The arena does not grow with the number of rows: rows are processed in tiles, forward and backward. Only outputs by row are
 * stored for all rows.
 */
// Longer than 400 lines because it is the way in: each way to compile, run and look into a program stands here with its contract.
public final class CompiledProgram {

    /** So many numbers are copied sooner by a loop than by a call that copies memory. */
    private static final int FEW = 4;

    private final Plan plan;
    private final CompileOptions options;
    private final TiledRows data;
    private final StageRunner runner;
    private final MemorySegment arena;
    private final Map<String, RowOutput> rowOutputs = new LinkedHashMap<>();
    private final RowOutput[][] stored;
    private final int parameterCount;
    private final Selection selection = new Selection();
    private final Crew crew;

    private CompiledProgram(Plan plan, CompileOptions options, TiledRows data) {
        this.plan = plan;
        this.options = options;
        this.data = data;
        Stage[] stages = plan.stages();
        this.stored = new RowOutput[stages.length][];
        for (int s = 0; s < stages.length; s++) {
            List<Stage.TileSlot> outputs = stages[s].outputs();
            stored[s] = new RowOutput[outputs.size()];
            for (int i = 0; i < stored[s].length; i++) {
                stored[s][i] = new RowOutput(outputs.get(i), plan, data.rows());
                rowOutputs.put(outputs.get(i).name(), stored[s][i]);
            }
        }
        this.runner = new StageRunner(plan, data, stored);
        this.arena = runner.arena;
        this.crew = new Crew(plan, data, stored, selection, runner, options.threads(), options.measured());
        int count = 0;
        for (Plan.GlobalSlot parameter : plan.parameters()) {
            count += parameter.size();
        }
        this.parameterCount = count;
    }

    /**
     * Compiles a program for its data.
     *
     * @throws IllegalArgumentException
     *             if a needed row input has no data or data of another size
     */
    public static CompiledProgram compile(Program program, RowData rows, CompileOptions options) {
        Plan plan = Planner.plan(program, options.kernels(), options.rowKernels(), options.tileRows(),
                options.blockTiles(), rows.rows());
        return new CompiledProgram(plan, options, rows.tiled(plan));
    }

    /** Compiles a program for its data with the machine's kernels. */
    public static CompiledProgram compile(Program program, RowData rows) {
        return compile(program, rows, CompileOptions.defaults());
    }

    /** Another instance with the same plan and data and the present values of the global inputs, for another thread. */
    public CompiledProgram fork() {
        return withGlobals(new CompiledProgram(plan, options, data));
    }

    /** Another instance with the same plan for other rows, such as those to be predicted. */
    public CompiledProgram withRows(RowData rows) {
        return withGlobals(new CompiledProgram(plan, options, rows.tiled(plan)));
    }

    /**
     * Puts other rows, as many, in the place of this instance's own, without taking memory: for rows that change at each evaluation.
     * Its forks have them too, and must not be used any more.
     *
     * @throws IllegalStateException
     *             if several threads evaluate
     */
    public void replaceRows(RowData rows) {
        if (options.threads() > 1) {
            throw new IllegalStateException("rows can be replaced only where one thread evaluates");
        }
        rows.into(data);
        runner.reload();
    }

    /**
     * Another instance with the same plan and data that evaluates with at most so many threads; how many are used is decided by
     * measured times. The results are the same, bit for bit. The threads are daemons and end when the instance is
     * no longer reachable.
     */
    public CompiledProgram withThreads(int most) {
        return withGlobals(new CompiledProgram(plan, options.withThreads(most), data));
    }

    /** The same with a fixed number of threads, whether or not that is faster. */
    public CompiledProgram withFixedThreads(int threads) {
        return withGlobals(new CompiledProgram(plan, options.withFixedThreads(threads), data));
    }

    private CompiledProgram withGlobals(CompiledProgram other) {
        for (Plan.GlobalSlot input : plan.globalInputs().values()) {
            if (input.address() >= 0) {
                MemorySegment.copy(arena, input.address(), other.arena, input.address(), 8L * input.size());
            }
        }
        return other;
    }

    /** The program as it was given. */
    public Program program() {
        return plan.program();
    }

    /** How it was compiled. */
    public CompileOptions options() {
        return options;
    }

    /** Number of rows of the data. */
    public int rows() {
        return data.rows();
    }

    /** Rows of a full tile. */
    public int tileRows() {
        return plan.width();
    }

    /** Length of theta. */
    public int parameterCount() {
        return parameterCount;
    }

    /** Size of the arena in bytes. */
    public long arenaBytes() {
        return plan.bytes();
    }

    /** Sets a global input (row-major); it stays until it is set again, and is 0 before. */
    public void setGlobal(String input, double... values) { // cold: seldom, and an array can be given
        Plan.GlobalSlot slot = globalInput(input, values.length);
        for (int i = 0; i < values.length && slot.address() >= 0; i++) {
            arena.set(JAVA_DOUBLE, slot.address() + 8L * i, values[i]);
        }
    }

    /** Sets a global input of one number. */
    public void setGlobal(String input, double value) {
        Plan.GlobalSlot slot = globalInput(input, 1);
        if (slot.address() >= 0) {
            arena.set(JAVA_DOUBLE, slot.address(), value);
        }
    }

    private Plan.GlobalSlot globalInput(String input, int size) {
        Plan.GlobalSlot slot = plan.globalInputs().get(input);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "no global input \"" + input + "\"; there are " + plan.globalInputs().keySet());
        }
        if (slot.size() != size) {
            throw new IllegalArgumentException(
                    "global input \"" + input + "\" has " + slot.size() + " numbers, not " + size);
        }
        return slot;
    }

    /**
     * Evaluates at all rows.
     *
     * @param theta
     *            all parameters in the order of their declaration, each row-major
     */
    public void run(double[] theta) {
        selection.all(data.rows());
        evaluate(theta);
    }

    /**
     * Evaluates at some rows, in this order; a row may come more than once.
     *
     * @param theta
     *            all parameters
     * @param rows
     *            numbers of rows, of which the first {@code count} are used
     * @throws IndexOutOfBoundsException
     *             if a number is no row of the data
     */
    public void run(double[] theta, int[] rows, int count) {
        selection.some(rows, count, data.rows());
        for (RowOutput[] ofStage : stored) {
            for (RowOutput output : ofStage) {
                output.reserve(count);
            }
        }
        evaluate(theta);
    }

    /**
     * Evaluates at rows that follow each other; faster than naming each.
     *
     * @param theta
     *            all parameters
     * @param first
     *            the first row
     * @param count
     *            number of rows
     * @throws IndexOutOfBoundsException
     *             if they are not all rows of the data
     */
    public void run(double[] theta, int first, int count) {
        selection.range(first, count, data.rows());
        evaluate(theta);
    }

    /**
     * Where the time of an evaluation at all rows goes, on one thread: the same instructions in the same order, each
     * timed, several times. What the last evaluation gave is lost.
     *
     * @param theta
     *            all parameters
     * @param evaluations
     *            how often; the shortest time of each operator counts
     */
    public Profile profile(double[] theta, int evaluations) {
        return profile(theta, evaluations, data.rows());
    }

    /**
     * The same at the first rows.
     *
     * @param most
     *            how many rows at most
     */
    public Profile profile(double[] theta, int evaluations, int most) {
        if (most < data.rows()) {
            // Rows that stay in the arena must not be replaced by fewer.
            CompiledProgram other = fork();
            other.setParameters(theta);
            return new Profiler(plan, data, other.stored, other.arena, most).profile(evaluations);
        }
        setParameters(theta);
        return new Profiler(plan, data, stored, arena, data.rows()).profile(evaluations);
    }

    /**
     * Floating point operations of an evaluation, counted from the program's shapes: a multiply-add is two, an element of
     * any other function one.
     *
     * @param rows
     *            number of rows
     */
    public long flops(int rows) {
        long flops = 0;
        for (Stage stage : plan.stages()) {
            for (Work work : stage.operators().values()) {
                flops += work.flops() * (stage.byRow() ? rows : 1L);
            }
        }
        return flops;
    }

    private void evaluate(double[] theta) {
        setParameters(theta);
        Stage[] stages = plan.stages();
        crew.begin();
        for (int s = 0; s < stages.length; s++) {
            if (stages[s].byRow()) {
                crew.run(s, stages[s]);
            } else {
                Stage.execute(stages[s].body(), arena, 0, selection.count());
            }
        }
        crew.end();
    }

    private void setParameters(double[] theta) {
        if (theta.length != parameterCount) {
            throw new IllegalArgumentException(
                    "theta has " + theta.length + " numbers; the program has " + parameterCount + " parameters");
        }
        int at = 0;
        for (Plan.GlobalSlot parameter : plan.parameters()) {
            if (parameter.address() >= 0) {
                if (parameter.size() <= FEW) {
                    for (int i = 0; i < parameter.size(); i++) {
                        arena.set(JAVA_DOUBLE, parameter.address() + 8L * i, theta[at + i]);
                    }
                } else {
                    MemorySegment.copy(theta, at, arena, JAVA_DOUBLE, parameter.address(), parameter.size());
                }
            }
            at += parameter.size();
        }
    }

    /** Value of a scalar output after an evaluation. */
    public double scalar(String output) {
        Plan.GlobalSlot slot = plan.globalOutputs().get(output);
        if (slot == null || slot.size() != 1) {
            throw new IllegalArgumentException(
                    "no scalar output \"" + output + "\" in " + program().outputs().keySet());
        }
        return arena.get(JAVA_DOUBLE, slot.address());
    }

    /** Numbers of an output after an evaluation: its size, times the rows evaluated if it is by row. */
    public int outputSize(String output) {
        int size = program().output(output).shape().size();
        return program().output(output).shape().isByRow() ? size * selection.count() : size;
    }

    /**
     * Copies an output of the last evaluation, row-major; one by row as {@code [rows][elements]} for the rows that were evaluated.
     *
     * @param into
     *            at least {@link #outputSize} long
     */
    public void outputInto(String output, double[] into) {
        int total = outputSize(output);
        if (into.length < total) {
            throw new IllegalArgumentException(
                    "output \"" + output + "\" has " + total + " numbers; the array has " + into.length);
        }
        RowOutput byRow = rowOutputs.get(output);
        if (byRow != null) {
            byRow.into(into, selection.count());
            return;
        }
        Plan.GlobalSlot slot = plan.globalOutputs().get(output);
        if (slot == null) {
            throw new IllegalStateException("output \"" + output + "\" was not computed");
        }
        if (total == 0) {
            return;
        }
        copy(slot, into, 0);
        // An output by row that is the same for all rows is kept once.
        for (int i = slot.size(); i < total; i++) {
            into[i] = into[i - slot.size()];
        }
    }

    /**
     * Copies the gradient: the outputs {@code d <parameter>} in the order of theta.
     *
     * @throws IllegalStateException
     *             if the program has no such output for some parameter
     */
    public void gradientInto(double[] gradient) {
        Plan.GlobalSlot[] parts = plan.gradient();
        if (parts.length != plan.parameters().length) {
            throw new IllegalStateException(
                    "the program has no gradient: its outputs are " + program().outputs().keySet());
        }
        if (gradient.length != parameterCount) {
            throw new IllegalArgumentException(
                    "the gradient has " + parameterCount + " numbers; the array has " + gradient.length);
        }
        int at = 0;
        for (Plan.GlobalSlot part : parts) {
            copy(part, gradient, at);
            at += part.size();
        }
    }

    private void copy(Plan.GlobalSlot slot, double[] into, int at) {
        if (slot.elements().length == 0) {
            if (slot.size() <= FEW) {
                for (int i = 0; i < slot.size(); i++) {
                    into[at + i] = arena.get(JAVA_DOUBLE, slot.address() + 8L * i);
                }
                return;
            }
            MemorySegment.copy(arena, JAVA_DOUBLE, slot.address(), into, at, slot.size());
            return;
        }
        for (int i = 0; i < slot.size(); i++) {
            into[at + i] = arena.get(JAVA_DOUBLE, slot.address() + 8L * slot.elements()[i]);
        }
    }
}
