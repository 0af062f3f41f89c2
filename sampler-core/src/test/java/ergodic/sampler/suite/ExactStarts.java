package ergodic.sampler.suite;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.run.Inference;
import ergodic.sampler.suite.KnownTarget.Known;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Stationarity: after a warm-up the state is put to an exact draw of the target, moved by a few transitions, and this many times. What
 * was an exact draw must still be one: no function may have changed in the mean (paired z tests), whatever the tuning is and
 * however slowly the chain mixes.
 *
 * <p>In two stages: only where some z of the first passes {@link #DOUBT}, which happens by chance in 0.3 % of tests, are four times as many
 * starts made, anew, and held to {@link #LIMIT}, which chance passes with probability 2.4e-8 a test.
 */
final class ExactStarts {

    /** Where the first stage is doubtful. */
    static final double DOUBT = 3.0;
    /** Where the second stage fails. */
    static final double LIMIT = 5.58;

    private static final int WARMUP = 400;
    private static final int TRANSITIONS = 5;
    /** Share of transitions that must move, so that the test can see anything. */
    private static final double LEAST_MOVED = 0.05;

    private final KnownTarget target;
    private final Inference inference;
    private final UniformRandomProvider rng;
    private final ChainState state;
    private final Transition transition;
    private final List<Known> functions;
    private long moved;
    private long made;

    private ExactStarts(MethodType type, KnownTargets of, long seed) {
        this.target = of.make();
        this.functions = target.functions();
        this.inference = MethodRuns.method(type, of::make, WARMUP).kit(target, new UniformStart(),
                new MethodRuns.Functions(functions));
        this.rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        this.state = new ChainState(target.dimension());
        this.transition = new Transition(inference.statistics());
        inference.start().findInto(state, inference.density(), rng);
        inference.begin(state, rng);
        for (int i = 0; i < WARMUP; i++) {
            inference.firstStep(state, rng, transition);
        }
        inference.endFirstPhase(state);
    }

    /** What becomes of so many exact draws. */
    static Outcome of(MethodType type, KnownTargets target, int starts, long seed) {
        ExactStarts test = new ExactStarts(type, target, seed);
        Outcome first = test.stage(starts, DOUBT);
        return first.right() ? first : test.stage(4 * starts, LIMIT);
    }

    private Outcome stage(int starts, double limit) {
        double[] sums = new double[functions.size()];
        double[] squares = new double[functions.size()];
        for (int r = 0; r < starts; r++) {
            target.exactInto(state.theta(), rng);
            state.refresh(inference.density());
            double[] before = values();
            for (int k = 0; k < TRANSITIONS; k++) {
                inference.drawStep(state, rng, transition);
                moved += transition.moved() ? 1 : 0;
                made++;
            }
            double[] after = values();
            for (int f = 0; f < sums.length; f++) {
                double change = after[f] - before[f];
                sums[f] += change;
                squares[f] += change * change;
            }
        }
        double worst = 0.0;
        String which = "";
        for (int f = 0; f < sums.length; f++) {
            double mean = sums[f] / starts;
            double variance = squares[f] / starts - mean * mean;
            double z = variance == 0.0 ? 0.0 : Math.abs(mean) / Math.sqrt(variance / starts);
            if (!(z <= worst) && !Double.isNaN(worst)) {
                worst = z;
                which = functions.get(f).name();
            }
        }
        double share = (double) moved / made;
        return share < LEAST_MOVED || worst == 0.0
                ? new Outcome(Double.POSITIVE_INFINITY, limit, "hardly any transition moves, or none changes anything")
                : new Outcome(worst, limit,
                        String.format(Locale.ROOT, "%s of %d starts, %.0f %% moved", which, starts, 100 * share));
    }

    private double[] values() {
        double[] values = new double[functions.size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = functions.get(f).of().applyAsDouble(state.theta());
        }
        return values;
    }
}
