/** The suite that every sampling method joins by its line in {@code Methods}. */
@NullMarked
package ergodic.sampler.suite;

import org.jspecify.annotations.NullMarked;
