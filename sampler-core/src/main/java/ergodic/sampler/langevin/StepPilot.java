package ergodic.sampler.langevin;

import ergodic.sampler.ChainState;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.batches.ControlVariate;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Measures what a step depends on where the first chain begins: curvature and noise of gradients. A control variate has no noise at its
 * anchor, and a preconditioner is made of gradients: for these it first walks some hundred short steps away, to where draws lie.
 */
public final class StepPilot {

    private static final int WALK = 500;
    /** Of the longest stable step. */
    private static final double CAUTION = 0.1;

    private final StochasticLogDensity density;
    private final BatchRule rule;
    private final UniformRandomProvider rng;

    private StepPilot(StochasticLogDensity density, BatchRule rule, UniformRandomProvider rng) {
        this.density = density;
        this.rule = rule;
        this.rng = rng;
    }

    /**
     * Measures.
     *
     * @param method
     *            name of the method, for the sentence when it cannot be
     * @param density
     *            the density
     * @param start
     *            finds the mode
     * @param rule
     *            how gradients are estimated
     * @param preconditioned
     *            whether in the coordinates of {@link RmsPreconditioner}
     * @param rng
     *            random numbers
     * @throws IllegalArgumentException
     *             if gradients are not finite, or the density is flat
     */
    public static StepGuide measure(String method, StochasticLogDensity density, StartingPoint start, BatchRule rule,
            boolean preconditioned, UniformRandomProvider rng) {
        ChainState state = new ChainState(density.dimension());
        start.findInto(state, density, rng);
        return measureAt(method, density, state, rule, preconditioned, rng);
    }

    /** Measures at a state that is known. */
    public static StepGuide measureAt(String method, StochasticLogDensity density, ChainState state, BatchRule rule,
            UniformRandomProvider rng) {
        return measureAt(method, density, state, rule, false, rng);
    }

    private static StepGuide measureAt(String method, StochasticLogDensity density, ChainState state, BatchRule rule,
            boolean preconditioned, UniformRandomProvider rng) {
        try {
            return new StepPilot(density, rule, rng).at(state, preconditioned);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no step can be chosen for " + method
                    + ": at the mode that the warm start finds the gradients are not finite or the density is flat; check"
                    + " the data and the priors, or enable the warm start", e);
        }
    }

    /**
     * Rows that {@link #measure} reads at most beside those of the start.
     *
     * @param rule
     *            how gradients are estimated
     * @param preconditioned
     *            whether in the coordinates of {@link RmsPreconditioner}
     * @param rows
     *            of the density
     */
    public static double mostRows(BatchRule rule, boolean preconditioned, int rows) {
        boolean controlled = rule.controlVariate() && !rule.takesAll(rows);
        double one = StepMeasurement.mostRows(rule.size(), rows);
        return !controlled && !preconditioned ? one : (controlled ? 3 : 2) * one + 2.0 * WALK * rule.size();
    }

    private StepGuide at(ChainState mode, boolean preconditioned) {
        boolean controlled = rule.controlVariate() && !rule.takesAll(density.rowCount());
        StepGuide plain = StepMeasurement.at(density, mode.theta(), controlled ? density.rowCount() : rule.size(), rng);
        if (!controlled && !preconditioned) {
            return plain;
        }
        StochasticLogDensity estimated = density;
        if (controlled) {
            ControlVariate variate = new ControlVariate(density);
            variate.anchorAt(mode.theta(), mode.logDensity(), mode.gradient());
            estimated = variate;
        }
        double[] anchor = mode.theta().clone();
        double[] inverse = walk(mode, controlled ? 4 * CAUTION / plain.largestCurvature() : plain.stepSize());
        double[] point = controlled ? mode.theta() : anchor;
        long cost = controlled ? 2 : 1;
        StepGuide guide;
        if (preconditioned && inverse.length > 0) {
            double[] scales = new double[inverse.length];
            double[] scaled = new double[inverse.length];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = Math.sqrt(inverse[i]);
                scaled[i] = point[i] / scales[i];
            }
            guide = StepMeasurement.at(new ScaledDensity(estimated, scales), scaled, rule.size(), rng);
        } else {
            guide = StepMeasurement.at(estimated, point, rule.size(), rng);
        }
        return guide.withMoreGradients(plain.gradients() + cost * WALK);
    }

    /** Leaves the state where the walk ends; returns the preconditioner's G. */
    private double[] walk(ChainState state, double stepSize) {
        Sgld kernel = new Sgld(density, rule);
        RmsPreconditioner preconditioner = new RmsPreconditioner(stepSize, density.dimension());
        LangevinTuning tuning = preconditioner.tuning();
        Transition transition = new Transition(kernel.statistics());
        for (int i = 0; i < WALK; i++) {
            kernel.step(state, tuning, rng, transition);
            preconditioner.adapt(state, transition, rng);
        }
        return preconditioner.inverse();
    }
}
