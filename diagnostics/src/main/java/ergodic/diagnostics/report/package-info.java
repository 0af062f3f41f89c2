/**
 * The report of a run: one self-contained HTML page. Words, tables and text alternatives are written here, so that the
 * page says all it has to say without JavaScript; the charts are drawn in the browser by ECharts, which is inlined.
 */
@NullMarked
package ergodic.diagnostics.report;

import org.jspecify.annotations.NullMarked;
