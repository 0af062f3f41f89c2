/**
 * Predictions calibrated after the fact, on rows that were held back from training: temperature scaling and split conformal prediction. Neither is a part of the
 * posterior.
 */
@NullMarked
package ergodic.nn.predict.calibrated;

import org.jspecify.annotations.NullMarked;
