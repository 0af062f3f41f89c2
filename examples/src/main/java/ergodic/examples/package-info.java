/**
 * Research scripts, numbered, one idea a file. {@code examples/run} starts them with the class path and with the flags that they
 * need, {@value ergodic.autodiff.kernel.provider.KernelProvider#FLAGS}.
 */
@NullMarked
package ergodic.examples;

import org.jspecify.annotations.NullMarked;
