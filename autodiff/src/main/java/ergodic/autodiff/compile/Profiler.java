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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates at rows on one thread, and looks at the clock after each instruction. */
final class Profiler {

    private final Plan plan;
    private final TiledRows data;
    private final double[] space;
    private final RowOutput[][] outputs;
    private final MemorySegment arena;
    private final Map<String, Integer> indices = new LinkedHashMap<>(); // cold: asked once an instruction
    /** For each stage and each part of it, the index of each instruction's operator. */
    private final int[][][] operators;
    private final int loading;
    private final int storing;
    /** Names of the parts of the model, and for each instruction those of its steps, laid out as {@link #operators}. */
    private final Map<String, Integer> partIndices = new LinkedHashMap<>(Map.of("", 0)); // cold: asked once an instruction
    private final int[][][][] parts;
    private final double[] partNanos;
    private final int rows;
    private final long[] nanos;
    private final double clock;
    private final long[] looks;
    /** As in a {@code StageRunner}. */
    private boolean loaded;
    private long last;

    /** Of the first rows. */
    Profiler(Plan plan, TiledRows data, RowOutput[][] outputs, MemorySegment arena, int rows) {
        this.rows = rows;
        this.plan = plan;
        this.data = data;
        this.space = data.newSpace();
        this.outputs = outputs;
        this.arena = arena;
        Stage[] stages = plan.stages();
        this.operators = new int[stages.length][4][];
        this.parts = new int[stages.length][4][][];
        for (int s = 0; s < stages.length; s++) {
            Instruction[][] all = {stages[s].prepare(), stages[s].before(), stages[s].body(), stages[s].after()};
            for (int i = 0; i < all.length; i++) {
                operators[s][i] = indices(all[i]);
                parts[s][i] = parts(all[i]);
            }
        }
        this.loading = index(Profile.LOADING);
        this.storing = index(Profile.STORING);
        this.nanos = new long[indices.size()];
        this.looks = new long[indices.size()];
        this.partNanos = new double[partIndices.size()];
        this.clock = clock();
    }

    private int[] indices(Instruction[] instructions) {
        int[] result = new int[instructions.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = index(instructions[i].operator());
        }
        return result;
    }

    private int[][] parts(Instruction[] instructions) {
        int[][] result = new int[instructions.length][];
        for (int i = 0; i < result.length; i++) {
            List<String> names = instructions[i].parts();
            result[i] = new int[Math.max(1, names.size())];
            for (int k = 0; k < names.size(); k++) {
                result[i][k] = partIndices.computeIfAbsent(names.get(k), name -> partIndices.size()); // cold: once
            }
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
        double[] bestOfParts = new double[partNanos.length];
        Arrays.fill(bestOfParts, Double.POSITIVE_INFINITY);
        for (int i = 0; i < evaluations; i++) {
            Arrays.fill(nanos, 0);
            Arrays.fill(looks, 0);
            Arrays.fill(partNanos, 0);
            evaluate();
            for (int k = 0; k < best.length; k++) {
                best[k] = Math.min(best[k], Math.max(0, nanos[k] - clock * looks[k]));
            }
            for (int k = 0; k < bestOfParts.length; k++) {
                bestOfParts[k] = Math.min(bestOfParts[k], Math.max(0, partNanos[k]));
            }
        }
        Map<String, Long> flops = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            long times = stage.byRow() ? rows : 1;
            Set<String> own = names(stage);
            // What has no instruction of its own here is joined with others or done with single numbers.
            String joined = own.contains(Profile.STRIPS) ? Profile.STRIPS
                    : own.contains(Profile.LANES) ? Profile.LANES : Profile.SCALARS;
            stage.operators().forEach((name, work) -> flops.merge(own.contains(name) ? name : joined,
                    times * work.flops(), Long::sum)); // cold: once a profile
        }
        List<Profile.Operator> result = new ArrayList<>();
        indices.forEach((name, index) -> { // cold: once a profile
            if (looks[index] > 0) {
                result.add(new Profile.Operator(name, best[index], flops.getOrDefault(name, 0L)));
            }
        });
        result.sort(Comparator.comparingDouble(Profile.Operator::nanos).reversed());
        Map<String, Double> byPart = new LinkedHashMap<>();
        partIndices.forEach((name, index) -> byPart.put(name, bestOfParts[index])); // cold: once a profile
        return new Profile(result, byPart);
    }

    private static Set<String> names(Stage stage) { // cold: once a profile
        Set<String> names = new HashSet<>(); // cold: once a profile
        for (Instruction[] instructions : List.of(stage.prepare(), stage.before(), stage.body(), stage.after())) {
            for (Instruction instruction : instructions) {
                names.add(instruction.operator());
            }
        }
        return names;
    }

    private void evaluate() {
        Stage[] stages = plan.stages();
        last = System.nanoTime();
        for (int s = 0; s < stages.length; s++) {
            if (stages[s].byRow()) {
                execute(s, 0, stages[s].prepare(), 0, rows);
                tiles(s, stages[s]);
            } else {
                execute(s, 2, stages[s].body(), 0, rows);
            }
        }
    }

    private void tiles(int s, Stage stage) {
        int width = plan.width();
        int tiles = (rows + width - 1) / width;
        int blocks = Blocks.count(tiles, stage.tilesPerBlock());
        List<Stage.TileSlot> inputs = stage.inputs();
        for (int block = 0; block < blocks; block++) {
            execute(s, 1, stage.before(), 0, rows);
            int end = Blocks.begin(block + 1, blocks, tiles);
            for (int tile = Blocks.begin(block, blocks, tiles); tile < end; tile++) {
                int count = Math.min(width, rows - tile * width);
                int tileWidth = plan.lanes(count);
                if (!loaded) {
                    for (int i = 0; i < inputs.size(); i++) {
                        data.range(tile * width, count, tileWidth, data.offset(inputs.get(i)), inputs.get(i), arena,
                                space);
                    }
                    Stage.execute(stage.load(), arena, tileWidth, count);
                    partNanos[0] += look(loading) - clock;
                    loaded = plan.staysLoaded() && tiles == 1;
                }
                execute(s, 2, stage.body(), tileWidth, count);
                if (outputs[s].length > 0) {
                    for (RowOutput output : outputs[s]) {
                        output.store(tile, tileWidth, arena);
                    }
                    partNanos[0] += look(storing) - clock;
                }
            }
            execute(s, 3, stage.after(), 0, rows);
        }
    }

    private void execute(int stage, int kind, Instruction[] instructions, int width, int count) {
        int[] of = operators[stage][kind];
        int[][] ofModel = parts[stage][kind];
        for (int i = 0; i < instructions.length; i++) {
            instructions[i].execute(arena, width, count);
            double taken = look(of[i]) - clock;
            for (int part : ofModel[i]) {
                partNanos[part] += taken / ofModel[i].length;
            }
        }
    }

    private long look(int operator) {
        long now = System.nanoTime();
        long taken = now - last;
        nanos[operator] += taken;
        looks[operator]++;
        last = now;
        return taken;
    }
}
