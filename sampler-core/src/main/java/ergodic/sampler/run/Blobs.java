package ergodic.sampler.run;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Parts of a checkpoint that know where they end, so that a part that reads too little or too much is found out. They are written
 * and read in pieces: saving a chain of a million unknowns takes no memory worth the name.
 */
final class Blobs {

    private static final int PIECE = 8192;

    /** Something that writes itself. */
    @FunctionalInterface
    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    /** Something that reads itself. */
    @FunctionalInterface
    interface Reader {
        void read(DataInput in) throws IOException;
    }

    private Blobs() {}

    /** Writes a part in pieces, each with its length in front and a piece of no bytes at the end: nothing is held as a whole. */
    static void write(DataOutput out, Writer writer) throws IOException {
        Pieces pieces = new Pieces(out);
        DataOutputStream target = new DataOutputStream(pieces);
        writer.write(target);
        target.flush();
        pieces.end();
    }

    static void write(DataOutput out, byte[] bytes) throws IOException {
        write(out, target -> target.write(bytes));
    }

    /** Reads a part that is small. */
    static byte[] read(DataInput in) throws IOException {
        return new PiecesInput(in).readAllBytes();
    }

    static void read(DataInput in, Reader reader) throws IOException {
        PiecesInput pieces = new PiecesInput(in);
        reader.read(new DataInputStream(pieces));
        long left = pieces.skipRest();
        if (left > 0) {
            throw new IOException(left + " bytes of a part were not read");
        }
    }

    static void writeDoubles(DataOutput out, double[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        for (int done = 0; done < values.length; done += PIECE / Double.BYTES) {
            int count = Math.min(PIECE / Double.BYTES, values.length - done);
            bytes.asDoubleBuffer().put(values, done, count);
            out.write(bytes.array(), 0, count * Double.BYTES);
        }
    }

    static void readDoublesInto(DataInput in, double[] values) throws IOException {
        int length = in.readInt();
        if (length != values.length) {
            throw new IOException("an array of " + length + " numbers, not " + values.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        for (int done = 0; done < values.length; done += PIECE / Double.BYTES) {
            int count = Math.min(PIECE / Double.BYTES, values.length - done);
            in.readFully(bytes.array(), 0, count * Double.BYTES);
            bytes.asDoubleBuffer().get(values, done, count);
        }
    }

    /** Cuts what is written into pieces. */
    private static final class Pieces extends OutputStream {
        private final DataOutput out;
        private final byte[] piece = new byte[PIECE];
        private int filled;

        Pieces(DataOutput out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            if (filled == PIECE) {
                put();
            }
            piece[filled++] = (byte) value;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (filled == PIECE) {
                    put();
                }
                int count = Math.min(PIECE - filled, length - done);
                System.arraycopy(bytes, offset + done, piece, filled, count);
                filled += count;
                done += count;
            }
        }

        void end() throws IOException {
            if (filled > 0) {
                put();
            }
            out.writeInt(0);
        }

        private void put() throws IOException {
            out.writeInt(filled);
            out.write(piece, 0, filled);
            filled = 0;
        }
    }

    /** Puts the pieces together again; ends where the part ends. */
    private static final class PiecesInput extends InputStream {
        private final DataInput in;
        private final byte[] piece = new byte[PIECE];
        private int length;
        private int taken;
        private boolean ended;

        PiecesInput(DataInput in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return more() ? piece[taken++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            if (wanted == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            int count = Math.min(wanted, length - taken);
            System.arraycopy(piece, taken, bytes, offset, count);
            taken += count;
            return count;
        }

        long skipRest() throws IOException {
            long left = 0;
            while (more()) {
                left += length - taken;
                taken = length;
            }
            return left;
        }

        /** A damaged length must not take memory. */
        private boolean more() throws IOException {
            if (taken == length && !ended) {
                length = in.readInt();
                if (length < 0 || length > PIECE) {
                    throw new IOException("a part says that it has " + length + " bytes, which are not there");
                }
                in.readFully(piece, 0, length);
                taken = 0;
                ended = length == 0;
            }
            return !ended;
        }
    }
}
