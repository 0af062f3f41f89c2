package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;

/**
 * What stands beside the inputs of each row, such as its number of trials, in a model.
 *
 * @param value
 *            a number a row; of further targets a vector {@code [targets - 1]} a row
 * @param centre
 *            of the training rows, as {@link ergodic.nn.data.BesideColumn} says
 */
public record BesideValue(Tensor value, double centre) {}
