package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.Op;
import ergodic.autodiff.compile.plan.TiledValue;

/** An elementwise operator on global scalars; operands that the operator does not have repeat the first. A sum over rows is
 * one of a number that is the same in all of them; a sum adds up the line of
 * accumulators that begins at its operand. */
public record ScalarOp(Op op, TiledValue out, TiledValue a, TiledValue b, TiledValue c) {}
