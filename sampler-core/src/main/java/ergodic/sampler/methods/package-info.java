/** The list of the methods of the product: the one place that knows them all. */
@NullMarked
package ergodic.sampler.methods;

import org.jspecify.annotations.NullMarked;
