package ergodic.sampler.suite;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.Inference;
import java.util.List;

/** A method that is wrong: another one, on the density to the power 0.7. What the suite must see. */
record TooWarm(MethodType right) implements MethodType {

    private static final double POWER = 0.7;

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public List<Key<?>> keys() {
        return right.keys();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        right.advise(settings, advice);
    }

    @Override
    public String againstDivergences(Settings settings) {
        return right.againstDivergences(settings);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        SamplingMethod method = right.method(settings, warmup);
        return new SamplingMethod() {
            @Override
            public List<Statistic> statistics() {
                return method.statistics();
            }

            @Override
            public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
                return method.kit(new Powered((TemperedLogDensity) density), start, transform);
            }
        };
    }

    private record Powered(TemperedLogDensity density) implements TemperedLogDensity {

        @Override
        public int dimension() {
            return density.dimension();
        }

        @Override
        public int rowCount() {
            return density.rowCount();
        }

        @Override
        public PriorDensity prior() {
            return density.prior();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = density.evaluate(theta, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= POWER;
            }
            return POWER * value;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }
    }
}
