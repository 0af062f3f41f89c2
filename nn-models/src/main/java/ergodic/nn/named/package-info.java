/** Networks that have a name: published architectures at the size in which they can be sampled. */
@NullMarked
package ergodic.nn.named;

import org.jspecify.annotations.NullMarked;
