/** What all modules share about files: reading text, writing files as a whole, and saying why that failed. */
@NullMarked
package ergodic.sampler.support;

import org.jspecify.annotations.NullMarked;
