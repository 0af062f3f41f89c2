package ergodic.study.prior;

import java.util.List;

/**
 * Functions of a prior along one input, the others as in a row in the midst of the training rows.
 *
 * @param input
 *            name of the input
 * @param value
 *            what the functions say: a mean with its unit, or the probability of a class
 * @param places
 *            values of the input, in its own unit
 * @param levels
 *            levels of the quantiles over draws
 * @param quantiles
 *            {@code [level][place]}; not copied
 * @param draws
 *            some draws, {@code [draw][place]}; not copied
 */
public record PriorSweep(String input, String value, double[] places, List<Double> levels, double[][] quantiles,
        double[][] draws) {

    /** Copies the list. */
    public PriorSweep {
        levels = List.copyOf(levels);
    }
}
