/**
 * Networks: layers, and the posterior that a network, its priors and a likelihood define. {@link
 * ergodic.nn.BayesianNetwork} is where to begin.
 *
 * <p>
 * Start {@code java} with {@value ergodic.autodiff.kernel.provider.KernelProvider#FLAGS}; without, everything takes many times as long.
 */
@NullMarked
package ergodic.nn;

import org.jspecify.annotations.NullMarked;
