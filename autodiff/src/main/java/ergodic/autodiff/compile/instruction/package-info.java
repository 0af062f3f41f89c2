/**
 * The instructions: each holds the addresses of its operands and calls a kernel, or, where operands are single numbers or short
 * runs, is code written for it ({@link ergodic.autodiff.compile.instruction.ScalarCode},
 * {@link ergodic.autodiff.compile.instruction.LaneCode}). All of it but the writing of code runs in the loop.
 */
@NullMarked
package ergodic.autodiff.compile.instruction;

import org.jspecify.annotations.NullMarked;
