package ergodic.sampler.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Parts of a checkpoint with their length in front, so that a part that reads too little or too much is found out. */
final class Blobs {

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

    static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        }
        return bytes.toByteArray();
    }

    static void write(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static void write(DataOutput out, Writer writer) throws IOException {
        write(out, bytes(writer));
    }

    static byte[] read(DataInput in) throws IOException {
        int length = in.readInt();
        // Sources are arrays in memory, which know how much is left; a damaged length must not take memory.
        if (length < 0 || in instanceof DataInputStream source && length > source.available()) {
            throw new IOException("a part says that it has " + length + " bytes, which are not there");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void read(DataInput in, Reader reader) throws IOException {
        byte[] bytes = read(in);
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes))) {
            reader.read(source);
            if (source.available() > 0) {
                throw new IOException(source.available() + " bytes of a part were not read");
            }
        }
    }

    static void writeDoubles(DataOutput out, double[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
        bytes.asDoubleBuffer().put(values);
        write(out, bytes.array());
    }

    static void readDoublesInto(DataInput in, double[] values) throws IOException {
        byte[] bytes = read(in);
        if (bytes.length != Math.multiplyExact(values.length, Double.BYTES)) {
            throw new IOException("an array of " + bytes.length / Double.BYTES + " numbers, not " + values.length);
        }
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    }
}
