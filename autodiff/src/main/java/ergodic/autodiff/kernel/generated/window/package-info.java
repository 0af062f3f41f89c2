/** Generated: convolutions in register tiles, and poolings. See {@link ergodic.autodiff.kernel.generated}. */
@NullMarked
package ergodic.autodiff.kernel.generated.window;

import org.jspecify.annotations.NullMarked;
