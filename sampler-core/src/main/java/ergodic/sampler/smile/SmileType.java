package ergodic.sampler.smile;

import ergodic.sampler.ChainState;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.langevin.ScaledDensity;
import ergodic.sampler.langevin.StepGuide;
import ergodic.sampler.langevin.StepPilot;
import ergodic.sampler.method.BiasTest;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.stochastic.KineticScheme;
import ergodic.sampler.stochastic.KineticType;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code smile}. */
public final class SmileType extends KineticType {

    /** Units of the coordinates. */
    public static final Key<String> UNITS = Key.choice("units", List.of("noise", "plain"), "noise",
            "noise: coordinates in units of the noise of their gradients, learned in the warm-up and then held; plain: as they are");

    @Override
    public String name() {
        return "smile";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STEP_SIZE, FRICTION, BatchKeys.BATCH_SIZE, UNITS, BiasTest.TOLERANCE, BiasTest.CHECK);
    }

    @Override
    protected KineticScheme scheme() {
        return KineticScheme.SMILE;
    }

    @Override
    protected BatchRule rule(Settings settings) {
        return new BatchRule(settings.get(BatchKeys.BATCH_SIZE), scheme().order());
    }

    @Override
    protected CosineCycle cycle(Settings settings) {
        return CosineCycle.NONE;
    }

    private static boolean preconditioned(Settings settings) {
        return settings.get(UNITS).equals("noise");
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SmileMethod(rule(settings), settings.get(STEP_SIZE), settings.get(FRICTION),
                preconditioned(settings));
    }

    @Override
    public double mostGradients(Settings settings) {
        return SplittingScheme.MINIMAL_NORM.gradients();
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are by stochastic-gradient microcanonical Langevin dynamics, which holds the mean width of all"
                        + " directions: where the noise of batches differs between them some are too wide and others too narrow,"
                        + " and agreement of the chains does not show it.");
    }

    /** In the units in which a chain begins. */
    @Override
    protected StepGuide measure(Settings settings, StochasticLogDensity density, StartingPoint start,
            UniformRandomProvider rng) {
        BatchRule rule = rule(settings);
        if (!preconditioned(settings) || rule.takesAll(density.rowCount())) {
            return StepPilot.measure(name(), density, start, rule, false, rng);
        }
        ChainState state = new ChainState(density.dimension());
        start.findInto(state, density, rng);
        double[] units = NoiseScales.at(state.theta(), density, rule, rng).units();
        if (units.length == 0) {
            return StepPilot.measureAt(name(), density, state, rule, rng);
        }
        ChainState scaled = new ChainState(units.length);
        for (int i = 0; i < units.length; i++) {
            scaled.theta()[i] = state.theta()[i] / units[i];
        }
        return StepPilot.measureAt(name(), new ScaledDensity(density, units), scaled, rule, rng)
                .withMoreGradients(NoiseScales.FIRST);
    }
}
