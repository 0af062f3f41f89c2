/** Tests of the configuration. */
@NullMarked
package ergodic.cli.config;

import org.jspecify.annotations.NullMarked;
