package ergodic.sampler.slice;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code elliptical_slice}. */
public final class EllipticalSliceType implements MethodType {

    private static final String WHY = ": the likelihood says much more than the prior, whose ellipses are then crossed in"
            + " short steps";

    @Override
    public String name() {
        return "elliptical_slice";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new EllipticalSliceMethod();
    }

    /** Refuses a prior that is not normal before the run begins. */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> density,
            StartingPoint start, UniformRandomProvider rng) {
        EllipticalSlice.requireNormal(TemperedLogDensity.of(density.get(), "elliptical_slice"));
        return Optional.empty();
    }

    /** It asks for the prior apart, which given other weights cannot be drawn from. */
    @Override
    public boolean takesParts() {
        return false;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        List<String> thin = List.of(advice.thin());
        List<String> other = List.of(advice.other(WHY));
        List<String> both = List.of(advice.warmupAndDraws());
        advice.put(Difficulty.TOO_FEW_DRAWS, thin, other);
        advice.put(Difficulty.DISAGREEMENT, both, thin, other);
        advice.put(Difficulty.NOT_ARRIVED, List.of(advice.warmup()), thin, other);
        advice.put(Difficulty.STANDSTILL, other);
        advice.put(Difficulty.CUT_TRAJECTORIES, other);
        advice.put(Difficulty.DIVERGENCES, advice.model(Advice.Model.SCALES), other);
        advice.put(Difficulty.WRONG_WIDTH, both);
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "check the scales of the data and the priors: draws of the prior lie where the density cannot be computed";
    }

    @Override
    public double mostGradients(Settings settings) {
        return EllipticalSlice.MAX_TRIES;
    }
}
