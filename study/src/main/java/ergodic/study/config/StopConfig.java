package ergodic.study.config;

import ergodic.diagnostics.stopping.StopRules;
import ergodic.sampler.DrawKind;
import org.jspecify.annotations.Nullable;

/**
 * {@code [stop]}: what ends a run of chains before {@code sampler.draws}, which are then the most. A number of 0 asks for nothing.
 *
 * @param every
 *            draws of each chain between two judgements
 * @param rHat
 *            R-hat that that of every function must be below
 * @param ess
 *            effective sample size that that of every function must be above
 * @param settled
 *            nats a row by which the log predictive density of held-out rows may have moved since there were half as many draws
 * @param gradients
 *            gradients of all chains at which the run ends
 * @param minutes
 *            time at which the run ends
 */
public record StopConfig(Integer every, Double rHat, Double ess, Double settled, Long gradients, Double minutes) {

    /** Below this, halves of chains are too short to say anything. */
    private static final int FEWEST = 10;

    /** Checks the keys. */
    public StopConfig(@Nullable Integer every, @Nullable Double rHat, @Nullable Double ess, @Nullable Double settled,
            @Nullable Long gradients, @Nullable Double minutes) {
        this.every = Check.atLeast("stop.every", FEWEST, Check.orElse(every, 50));
        this.rHat = Check.orElse(rHat, 0.0);
        if (this.rHat != 0 && !(this.rHat > 1 && this.rHat < Double.POSITIVE_INFINITY)) {
            throw new ConfigException(
                    "stop.r_hat must be above 1, which is the R-hat of chains that agree, such as 1.01,"
                            + " or 0 for no such rule, not " + this.rHat);
        }
        this.ess = notNegative("stop.ess", Check.orElse(ess, 0.0));
        this.settled = notNegative("stop.settled", Check.orElse(settled, 0.0));
        this.gradients = Check.orElse(gradients, 0L);
        if (this.gradients < 0) {
            throw new ConfigException("stop.gradients must be a whole number of at least 0, not " + this.gradients);
        }
        this.minutes = notNegative("stop.minutes", Check.orElse(minutes, 0.0));
    }

    private static double notNegative(String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + " must be a positive number, or 0 for no such rule, not " + value);
        }
        return value;
    }

    /** No rules. */
    public static StopConfig none() {
        return new StopConfig(null, null, null, null, null, null);
    }

    /** The rules. */
    public StopRules rules() {
        return new StopRules(every, rHat, ess, settled, gradients, minutes);
    }

    /** Refuses rules for draws that are no chains: nothing converges from one of them to the next. */
    StopConfig requireChains(SamplerConfig sampler) {
        if (rules().any() && sampler.type().kind() != DrawKind.CHAIN) {
            throw new ConfigException("[stop] is for chains, which converge from draw to draw; with sampler.method = \""
                    + sampler.method() + "\" draws are made after " + sampler.type().kind().noun()
                    + "s that end by themselves: take [stop] out");
        }
        return this;
    }
}
