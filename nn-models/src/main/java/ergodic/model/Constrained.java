package ergodic.model;

import ergodic.autodiff.Tensor;

/**
 * A parameter made from its free value.
 *
 * @param value
 *            the parameter, within its support
 * @param logJacobian
 *            a scalar: log of the absolute determinant of the transform's Jacobian
 */
public record Constrained(Tensor value, Tensor logJacobian) {}
