/** Tensor programs with a row axis: operators, derivatives and the plain interpreter that is their oracle. */
@NullMarked
package ergodic.autodiff;

import org.jspecify.annotations.NullMarked;
