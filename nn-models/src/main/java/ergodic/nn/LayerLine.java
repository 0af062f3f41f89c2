package ergodic.nn;

import ergodic.nn.data.RowShape;

/**
 * A layer of a network, in a line of its summary.
 *
 * @param part
 *            what the profile of the posterior's program calls it
 * @param type
 *            its type, such as {@code dense}
 * @param output
 *            what it gives
 * @param parameters
 *            numbers that it learns
 * @param prior
 *            their priors in words; empty if it learns nothing
 */
public record LayerLine(String part, String type, RowShape output, int parameters, String prior) {}
