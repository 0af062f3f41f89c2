/**
 * The rules of the house that a compiler does not know: which module may see which, and what hot code may not do.
 * They live here because this module is the only one that sees all the others.
 */
@NullMarked
package ergodic.architecture;

import org.jspecify.annotations.NullMarked;
