package ergodic.sampler.tempering;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.StepSizeSearch;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.support.PlainVectors;
import ergodic.sampler.warmup.DualAveraging;
import ergodic.sampler.warmup.DualAveragingSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes {@link Tempering} in rounds that double in length, the last ending at four fifths of the warm-up: after each, the powers are set anew so
 * that all neighbours reject swaps equally often ({@link Schedules}), and each rung takes step and metric of the old rung nearest to it. Steps
 * follow the acceptance of each rung by dual averaging throughout; the last fifth is theirs alone.
 */
public final class TemperingWarmup implements Tuner<TemperingTuning> {

    private static final int FIRST_ROUND = 6;
    private static final int LEAST_FOR_METRIC = 20;
    private static final double FIRST_GUESS = 0.1;

    private final TemperingSettings settings;
    @Workspace("the kernel's own, read right after its scan")
    private final Ensemble ensemble;
    @Workspace("written before each use")
    private final ChainState place;
    private final StepSizeSearch search;
    private final DualAveraging[] steps;
    private final MetricEstimator[] estimators;
    private final double[] rejected;
    private int index;
    private int scans;
    private TemperingTuning tuning;

    /** A tuner for one chain; the density is evaluated only in the search for a first step. */
    public TemperingWarmup(LogDensity density, Ensemble ensemble, TemperingSettings settings) {
        int rungs = settings.rungs();
        this.settings = settings;
        this.ensemble = ensemble;
        this.place = new ChainState(density.dimension());
        this.search = new StepSizeSearch(density);
        this.steps = new DualAveraging[rungs];
        this.estimators = new MetricEstimator[rungs];
        this.rejected = new double[rungs - 1];
        Metric unit = new UnitMetric(density.dimension());
        List<Rung> list = new ArrayList<>();
        double[] betas = Schedules.even(rungs);
        for (int k = 0; k < rungs; k++) {
            steps[k] = new DualAveraging(DualAveragingSettings.defaults().withTarget(settings.targetAcceptance()),
                    FIRST_GUESS);
            estimators[k] = settings.metric().newEstimator(density.dimension());
            list.add(new Rung(betas[k], new HamiltonianTuning(FIRST_GUESS, unit, true)));
        }
        this.tuning = new TemperingTuning(list, 0);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        double found = search.find(state, tuning.rungs().getFirst().explorer().metric(), FIRST_GUESS, rng);
        for (DualAveraging step : steps) {
            step.restart(found);
        }
        retune(false);
    }

    /** Takes over the steps: the present ones, or at the end their averages. */
    private void retune(boolean end) {
        List<Rung> rungs = new ArrayList<>();
        for (int k = 0; k < steps.length; k++) {
            Rung rung = tuning.rungs().get(k);
            rungs.add(new Rung(rung.beta(),
                    new HamiltonianTuning(end ? steps[k].averagedStepSize() : steps[k].stepSize(),
                            rung.explorer().metric(), !end)));
        }
        tuning = new TemperingTuning(rungs, end ? tuning.round() + 1 : tuning.round());
    }

    @Override
    public TemperingTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        for (int k = 1; k < steps.length; k++) {
            steps[k].update(ensemble.acceptance(k));
            ensemble.at(k).into(place, tuning.rungs().get(k).beta());
            estimators[k].add(place.theta(), place.gradient());
            rejected[k - 1] += 1.0 - ensemble.swap(k - 1);
        }
        scans++;
        index++;
        if (endsRound()) {
            reschedule();
        }
        retune(false);
    }

    private boolean endsRound() {
        int end = settings.warmup() * 4 / 5;
        while (end >= FIRST_ROUND) {
            if (index == end) {
                return true;
            }
            end /= 2;
        }
        return false;
    }

    private void reschedule() {
        int rungs = steps.length;
        double[] betas = new double[rungs];
        Metric[] metrics = new Metric[rungs];
        double[] sizes = new double[rungs];
        for (int k = 0; k < rungs; k++) {
            HamiltonianTuning old = tuning.rungs().get(k).explorer();
            betas[k] = tuning.rungs().get(k).beta();
            metrics[k] = estimators[k].count() < LEAST_FOR_METRIC ? old.metric() : estimators[k].estimate();
            sizes[k] = steps[k].averagedStepSize() * narrower(old.metric(), metrics[k]);
            estimators[k].reset();
            if (k > 0) {
                rejected[k - 1] /= scans;
            }
        }
        double[] next = Schedules.equalised(betas, rejected);
        List<Rung> list = new ArrayList<>();
        for (int k = 0; k < rungs; k++) {
            int nearest = nearest(betas, next[k]);
            steps[k].restart(sizes[nearest]);
            list.add(new Rung(next[k], new HamiltonianTuning(sizes[nearest], metrics[nearest], true)));
        }
        tuning = new TemperingTuning(list, tuning.round() + 1);
        Arrays.fill(rejected, 0.0);
        scans = 0;
    }

    /** The factor that keeps a step as long as it was, in the mean of all directions. */
    private static double narrower(Metric old, Metric next) {
        double[] before = old.inverseDiagonal();
        double[] after = next.inverseDiagonal();
        double sum = 0.0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.log(before[i] / after[i]);
        }
        return Math.exp(0.5 * sum / before.length);
    }

    /** The rung that is explored, so not the first, whose power is nearest. */
    private static int nearest(double[] betas, double beta) {
        int best = 1;
        for (int k = 2; k < betas.length; k++) {
            if (Math.abs(betas[k] - beta) < Math.abs(betas[best] - beta)) {
                best = k;
            }
        }
        return best;
    }

    @Override
    public void finishWarmup() {
        retune(true);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        out.writeInt(scans);
        out.writeInt(tuning.round());
        for (int k = 0; k < steps.length; k++) {
            Rung rung = tuning.rungs().get(k);
            out.writeDouble(rung.beta());
            out.writeDouble(rung.explorer().stepSize());
            out.writeBoolean(rung.explorer().warmup());
            rung.explorer().metric().write(out);
            steps[k].save(out);
            estimators[k].save(out);
        }
        PlainVectors.writeAll(out, rejected);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        scans = in.readInt();
        int round = in.readInt();
        int dimension = tuning.rungs().getFirst().explorer().metric().dimension();
        List<Rung> list = new ArrayList<>();
        for (int k = 0; k < steps.length; k++) {
            double beta = in.readDouble();
            double stepSize = in.readDouble();
            boolean warmup = in.readBoolean();
            Metric metric = MetricReader.read(in, dimension);
            list.add(new Rung(beta, new HamiltonianTuning(stepSize, metric, warmup)));
            steps[k].load(in);
            estimators[k].load(in);
        }
        tuning = new TemperingTuning(list, round);
        PlainVectors.readInto(in, rejected);
    }
}
