/** The file {@code CONFIG.toml}: its keys as records, read, checked, overridden and written. */
@NullMarked
package ergodic.study.config;

import org.jspecify.annotations.NullMarked;
