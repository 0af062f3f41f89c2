/**
 * From a program to a plan, once a compilation; {@link ergodic.autodiff.compile.lowering.Planner} is the way in. {@code Analysis}
 * gives nodes their levels, {@code Fusion} and {@code Epilogues} find what one kernel can do, {@code Lowering} and its parts
 * turn nodes into steps on buffers, {@code Allocator} gives buffers their places, and {@code StageMaker} makes instructions of
 * the steps.
 */
@NullMarked
package ergodic.autodiff.compile.lowering;

import org.jspecify.annotations.NullMarked;
