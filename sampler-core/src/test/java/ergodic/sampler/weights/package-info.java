@NullMarked
package ergodic.sampler.weights;

import org.jspecify.annotations.NullMarked;
