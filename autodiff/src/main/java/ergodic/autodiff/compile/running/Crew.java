package ergodic.autodiff.compile.running;

import ergodic.autodiff.compile.plan.Blocks;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages by row of one program: block after block on the calling thread, or parts side by side on a {@link Team}, which is
 * made when it is first needed. Either way the sums of the parts are added in their order.
 */
public final class Crew {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Plan plan;
    private final TiledRows data;
    private final RowOutput[][] outputs;
    private final Selection rows;
    private final StageRunner runner;
    private final int threads;
    private final @Nullable ThreadChoice choice;
    private @Nullable Team team;
    private double[] sums = new double[0];
    private boolean manyBlocks;
    private int members = 1;
    private long begin;

    /**
     * The crew of one program.
     *
     * @param threads
     *            with the calling one
     * @param measured
     *            whether that is the most, and how many are used is decided by measured times
     */
    public Crew(Plan plan, TiledRows data, RowOutput[][] outputs, Selection rows, StageRunner runner,
            int threads, boolean measured) {
        this.plan = plan;
        this.data = data;
        this.outputs = outputs;
        this.rows = rows;
        this.runner = runner;
        this.threads = threads;
        this.choice = threads > 1 && measured ? new ThreadChoice(threads) : null;
    }

    /** Begins an evaluation. */
    public void begin() {
        manyBlocks = false;
        members = choice == null ? threads : choice.next();
        if (choice != null && choice.measures()) {
            begin = System.nanoTime();
        }
    }

    /** Ends an evaluation. One that had no use for threads says nothing about their number. */
    public void end() {
        if (choice != null && manyBlocks) {
            choice.took(choice.measures() ? (double) (System.nanoTime() - begin) / rows.count() : 0);
        }
    }

    /** Runs a stage by row. */
    public void run(int s, Stage stage) {
        runner.prepare(s, rows.count());
        int blocks = Blocks.count(rows.tiles(plan.width()), stage.tilesPerBlock());
        if (blocks == 1) {
            runner.block(s, rows, 0, 1);
            return;
        }
        manyBlocks = true;
        int parts = Math.min(blocks, Blocks.PARTS);
        int numbers = stage.sums().numbers();
        if (members == 1) {
            reserve(2);
            runner.part(s, rows, 0, parts, blocks, sums, 0);
            for (int part = 1; part < parts; part++) {
                runner.part(s, rows, part, parts, blocks, sums, numbers);
                StageRunner.add(sums, numbers, sums, 0, numbers);
            }
        } else {
            reserve(parts);
            team().run(runner, members, s, blocks, parts, sums, numbers);
            for (int part = 1; part < parts; part++) {
                StageRunner.add(sums, part * numbers, sums, 0, numbers);
            }
        }
        stage.sums().set(runner.arena, sums, 0);
    }

    private void reserve(int parts) {
        if (sums.length < parts * runner.mostSums()) {
            sums = new double[parts * runner.mostSums()]; // cold: the first evaluation with so many parts
        }
    }

    private Team team() {
        Team ready = team;
        if (ready == null) {
            ready = new Team(threads, plan, data, outputs, rows, runner.arena);
            team = ready;
            CLEANER.register(this, ready::close); // cold: once a crew
        }
        return ready;
    }
}
