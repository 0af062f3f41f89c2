/** Tests of the configuration. */
@NullMarked
package ergodic.study.config;

import org.jspecify.annotations.NullMarked;
