package ergodic.diagnostics.stopping;

/**
 * What ends a run of chains before its last draw. Conditions of quality hold together: those that are asked for must all hold at the
 * same judgement. Each budget ends the run by itself. A number of 0 asks for nothing.
 *
 * <p>
 * Looking again and again makes this a sequential rule: at one of many looks an estimate of R-hat or of the effective sample size
 * is fortunate sooner or later, so that a run that ends by it has, on average, a somewhat larger R-hat and a smaller ESS than it
 * said. Fewer looks and stricter bounds than those of a single judgement make up for it.
 *
 * @param every
 *            draws of each chain between two judgements, at least 1
 * @param rHat
 *            R-hat that that of every function must be below
 * @param ess
 *            bulk and tail effective sample size, all chains together, that those of every function must be above
 * @param settled
 *            nats a row by which the log predictive density of the held-out rows may have moved since there were half as many draws
 * @param gradients
 *            gradients of all chains, of start and tuning too, at which the run ends
 * @param minutes
 *            time at which the run ends; it is judged at the same fixed draws, but at which of them it is spent differs from run to run
 */
public record StopRules(int every, double rHat, double ess, double settled, long gradients, double minutes) {

    /** Judgements after which the log density can have settled: the last three of them lie within the last half of the draws. */
    static final int FEWEST_LOOKS = 4;

    /** Checks the numbers; an {@link IllegalArgumentException} says which is wrong. */
    public StopRules {
        if (every < 1 || !(rHat >= 0 && ess >= 0 && settled >= 0 && gradients >= 0 && minutes >= 0)) {
            throw new IllegalArgumentException("rules need at least 1 draw between judgements and no negative number");
        }
    }

    /** Rules that never end a run. */
    public static StopRules none(int every) {
        return new StopRules(every, 0, 0, 0, 0, 0);
    }

    /** Whether anything is asked for. */
    public boolean any() {
        return agreement() || settled > 0 || gradients > 0 || minutes > 0;
    }

    /** Whether functions of the draws are looked at. */
    boolean agreement() {
        return rHat > 0 || ess > 0;
    }
}
