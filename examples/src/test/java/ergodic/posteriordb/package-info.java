/**
 * The posteriors of posteriordb that have reference draws, written with {@link ergodic.model.ModelBuilder}, sampled, and
 * compared. They live in this module because it sees models, samplers and diagnostics together.
 */
@NullMarked
package ergodic.posteriordb;

import org.jspecify.annotations.NullMarked;
