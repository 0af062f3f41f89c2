package ergodic.sampler.slice;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import java.util.List;

/** Elliptical slice sampling, which is not tuned. */
public record EllipticalSliceMethod() implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return EllipticalSlice.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        EllipticalSlice kernel = new EllipticalSlice(TemperedLogDensity.of(density, "elliptical_slice"));
        return new ChainKit<>(density, kernel, new FixedTuning<>(new EllipticalSlice.Untuned()), start, transform);
    }
}
