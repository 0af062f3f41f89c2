package ergodic.sampler.walnuts;

import ergodic.sampler.LogDensity;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.Leapfrog;
import ergodic.sampler.hmc.NoUTurnTree;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;

/**
 * The macro steps of one transition: each in the fewest leapfrog steps, {@code m 2^l}, between whose ends the energy changes by at most delta, and
 * only if the way back from its end would be made in as many: were a coarser one good enough from there, the trajectory ends, as it does
 * where no level is. So the states of a trajectory make the same trajectory whichever of them it starts from.
 *
 * <p>While the chain approaches ({@link HamiltonianTuning#approach}) the energy may fall by any amount and no way back is asked for. Far from where
 * the mass is, errors of a step are shares of energies of many thousand nats, and a chain that kept them below delta would creep.
 */
final class MacroStep implements NoUTurnTree.Extension {

    private final int steps;
    private final int halvings;
    private final double tolerance;
    private final Leapfrog leapfrog;
    private final PhasePoint back;
    private Metric metric;
    private double stepSize;
    private boolean approach;
    private int gradients;
    private int tries;
    private int deepest;
    private double sumAcceptance;
    private double maxChange;
    private boolean irreversible;
    private boolean diverging;

    @SuppressWarnings("NullAway.Init") // each transition begins it
    MacroStep(LogDensity density, WalnutsSettings settings) {
        this.steps = settings.macroSteps();
        this.halvings = settings.halvings();
        this.tolerance = settings.tolerance();
        this.leapfrog = new Leapfrog(density);
        this.back = new PhasePoint(density.dimension());
    }

    void begin(HamiltonianTuning tuning) {
        metric = tuning.metric();
        stepSize = tuning.stepSize();
        approach = tuning.approach();
        gradients = 0;
        tries = 0;
        deepest = 0;
        sumAcceptance = 0.0;
        maxChange = 0.0;
        irreversible = false;
        diverging = false;
    }

    @Override
    public boolean next(PhasePoint last, PhasePoint next, boolean ahead) {
        double signed = ahead ? stepSize : -stepSize;
        for (int level = 0; level <= halvings; level++) {
            double change = change(last, next, signed, level);
            if (level == 0) {
                tries++;
                sumAcceptance += Math.exp(-error(change));
            }
            if (error(change) <= tolerance) {
                deepest = Math.max(deepest, level);
                maxChange = Math.abs(change) > Math.abs(maxChange) ? change : maxChange;
                irreversible = !approach && coarserIsGoodEnough(next, -signed, level);
                return !irreversible;
            }
        }
        deepest = halvings;
        maxChange = Double.POSITIVE_INFINITY;
        diverging = true;
        return false;
    }

    private double error(double change) {
        return approach ? Math.max(0.0, change) : Math.abs(change);
    }

    private boolean coarserIsGoodEnough(PhasePoint from, double signed, int level) {
        for (int coarser = level - 1; coarser >= 0; coarser--) {
            if (error(change(from, back, signed, coarser)) <= tolerance) {
                return true;
            }
        }
        return false;
    }

    /** Change of the energy over a macro step at this level; plus infinity where a state on the way is not finite. */
    private double change(PhasePoint from, PhasePoint to, double signed, int level) {
        double epsilon = Math.scalb(signed, -level);
        int count = steps << level;
        leapfrog.step(from, to, epsilon, metric);
        gradients++;
        int taken = 1;
        while (taken < count && Double.isFinite(to.logDensity())) {
            leapfrog.step(to, epsilon, metric);
            gradients++;
            taken++;
        }
        return to.energy(metric) - from.energy();
    }

    int gradients() {
        return gradients;
    }

    /** Macro steps tried. */
    int tries() {
        return tries;
    }

    /** Finest level used. */
    int deepest() {
        return deepest;
    }

    /** Mean of {@code exp(-|change of the energy|)} over the first tries of all macro steps; in an approach of {@code exp(-change)}, at most 1. */
    double acceptance() {
        return sumAcceptance / tries;
    }

    /** Change of energy of largest magnitude over a macro step; infinite where none of them was small enough. */
    double maxChange() {
        return maxChange;
    }

    /** Whether the trajectory ended at a macro step whose way back would be coarser. */
    boolean irreversible() {
        return irreversible;
    }

    /** Whether it ended at one that no level could make. */
    boolean diverging() {
        return diverging;
    }
}
