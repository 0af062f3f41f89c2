/**
 * Microcanonical Langevin dynamics without a Metropolis test (Robnik, De Luca, Silverstein and Seljak 2023).
 *
 * <p>Notation: {@code epsilon} step, {@code L} decoherence time, {@code d} dimension, {@code u} unit velocity in whitened coordinates.
 */
@NullMarked
package ergodic.sampler.mclmc;

import org.jspecify.annotations.NullMarked;
