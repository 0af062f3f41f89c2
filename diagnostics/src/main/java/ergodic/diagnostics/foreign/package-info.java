/** Draws that others made, read from CSV files: Stan's, tables with a column a chain, and tables with a chain column. */
@NullMarked
package ergodic.diagnostics.foreign;

import org.jspecify.annotations.NullMarked;
