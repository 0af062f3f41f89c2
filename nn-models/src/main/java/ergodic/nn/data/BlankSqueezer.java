package ergodic.nn.data;

import java.io.IOException;
import java.io.Reader;

/** Rewrites a stream of lines as it is read: no blanks at their ends, each run of blanks outside quotes as one tab. */
final class BlankSqueezer extends Reader {

    private final Reader source;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private boolean lineStart = true;
    private boolean blank;
    private boolean quoted;
    /** A character that waits until the tab before it has been given. */
    private int waiting = -1;

    BlankSqueezer(Reader source) {
        this.source = source;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int c = next();
            if (c < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (char) c;
        }
        return count;
    }

    private int next() throws IOException {
        if (waiting >= 0) {
            int c = waiting;
            waiting = -1;
            return c;
        }
        for (;;) {
            if (position == limit) {
                limit = source.read(buffer, 0, buffer.length);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return -1;
                }
            }
            char c = buffer[position++];
            if (c == '\n' || c == '\r') {
                lineStart = true;
                blank = false;
                quoted = false;
                return c;
            }
            quoted ^= c == '"';
            if (!quoted && (c == ' ' || c == '\t')) {
                blank = true;
                continue;
            }
            boolean tab = blank && !lineStart;
            blank = false;
            lineStart = false;
            if (tab) {
                waiting = c;
                return '\t';
            }
            return c;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
