/** Euclidean metrics of Hamiltonian kernels. */
@NullMarked
package ergodic.sampler.metric;

import org.jspecify.annotations.NullMarked;
