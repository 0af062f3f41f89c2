/** A run and its folder: from a configuration to draws on disk, and from there to diagnosis, metrics and report. */
@NullMarked
package ergodic.study;

import org.jspecify.annotations.NullMarked;
