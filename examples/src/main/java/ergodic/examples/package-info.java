/** Research scripts, numbered, one idea a file. */
@NullMarked
package ergodic.examples;

import org.jspecify.annotations.NullMarked;
