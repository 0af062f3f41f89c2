/** What holds for every method. */
@NullMarked
package ergodic.sampler.methods;

import org.jspecify.annotations.NullMarked;
