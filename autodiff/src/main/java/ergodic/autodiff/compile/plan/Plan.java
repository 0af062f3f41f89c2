package ergodic.autodiff.compile.plan;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A compiled program without its arena: stages of instructions, and where inputs and outputs lie. Immutable, shared by all
 * forks and threads.
 */
public final class Plan {

    private static final int LINE = 64;

    /** A global input or output: its first address, its elements, and for outputs their addresses if they are not adjacent. */
    public record GlobalSlot(String name, long address, int size, int[] elements) {}

    /** Initial contents of a constant's buffer. */
    public record Initial(TiledValue value, double[] contents) {}

    /**
     * Where lowering has put a program's values.
     *
     * @param precision
     *            the numbers of values by row
     * @param inputs
     *            parameters and global inputs by name; those that nothing needs are missing
     * @param values
     *            the value of a global node that is an output
     */
    public record Places(Precision precision, Map<String, TiledValue> inputs, List<Initial> constants,
            Function<Node, TiledValue> values) {}

    /** The stage of constants is first and runs once an arena. */
    private final Stage setup;
    private final Stage[] stages;
    private final GlobalSlot[] parameters;
    private final Map<String, GlobalSlot> globalInputs = new LinkedHashMap<>();
    private final Map<String, GlobalSlot> globalOutputs = new LinkedHashMap<>();
    private final GlobalSlot[] gradient;
    private final List<GlobalSlot> constantSlots = new ArrayList<>();
    private final List<double[]> constants = new ArrayList<>();
    private final Program program;
    private final Precision precision;
    private final int width;
    private final long bytes;
    private final boolean staysLoaded;

    public Plan(Program program, List<Stage> stages, Places places, int width, long bytes, boolean staysLoaded) {
        this.program = program;
        this.precision = places.precision();
        this.width = width;
        this.bytes = bytes;
        this.staysLoaded = staysLoaded;
        this.setup = stages.get(0);
        this.stages = stages.subList(1, stages.size()).toArray(Stage[]::new);
        List<GlobalSlot> parameterSlots = new ArrayList<>();
        for (Node node : program.inputs(Op.InputKind.PARAMETER)) {
            String name = ((Op.Input) node.op()).name();
            TiledValue value = places.inputs().get(name);
            parameterSlots.add(value == null ? new GlobalSlot(name, -1, node.shape().size(), new int[0])
                    : slot(name, value));
        }
        this.parameters = parameterSlots.toArray(GlobalSlot[]::new);
        for (Node node : program.inputs(Op.InputKind.GLOBAL)) {
            String name = ((Op.Input) node.op()).name();
            TiledValue value = places.inputs().get(name);
            globalInputs.put(name, value == null ? new GlobalSlot(name, -1, node.shape().size(), new int[0])
                    : slot(name, value));
        }
        boolean[] byRow = new boolean[program.nodes().size()];
        for (Stage stage : stages) {
            stage.outputs().forEach(output -> byRow[program.output(output.name()).id()] = true);
        }
        program.outputs().forEach((name, node) -> {
            if (!byRow[node.id()]) {
                globalOutputs.put(name, slot(name, places.values().apply(node)));
            }
        });
        List<GlobalSlot> parts = new ArrayList<>();
        for (GlobalSlot parameter : parameters) {
            GlobalSlot part = globalOutputs.get("d " + parameter.name());
            if (part != null && part.size() == parameter.size()) {
                parts.add(part);
            }
        }
        this.gradient = parts.size() == parameters.length ? parts.toArray(GlobalSlot[]::new) : new GlobalSlot[0];
        for (Initial constant : places.constants()) {
            constantSlots.add(slot("constant", constant.value()));
            constants.add(constant.contents());
        }
    }

    private static GlobalSlot slot(String name, TiledValue value) {
        int[] elements = new int[value.isDense() ? 0 : value.size()];
        if (elements.length > 0) {
            Runs runs = Runs.cut(TiledValue.whole(value.buffer(), value.dims()), value);
            for (int i = 0; i < elements.length; i++) {
                int step = runs.isNumber[1] ? 0 : 1;
                elements[i] = runs.starts[1][i / runs.elements] + step * (i % runs.elements);
            }
        }
        return new GlobalSlot(name, value.slot().at(0), value.size(), elements);
    }

    /** A new arena with the constants and what depends only on them in place. */
    public MemorySegment newArena(int rows) {
        MemorySegment arena = Arena.ofAuto().allocate(bytes, LINE);
        for (int i = 0; i < constants.size(); i++) {
            MemorySegment.copy(constants.get(i), 0, arena, ValueLayout.JAVA_DOUBLE, constantSlots.get(i).address(),
                    constants.get(i).length);
        }
        Stage.execute(setup.body(), arena, 0, rows);
        return arena;
    }

    public Program program() {
        return program;
    }

    public Stage[] stages() {
        return stages;
    }

    public GlobalSlot[] parameters() {
        return parameters;
    }

    public Map<String, GlobalSlot> globalInputs() {
        return globalInputs;
    }

    public Map<String, GlobalSlot> globalOutputs() {
        return globalOutputs;
    }

    /** Where the derivative by each parameter lies; empty if the program does not compute all of them. */
    public GlobalSlot[] gradient() {
        return gradient;
    }

    /** The numbers of values by row. */
    public Precision precision() {
        return precision;
    }

    /** Lanes that hold this many rows: whole cache lines. */
    public int lanes(int rows) {
        int line = Kernels.LINE / precision.bytes();
        return (rows + line - 1) / line * line;
    }

    /** Whether nothing overwrites a tile's row inputs until another tile is loaded. */
    public boolean staysLoaded() {
        return staysLoaded;
    }

    /** Lanes of a full tile. */
    public int width() {
        return width;
    }

    public long bytes() {
        return bytes;
    }
}
