package ergodic.sampler.run;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawSink;
import ergodic.sampler.draws.Phase;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;

/**
 * One chain on its way through the phases. Used by one thread at a time. It advances in turns, so that chains can share
 * threads fairly and a run that is stopped early has draws of all of them.
 */
final class ChainRun {

    private static final double[] NO_VALUES = new double[0];
    /** One draw is tried after this part of the warm-up. */
    private static final int TRIED = 20;

    private final int chain;
    private final RunSettings settings;
    private final Inference kit;
    private final DrawSink sink;
    private final Progress progress;
    private final StopSignal stop;
    private final Checkpoints checkpoints;
    private final long runBegan;
    /** Transitions between two looks at the run. */
    private final long lookEvery;
    private final RestorableUniformRandomProvider rng;
    private final ChainState state;
    private final double[] values;
    private final boolean warmupValues;
    private final boolean samplingValues;
    private final Transition transition;
    private final ChainCounters counters = new ChainCounters();
    private final EvaluationClock evaluations;
    private final PhaseTimes times;

    private RunPhase phase = RunPhase.STARTING;
    private int warmupDone;
    private int transitionsDone;
    /** Transitions after which the chain is finished: those asked for, or fewer where a look ended the run. */
    private int total;
    /** Looks at so many transitions or fewer are over. */
    private int looked;
    private final Pieces pieces = new Pieces();
    /** Of transitions since the last kept draw: a divergence between kept draws must not be lost. */
    private final Flags between = new Flags();

    private boolean drawTried;
    private boolean released;
    private boolean resumed;
    private long transitionsBefore;
    private boolean announced;
    private boolean unsaved;
    private boolean failed;
    private long nextSave;
    private long clock;

    ChainRun(int chain, RunSettings settings, Inference kit, DrawSink sink, Progress progress, StopSignal stop,
            Checkpoints checkpoints, long runBegan, RunLooks looks) {
        this.chain = chain;
        this.settings = settings;
        this.total = settings.draws() * settings.thin();
        this.lookEvery = (long) looks.every() * settings.thin();
        this.kit = kit;
        this.evaluations = EvaluationClock.of(kit.density());
        this.times = new PhaseTimes(evaluations);
        this.sink = sink;
        this.progress = progress;
        this.stop = stop;
        this.checkpoints = checkpoints;
        this.runBegan = runBegan;
        this.rng = RandomStreams.ofChain(settings.seed(), chain);
        this.state = new ChainState(kit.density().dimension());
        this.values = new double[kit.transform().size()];
        this.transition = new Transition(kit.statistics());
        transition.allowPauses();
        sink.begin(chain, kit.kind(), transition.statistics());
        this.warmupValues = sink.wantsValues(Phase.WARMUP);
        this.samplingValues = sink.wantsValues(Phase.SAMPLING);
        this.nextSave = runBegan + checkpoints.cadenceNanos();
        checkpoints.load(chain, settings, state.dimension(), this::read);
    }

    int chain() {
        return chain;
    }

    DrawKind kind() {
        return kit.kind();
    }

    boolean finished() {
        return phase == RunPhase.FINISHED;
    }

    boolean failed() {
        return failed;
    }

    /** Whether some transition after the warm-up did not diverge, or all were made: the chain is worth going on with. */
    boolean proven() {
        return phase == RunPhase.FINISHED || transitionsDone > counters.divergences;
    }

    /**
     * Whether every one of the first transitions of a Markov chain after the warm-up diverged. It then waits until another one is
     * {@link #proven}; if none is, the run ends there, at a point that depends on nothing but the chains.
     */
    boolean onTrial() {
        return kit.kind() == DrawKind.CHAIN && phase == RunPhase.SAMPLING && transitionsDone == RunResult.TRIAL
                && !released && !proven();
    }

    /** Lets the chain go on whatever it met. */
    void release() {
        released = true;
    }

    /** Whether it waits for a look at the run, when every chain has come as far. All that it drew is flushed then. */
    boolean atLook() {
        return phase == RunPhase.SAMPLING && transitionsDone > looked && transitionsDone % lookEvery == 0;
    }

    /** Lets it go on after a look; or, before the run goes on, after all that some chain has gone beyond. */
    void passLooks(int transitions) {
        looked = transitions;
    }

    /** Ends it where it stands, as a run that was asked for no more draws. */
    void end() {
        total = transitionsDone;
        phase = RunPhase.FINISHED;
        unsaved = true;
        announce();
    }

    /** Transitions made after the warm-up. */
    int transitionsDone() {
        return transitionsDone;
    }

    void markFailed() {
        failed = true;
    }

    /** Transitions made so far: the chain that is furthest behind gets the next free thread. */
    long progressMade() {
        return (long) warmupDone + transitionsDone;
    }

    /** Transitions made since the run, or its resumption, began. */
    long transitionsMade() {
        return progressMade() - transitionsBefore;
    }

    PhaseTimes times() {
        return times;
    }

    ChainResult result() {
        return counters.result(chain, phase, warmupDone, transitionsDone / settings.thin());
    }

    /** Where the chain is, for the message of a failure. */
    String place() {
        return switch (phase) {
            case STARTING -> "at the start";
            case WARMUP -> kit.kind() == DrawKind.CHAIN ? "in warm-up transition " + warmupDone
                    : "in step " + warmupDone + " of its fit";
            case SAMPLING -> (atLook() ? "at the judgement after" : "in") + " sampling transition " + transitionsDone;
            case FINISHED -> "at the end";
        };
    }

    /** Goes on until the turn is over, the chain is finished, or the run is to stop. */
    void turn(long turnNanos) throws IOException {
        clock = System.nanoTime();
        long end = clock + turnNanos;
        if (!announced) {
            announced = true;
            progress.begin(chain, kit.kind());
            progress.planned(chain, settings.warmup(), total);
            announce();
            if (resumed) {
                progress.resumed(result());
            }
        }
        while (phase != RunPhase.FINISHED && !onTrial() && !atLook() && !stop.raised() && clock - end < 0) {
            RunPhase before = phase;
            advance();
            long now = System.nanoTime();
            counters.addTime(before, now - clock);
            times.add(before, now - clock);
            clock = now;
            if (phase != before) {
                announce();
            }
            if (unsaved && (phase != before || atLook() || now - nextSave >= 0)) {
                save();
            }
        }
    }

    /** Makes everything drawn so far readable and, unless the chain failed, writes its checkpoint. */
    void settle() throws IOException {
        if (failed) {
            sink.totals(chain, counters.totals());
            sink.flush(chain);
        } else if (unsaved) {
            save();
        }
    }

    private void advance() throws IOException {
        switch (phase) {
            case STARTING -> start();
            case WARMUP -> warmup();
            case SAMPLING -> sample();
            case FINISHED -> throw new IllegalStateException("chain " + chain + " is finished");
        }
    }

    private void start() {
        RandomProviderState atBegin = rng.saveState();
        progress.startPlanned(chain, kit.start().mostRows(WatchedDensity.rows(kit.density())));
        WatchedDensity watched = WatchedDensity.of(kit.density(), stop, (count, rows, logDensity) -> progress
                .starting(chain, count, rows, logDensity, System.nanoTime() - runBegan));
        try {
            kit.start().findInto(state, watched, rng);
        } catch (StopSignal.StartStopped stopped) {
            // The search is repeated from its beginning when the run is resumed.
            rng.restoreState(atBegin);
            return;
        }
        if (!Finiteness.holds(state.logDensity(), state.gradient())) {
            throw new InitialPointException("the log density of the starting point is " + state.logDensity()
                    + "; it and its gradient must be finite: check the data and the priors, or start elsewhere");
        }
        counters.startLogDensity = state.logDensity();
        kit.begin(state, rng);
        state.setCovariance(null);
        // With what was evaluated before the chain was made.
        counters.startGradients = Math.max(watched.evaluations(), evaluations.evaluations());
        unsaved = true;
        phase = RunPhase.WARMUP;
        finishWarmupWhenDone();
    }

    private void warmup() throws IOException {
        long before = evaluations.evaluations();
        kit.firstStep(state, rng, transition);
        unsaved = true;
        if (pieces.goOn(transition, evaluations.evaluations() - before)) {
            return;
        }
        int draw = warmupDone++;
        counters.count(RunPhase.WARMUP, transition, pieces.evaluations());
        sink.accept(chain, Phase.WARMUP, draw, values(warmupValues), transition);
        tell(RunPhase.WARMUP, warmupDone, settings.warmup());
        if (!drawTried && samplingValues && !warmupValues && (long) warmupDone * TRIED >= settings.warmup()) {
            tryDraw();
        }
        finishWarmupWhenDone();
    }

    /** Makes of the present point what is made of a draw, for the time that it takes; what was made is not used. */
    private void tryDraw() {
        drawTried = true;
        long began = System.nanoTime();
        kit.transform().applyInto(state.theta(), values);
        long taken = System.nanoTime() - began;
        PhaseTime soFar = times.warmup();
        if (soFar.evaluations() > 0 && soFar.nanos() > 0) {
            progress.drawCost(chain, (double) taken / soFar.nanos() * soFar.evaluations() / settings.thin());
        }
    }

    private void finishWarmupWhenDone() {
        if (warmupDone == settings.warmup()) {
            kit.endFirstPhase(state);
            phase = RunPhase.SAMPLING;
        }
    }

    private void sample() throws IOException {
        long before = evaluations.evaluations();
        kit.drawStep(state, rng, transition);
        unsaved = true;
        if (pieces.goOn(transition, evaluations.evaluations() - before)) {
            return;
        }
        transitionsDone++;
        counters.count(RunPhase.SAMPLING, transition, pieces.evaluations());
        if (transitionsDone % settings.thin() == 0) {
            keep();
        } else {
            between.add(transition);
        }
        tell(RunPhase.SAMPLING, transitionsDone, total);
        if (transitionsDone == total) {
            phase = RunPhase.FINISHED;
        }
    }

    /** A kept draw takes over the flags of those since the last one; progress hears its own. */
    private void keep() throws IOException {
        boolean diverging = transition.diverging();
        boolean cut = transition.cut();
        between.handTo(transition);
        int draw = transitionsDone / settings.thin() - 1;
        sink.accept(chain, Phase.SAMPLING, draw, values(samplingValues), transition);
        transition.flag(diverging, cut);
    }

    private double[] values(boolean wanted) {
        if (!wanted) {
            return NO_VALUES;
        }
        kit.transform().applyInto(state.theta(), values);
        return values;
    }

    private void tell(RunPhase where, int done, int all) {
        progress.transition(chain, where, done, all, transition, counters.warmupGradients + counters.gradients,
                System.nanoTime() - runBegan);
    }

    private void announce() {
        int done = phase == RunPhase.WARMUP ? warmupDone : phase == RunPhase.STARTING ? 0 : transitionsDone;
        int all = phase == RunPhase.WARMUP ? settings.warmup() : phase == RunPhase.STARTING ? 0 : total;
        progress.phase(chain, phase, done, all, System.nanoTime() - runBegan);
    }

    /** Draws first, then the checkpoint: it must never be ahead of what the sink holds. */
    private void save() throws IOException {
        long began = System.nanoTime();
        sink.totals(chain, counters.totals());
        sink.flush(chain);
        if (phase != RunPhase.STARTING) {
            checkpoints.save(chain, settings, state.dimension(), this::write);
        }
        unsaved = false;
        long now = System.nanoTime();
        // Large states take long to write: at most a tenth of the time goes into saving them.
        nextSave = now + Math.max(checkpoints.cadenceNanos(), 10 * (now - began));
        clock = now;
    }

    private void write(DataOutput out) throws IOException {
        out.writeUTF(phase.name());
        out.writeInt(warmupDone);
        out.writeInt(transitionsDone);
        pieces.write(out);
        between.write(out);
        counters.write(out);
        out.writeDouble(state.logDensity());
        Blobs.writeDoubles(out, state.theta());
        Blobs.writeDoubles(out, state.gradient());
        Blobs.write(out, ((RandomProviderDefaultState) rng.saveState()).getState());
        Blobs.write(out, kit::save);
        Blobs.write(out, target -> sink.save(chain, target));
    }

    private void read(DataInput in) throws IOException {
        resumed = true;
        RunPhase saved = RunPhase.valueOf(in.readUTF());
        warmupDone = in.readInt();
        transitionsDone = in.readInt();
        pieces.read(in);
        between.read(in);
        counters.read(in);
        state.setLogDensity(in.readDouble());
        Blobs.readDoublesInto(in, state.theta());
        Blobs.readDoublesInto(in, state.gradient());
        rng.restoreState(new RandomProviderDefaultState(Blobs.read(in)));
        Blobs.read(in, kit::load);
        Blobs.read(in, source -> sink.load(chain, source));
        if (transitionsDone > total) {
            throw new IOException("chain " + chain + " already has " + transitionsDone / settings.thin()
                    + " draws, more than the " + settings.draws() + " asked for; ask for at least as many");
        }
        boolean drawing = saved == RunPhase.SAMPLING || saved == RunPhase.FINISHED;
        // More may be asked for than was before, or no more than there is: a look may have ended the run.
        phase = !drawing ? saved : transitionsDone < total ? RunPhase.SAMPLING : RunPhase.FINISHED;
        transitionsBefore = progressMade();
        sink.totals(chain, counters.totals());
    }
}
