package ergodic.nn.data;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of a file, encoded as the training rows were and given in blocks: memory does not grow with the rows. The file is read
 * once to find whether all of it can be encoded, and again for each {@link #forEach}.
 */
public final class RowFile {

    /** Takes blocks of rows. */
    @FunctionalInterface
    public interface Body {

        /** Takes the next block. */
        void take(Rows rows) throws IOException;
    }

    /** What the first reading of a file finds. */
    record Survey(int count, boolean targets, List<String> notes) {}

    /** What makes rows of a file. */
    interface Source {

        /** Reads the whole file and encodes each row, to find whether that can be done. */
        Survey survey();

        /** Gives all rows, in blocks of so many at most. */
        void read(int most, boolean targets, Consumer<Rows> take);
    }

    private final Source source;
    private final Survey survey;

    RowFile(Source source) {
        this.source = source;
        this.survey = source.survey();
    }

    /** Number of rows that can be predicted. */
    public int count() {
        return survey.count();
    }

    /** What is missing or new in it and what becomes of that, a sentence each. */
    public List<String> notes() {
        return survey.notes();
    }

    /** True if at least one row has a target; those of others are NaN. */
    public boolean hasTarget() {
        return survey.targets();
    }

    /**
     * Gives all rows in their order.
     *
     * @param most
     *            rows of a block, at least 1
     * @throws IOException
     *             what the body threw
     */
    public void forEach(int most, Body body) throws IOException {
        IOException[] failure = new IOException[1];
        try {
            source.read(most, survey.targets(), rows -> {
                try {
                    body.take(rows);
                } catch (IOException e) {
                    failure[0] = e;
                    throw new Stopped();
                }
            });
        } catch (Stopped e) {
            throw failure[0];
        }
    }

    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
