/**
 * What the draws say about themselves: R-hat, effective sample sizes, Monte Carlo errors, the verdict.
 *
 * <p>Every diagnostic here takes the draws of one scalar quantity as {@code double[chains][draws]}, all chains of one
 * length and without warm-up, and leaves them as they are. The definitions are those of R's {@code posterior}, which
 * follow Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), "Rank-normalization, folding, and localization: an
 * improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16(2). A diagnostic that is not defined (a
 * constant quantity, a value that is not finite, too few draws) is NaN, where {@code posterior} has NA.
 *
 * <table>
 * <caption>Notation</caption>
 * <tr><th>here</th><th>meaning</th></tr>
 * <tr><td>M, N, S</td><td>chains, draws a chain, draws in all: S = M N</td></tr>
 * <tr><td>W, B</td><td>variance within chains, variance between chains (N times that of the chain means)</td></tr>
 * <tr><td>rho(t), tau</td><td>autocorrelation at lag t; integrated autocorrelation time; ESS = S / tau</td></tr>
 * <tr><td>z</td><td>normal scores of the pooled ranks: z = Phi^-1((r - 3/8) / (S + 1/4))</td></tr>
 * </table>
 */
@NullMarked
package ergodic.diagnostics;

import org.jspecify.annotations.NullMarked;
