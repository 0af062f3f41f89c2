package ergodic.autodiff.compile;

import ergodic.autodiff.Op;

/** An elementwise operator on global scalars; operands that the operator does not have repeat the first. */
record ScalarOp(Op op, Value out, Value a, Value b, Value c) {}
