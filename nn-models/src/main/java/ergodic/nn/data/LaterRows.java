package ergodic.nn.data;

import java.nio.file.Path;

/** Reads rows of other files as those of the training file were. */
interface LaterRows {

    /** All rows of a file. */
    Rows read(Path file);

    /** The rows of a file in blocks. */
    RowFile.Source source(Path file);
}
