package ergodic.diagnostics.report;

/** What a section of the page is made of. A new part is a record here, a word in {@code permits} and a case in the writer. */
public sealed interface PagePart permits Figure, TablePart, MatrixPart, Gallery {}
