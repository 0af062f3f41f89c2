/** What the draws say about themselves: R-hat, effective sample sizes, Monte Carlo errors, the verdict. */
@NullMarked
package ergodic.diagnostics;

import org.jspecify.annotations.NullMarked;
