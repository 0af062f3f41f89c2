package ergodic.autodiff.compile;

import ergodic.autodiff.compile.plan.Blocks;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import ergodic.autodiff.compile.running.RowOutput;
import ergodic.autodiff.compile.running.TiledRows;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates at all rows on one thread, and looks at the clock after each instruction. */
final class Profiler {

    private final Plan plan;
    private final TiledRows data;
    private final RowOutput[][] outputs;
    private final MemorySegment arena;
    private final Map<String, Integer> indices = new LinkedHashMap<>(); // cold: asked once an instruction
    /** For each stage and each part of it, the index of each instruction's operator. */
    private final int[][][] operators;
    private final int loading;
    private final int storing;
    private final long[] nanos;
    private final double clock;
    private final long[] looks;
    /** As in a {@code StageRunner}. */
    private boolean loaded;
    private long last;

    Profiler(Plan plan, TiledRows data, RowOutput[][] outputs, MemorySegment arena) {
        this.plan = plan;
        this.data = data;
        this.outputs = outputs;
        this.arena = arena;
        Stage[] stages = plan.stages();
        this.operators = new int[stages.length][4][];
        for (int s = 0; s < stages.length; s++) {
            operators[s][0] = indices(stages[s].prepare());
            operators[s][1] = indices(stages[s].before());
            operators[s][2] = indices(stages[s].body());
            operators[s][3] = indices(stages[s].after());
        }
        this.loading = index(Profile.LOADING);
        this.storing = index(Profile.STORING);
        this.nanos = new long[indices.size()];
        this.looks = new long[indices.size()];
        this.clock = clock();
    }

    private int[] indices(Instruction[] instructions) {
        int[] result = new int[instructions.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = index(instructions[i].operator());
        }
        return result;
    }

    private int index(String operator) {
        return indices.computeIfAbsent(operator, name -> indices.size()); // cold: once an instruction
    }

    /** What looking at the clock takes. */
    private static double clock() {
        int looks = 1000;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            for (int k = 1; k < looks; k++) {
                System.nanoTime();
            }
            least = Math.min(least, (double) (System.nanoTime() - begin) / looks);
        }
        return least;
    }

    Profile profile(int evaluations) {
        double[] best = new double[nanos.length];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int i = 0; i < evaluations; i++) {
            Arrays.fill(nanos, 0);
            Arrays.fill(looks, 0);
            evaluate();
            for (int k = 0; k < best.length; k++) {
                best[k] = Math.min(best[k], Math.max(0, nanos[k] - clock * looks[k]));
            }
        }
        Map<String, Long> flops = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            long times = stage.byRow() ? data.rows() : 1;
            // What has no instruction of its own is done with single numbers or joined with others.
            String otherwise = stage.byRow() && indices.containsKey(Profile.LANES) ? Profile.LANES : Profile.SCALARS;
            stage.operators().forEach((name, work) -> flops.merge(indices.containsKey(name) ? name : otherwise,
                    times * work.flops(), Long::sum)); // cold: once a profile
        }
        List<Profile.Operator> result = new ArrayList<>();
        indices.forEach((name, index) -> { // cold: once a profile
            if (looks[index] > 0) {
                result.add(new Profile.Operator(name, best[index], flops.getOrDefault(name, 0L)));
            }
        });
        result.sort(Comparator.comparingDouble(Profile.Operator::nanos).reversed());
        return new Profile(List.copyOf(result));
    }

    private void evaluate() {
        Stage[] stages = plan.stages();
        last = System.nanoTime();
        for (int s = 0; s < stages.length; s++) {
            if (stages[s].byRow()) {
                execute(stages[s].prepare(), operators[s][0], 0, data.rows());
                tiles(s, stages[s]);
            } else {
                execute(stages[s].body(), operators[s][2], 0, data.rows());
            }
        }
    }

    private void tiles(int s, Stage stage) {
        int width = plan.width();
        int tiles = (data.rows() + width - 1) / width;
        int blocks = Blocks.count(tiles, stage.tilesPerBlock());
        List<Stage.TileSlot> inputs = stage.inputs();
        for (int block = 0; block < blocks; block++) {
            execute(stage.before(), operators[s][1], 0, data.rows());
            int end = Blocks.begin(block + 1, blocks, tiles);
            for (int tile = Blocks.begin(block, blocks, tiles); tile < end; tile++) {
                int count = Math.min(width, data.rows() - tile * width);
                int tileWidth = plan.lanes(count);
                if (!loaded) {
                    for (int i = 0; i < inputs.size(); i++) {
                        data.range(tile * width, count, tileWidth, data.offset(inputs.get(i)), inputs.get(i), arena);
                    }
                    Stage.execute(stage.load(), arena, tileWidth, count);
                    look(loading);
                    loaded = plan.staysLoaded() && tiles == 1;
                }
                execute(stage.body(), operators[s][2], tileWidth, count);
                if (outputs[s].length > 0) {
                    for (RowOutput output : outputs[s]) {
                        output.store(tile, tileWidth, arena);
                    }
                    look(storing);
                }
            }
            execute(stage.after(), operators[s][3], 0, data.rows());
        }
    }

    private void execute(Instruction[] instructions, int[] of, int width, int rows) {
        for (int i = 0; i < instructions.length; i++) {
            instructions[i].execute(arena, width, rows);
            look(of[i]);
        }
    }

    private void look(int operator) {
        long now = System.nanoTime();
        nanos[operator] += now - last;
        looks[operator]++;
        last = now;
    }
}
