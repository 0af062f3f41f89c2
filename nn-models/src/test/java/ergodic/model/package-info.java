/** Tests of the model layer. */
@NullMarked
package ergodic.model;

import org.jspecify.annotations.NullMarked;
