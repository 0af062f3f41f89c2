/** A small search among configurations by cross-validation inside the training rows. */
@NullMarked
package ergodic.study.tune;

import org.jspecify.annotations.NullMarked;
