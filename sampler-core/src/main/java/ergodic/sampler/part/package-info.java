/**
 * Sampling a part of the weights, the others held: by any method of Markov chains that asks for the log density and its gradients alone. What is sampled is
 * {@code p(part | others, y)}, which is not the posterior.
 */
@NullMarked
package ergodic.sampler.part;

import org.jspecify.annotations.NullMarked;
