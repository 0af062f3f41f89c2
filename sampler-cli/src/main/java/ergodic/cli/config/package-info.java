/** The file {@code CONFIG.toml}: its keys as records, read, checked, overridden and written. */
@NullMarked
package ergodic.cli.config;

import org.jspecify.annotations.NullMarked;
