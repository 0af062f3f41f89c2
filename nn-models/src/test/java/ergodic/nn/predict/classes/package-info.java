@NullMarked
package ergodic.nn.predict.classes;

import org.jspecify.annotations.NullMarked;
