/** Tests of the report. */
@NullMarked
package ergodic.diagnostics.report;

import org.jspecify.annotations.NullMarked;
