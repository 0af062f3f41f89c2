/** A run and its folder: from a configuration to draws on disk, and from there to diagnosis, metrics and report. */
@NullMarked
package ergodic.cli.run;

import org.jspecify.annotations.NullMarked;
