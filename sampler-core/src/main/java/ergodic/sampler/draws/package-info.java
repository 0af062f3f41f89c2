/** Draws of a run: what is stored, where it goes, how it is read back. */
@NullMarked
package ergodic.sampler.draws;

import org.jspecify.annotations.NullMarked;
