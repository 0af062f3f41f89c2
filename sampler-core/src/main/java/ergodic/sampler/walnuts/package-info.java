/**
 * The within-orbit adaptive step-length no-U-turn sampler (Bou-Rabee, Carpenter, Kleppe and Liu 2025, arXiv 2506.18746).
 *
 * <p>Notation: a macro step takes the time {@code h = epsilon m}, in {@code m 2^l} leapfrog steps of {@code epsilon 2^-l} at level l; H
 * energy, {@code delta} the energy error that a macro step may have.
 */
@NullMarked
package ergodic.sampler.walnuts;

import org.jspecify.annotations.NullMarked;
