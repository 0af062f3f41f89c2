package ergodic.nn.data;

import java.nio.file.Path;
import java.util.List;

/** Reads rows of other files as those of the training file were. */
interface LaterRows {

    /**
     * All rows of a file that can be predicted.
     *
     * @param notes
     *            takes what is missing or new in it and what becomes of that, a sentence each
     */
    Rows read(Path file, List<String> notes);

    /** The rows of a file in blocks. */
    RowFile.Source source(Path file);
}
