/**
 * What predictions of classes are worth: how uncertain each row is by three measures, what is gained by rejecting the most
 * uncertain, how well they tell rows of another kind, which classes are confused.
 */
@NullMarked
package ergodic.nn.predict.classes;

import org.jspecify.annotations.NullMarked;
