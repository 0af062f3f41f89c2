/**
 * The choice of kernels: scalar or vector, once a virtual machine, with a word in the log. Above all implementations, so that these
 * need not know each other.
 */
@NullMarked
package ergodic.autodiff.kernel.provider;

import org.jspecify.annotations.NullMarked;
