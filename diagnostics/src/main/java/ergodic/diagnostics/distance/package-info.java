/** Distances between predictive distributions: of numbers, of counts and of classes. */
@NullMarked
package ergodic.diagnostics.distance;

import org.jspecify.annotations.NullMarked;
