package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.DualAveraging;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A warm-up whose metric comes from draws and gradients (Seyboldt, Carlson and Carpenter 2026, arXiv 2603.18845; nuts-rs 0.18.3). It
 * begins with the metric of the first gradient alone, or with what the start knows. Two windows overlap: the metric is made of the older one, every 20 draws; when the younger is
 * long enough it takes the older one's place, and a new one begins. So no draw is waited for, and those from far away are soon forgotten.
 *
 * <p>In the first 30 % of the transitions a window has 10 draws, then a tenth of the warm-up (10 to 80), each half as long again as the one
 * before; in the last 15 % the
 * metric stands, and the step size follows the acceptance that counts gains and losses alike, where the kernel says it. Steps
 * are at most pi. The windows of {@link WarmupSettings#schedule} are not used, only its length.
 */
public final class GradientWarmup implements Tuner<HamiltonianTuning> {

    private static final int FORMAT = 1;
    private static final double EARLY = 0.3;
    private static final double FINAL = 0.15;
    private static final int EARLY_WINDOW = 10;
    private static final int FIRST_WINDOW = 80;
    private static final double GROWTH = 1.5;
    private static final int UPDATE = 20;
    private static final int LEAST = 3;
    private static final double LONGEST_STEP = Math.PI;
    /** Weight of 1 beside the size of the first gradient's components. */
    private static final double FLOOR = 1e-5;

    private final WarmupSettings settings;
    private final StepSizeSearch search;
    private final DualAveraging dualAveraging;
    private MetricEstimator older;
    private MetricEstimator younger;
    private HamiltonianTuning tuning;
    private int index;
    private int lastUpdate;
    private int window;
    private boolean learnt;
    private boolean finished;

    /** A warm-up of one chain; the density is evaluated only in searches for a step size. */
    public GradientWarmup(LogDensity density, WarmupSettings settings) {
        int dimension = density.dimension();
        this.settings = settings;
        this.search = new StepSizeSearch(density);
        this.dualAveraging = new DualAveraging(settings.dualAveraging(), settings.initialStepSize());
        this.older = settings.metric().newGradientEstimator(dimension);
        this.younger = settings.metric().newGradientEstimator(dimension);
        this.tuning = new HamiltonianTuning(settings.initialStepSize(), new UnitMetric(dimension), true);
        this.window = Math.clamp(settings.schedule().warmup() / 10, EARLY_WINDOW, FIRST_WINDOW);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        boolean unit = settings.metric() == MetricKind.UNIT;
        Metric guess = unit ? tuning.metric() : ofGradient(state.gradient());
        restartStepSize(state, settings.metric().first(state, guess), rng);
    }

    /** Draws of variance 1 and gradients whose variance is the first one's square. */
    private static Metric ofGradient(double[] gradient) {
        double[] variance = new double[gradient.length];
        for (int i = 0; i < variance.length; i++) {
            variance[i] = 1.0 / ((1.0 - FLOOR) * Math.abs(gradient[i]) + FLOOR);
        }
        return new DiagonalMetric(variance);
    }

    @Override
    public HamiltonianTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        boolean settled = index >= settledFrom();
        double symmetric = transition.value(HamiltonianStatistics.SYMMETRIC_ACCEPTANCE);
        dualAveraging.update(settled && !Double.isNaN(symmetric) ? symmetric
                : transition.value(Statistic.ACCEPTANCE_RATE));
        tuning = new HamiltonianTuning(capped(dualAveraging.stepSize()), tuning.metric(), true);
        if (!settled) {
            learn(state, transition, rng);
        }
        index++;
    }

    private int settledFrom() {
        int warmup = settings.schedule().warmup();
        return warmup - (int) (FINAL * warmup);
    }

    private static double capped(double stepSize) {
        return Math.min(stepSize, LONGEST_STEP);
    }

    private void learn(ChainState state, Transition transition, UniformRandomProvider rng) {
        if (transition.moved()) {
            older.add(state.theta(), state.gradient());
            younger.add(state.theta(), state.gradient());
        }
        boolean early = index < EARLY * settings.schedule().warmup();
        int length = early ? EARLY_WINDOW : window;
        boolean ends = younger.count() >= length && index + length <= settledFrom();
        if (ends) {
            MetricEstimator oldest = older;
            older = younger;
            younger = oldest;
            younger.reset();
            if (!early) {
                window = Math.max(window + 1, (int) Math.round(GROWTH * window));
            }
        }
        if ((ends || index - lastUpdate >= UPDATE) && older.count() >= LEAST) {
            lastUpdate = index;
            Metric metric = older.estimate();
            if (learnt) {
                tuning = new HamiltonianTuning(tuning.stepSize(), metric, true);
            } else {
                // The first that is learnt: the scales may have changed by any factor.
                learnt = true;
                restartStepSize(state, metric, rng);
            }
        }
    }

    private void restartStepSize(ChainState state, Metric metric, UniformRandomProvider rng) {
        double stepSize = capped(search.find(state, metric, tuning.stepSize(), rng));
        dualAveraging.restart(stepSize);
        tuning = new HamiltonianTuning(stepSize, metric, true);
    }

    @Override
    public void finishWarmup() {
        tuning = new HamiltonianTuning(capped(dualAveraging.averagedStepSize()), tuning.metric(), false);
        finished = true;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeInt(settings.schedule().warmup());
        out.writeUTF(settings.metric().name());
        out.writeInt(index);
        out.writeInt(lastUpdate);
        out.writeInt(window);
        out.writeBoolean(learnt);
        out.writeBoolean(finished);
        out.writeDouble(tuning.stepSize());
        tuning.metric().write(out);
        dualAveraging.save(out);
        older.save(out);
        younger.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        int format = in.readInt();
        int warmup = in.readInt();
        String kind = in.readUTF();
        if (format != FORMAT || warmup != settings.schedule().warmup() || !kind.equals(settings.metric().name())) {
            throw new IOException(
                    "the saved warm-up from gradients is not one of these settings: it has format " + format
                            + ", " + warmup + " transitions and metric " + kind);
        }
        index = in.readInt();
        lastUpdate = in.readInt();
        window = in.readInt();
        learnt = in.readBoolean();
        finished = in.readBoolean();
        double stepSize = in.readDouble();
        Metric metric = MetricReader.read(in, tuning.metric().dimension());
        tuning = new HamiltonianTuning(stepSize, metric, !finished);
        dualAveraging.load(in);
        older.load(in);
        younger.load(in);
    }
}
