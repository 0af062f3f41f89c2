package ergodic.autodiff.compile;

import ergodic.autodiff.Op;

/** An elementwise operator on global scalars; operands that the operator does not have repeat the first. A sum over rows is
 * one of a number that is the same in all of them; a sum adds up the line of
 * accumulators that begins at its operand. */
record ScalarOp(Op op, TiledValue out, TiledValue a, TiledValue b, TiledValue c) {}
