/** Networks: layers, and the posterior that a network, its priors and a likelihood define. */
@NullMarked
package ergodic.nn;

import org.jspecify.annotations.NullMarked;
