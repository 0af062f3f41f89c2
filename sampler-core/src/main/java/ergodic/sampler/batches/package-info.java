/**
 * Gradients estimated from batches of rows: in which order rows come, control variates, what of it is a state of the chain.
 */
@NullMarked
package ergodic.sampler.batches;

import org.jspecify.annotations.NullMarked;
