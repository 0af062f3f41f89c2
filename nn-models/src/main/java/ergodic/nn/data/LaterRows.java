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

    /**
     * The rows of a file in blocks.
     *
     * @param targets
     *            whether targets are read, if there are any
     */
    RowFile.Source source(Path file, boolean targets);

    /** Shows the row whose inputs begin at the offset. */
    void show(double[] inputs, int offset, ItemCanvas canvas);
}
