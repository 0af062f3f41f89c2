/**
 * What a compiled program is: a {@link ergodic.autodiff.compile.plan.Plan} of {@link ergodic.autodiff.compile.plan.Stage stages},
 * each a few arrays of {@link ergodic.autodiff.compile.plan.Instruction instructions}, and where values lie in the arena.
 * What makes plans ({@code lowering}), what instructions do ({@code instruction}) and what runs them ({@code running})
 * stand above this package and meet in it.
 */
@NullMarked
package ergodic.autodiff.compile.plan;

import org.jspecify.annotations.NullMarked;
