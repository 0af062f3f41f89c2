/** JMH benchmarks, in packages that mirror the product's. */
@NullMarked
package ergodic.benchmarks;

import org.jspecify.annotations.NullMarked;
