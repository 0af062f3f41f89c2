package ergodic.sampler.smc;

import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.tempering.TemperingType;
import java.util.List;
import java.util.Optional;

/** {@code smc}. */
public final class SmcType implements MethodType {

    /** Size of a population. */
    public static final Key<Integer> PARTICLES = Key.whole("particles", SmcSettings.PARTICLES, Key.within(2, 100_000),
            "particles of a population; `draws` beyond them move each again");
    /** How far a stage goes. */
    public static final Key<Double> SHARE = Key.real("ess_share", SmcSettings.SHARE, Key.between(0, 1),
            "effective sample size that the weights of a stage leave, as a share of the particles: nearer to 1 for evidence");
    /** Most sweeps of a stage. */
    public static final Key<Integer> MOST_MOVES = Key.whole("most_moves", SmcSettings.MOST_MOVES, Key.within(1, 10_000),
            "most trajectories of a particle in a stage; fewer where particles forget sooner where they began");
    /** Waste-free. */
    public static final Key<Integer> KEEP = Key.whole("keep_states", 1, Key.within(1, 1000),
            "states that are kept of a particle's way in a stage; above 1 (waste-free) so many particles fewer are resampled, and"
                    + " `particles` must be a multiple of it");
    /** Most sweeps. */
    public static final Key<Integer> SWEEPS = Key.whole("sweeps", SmcSettings.SWEEPS, Key.atLeast(1),
            "most sweeps of all particles from prior to posterior; a population that has arrived stands still");

    @Override
    public String name() {
        return "smc";
    }

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public StartUse startUse() {
        return StartUse.IGNORES;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, PARTICLES, SHARE, MOST_MOVES,
                TemperingType.STEPS, KEEP, SWEEPS);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(SWEEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SmcMethod(new SmcSettings(settings.get(PARTICLES), settings.get(KEEP), settings.get(MOST_MOVES),
                settings.get(TemperingType.STEPS), settings.get(SHARE),
                HamiltonianKeys.metric(settings),
                settings.get(HamiltonianKeys.TARGET_ACCEPTANCE), warmup));
    }

    /** Of the posterior itself, once there are enough particles. */
    @Override
    public boolean tellsEvidence(Settings settings) {
        return true;
    }

    @Override
    public boolean exact() {
        return true;
    }

    /** Log evidence with its spread, and how the particles came to the posterior. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        return measured(settings, draws, 0);
    }

    /** The same with WBIC. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws, int rows) {
        return SmcFindings.of(draws, settings.get(PARTICLES), rows);
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        int particles = settings.get(PARTICLES);
        int keep = settings.get(KEEP);
        return particles % keep == 0 && keep < particles ? Optional.empty()
                : Optional.of(
                        PARTICLES.path() + " = " + particles + " must be a multiple of " + KEEP.path() + " = " + keep
                                + " that is larger; change one of them");
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        List<String> particles = List.of(PARTICLES.change(4 * settings.get(PARTICLES), settings.get(PARTICLES)));
        List<String> moves = List.of(MOST_MOVES.change(4 * settings.get(MOST_MOVES), settings.get(MOST_MOVES))
                + ", so that particles move further at each power.");
        List<String> sweeps = List.of(SWEEPS.change(4 * settings.get(SWEEPS), settings.get(SWEEPS)));
        List<String> shorter = HamiltonianKeys.shorterSteps(settings);
        advice.put(Difficulty.TOO_FEW_DRAWS, particles);
        advice.put(Difficulty.DISAGREEMENT, particles, moves, advice.model(Advice.Model.FUNNELS));
        advice.put(Difficulty.UNFINISHED_FIT, sweeps);
        advice.put(Difficulty.BROKEN_FIT, advice.model(Advice.Model.SCALES), shorter);
        advice.put(Difficulty.FEW_FITS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings);
    }

    /** A trajectory of every particle; at most as many for a draw as a stage has sweeps. */
    @Override
    public double mostGradients(Settings settings) {
        double moves = Math.max(settings.get(PARTICLES), Math.max(settings.get(MOST_MOVES), settings.get(KEEP)));
        return moves * settings.get(TemperingType.STEPS);
    }
}
