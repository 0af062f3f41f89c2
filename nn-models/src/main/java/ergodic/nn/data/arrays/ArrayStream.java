package ergodic.nn.data.arrays;

import ergodic.nn.data.DataException;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.words.Counted;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.ZipException;

/** An array that is read a slice of its first axis at a time; no more than one slice is in memory. */
public final class ArrayStream implements AutoCloseable {

    /** A slice of more bytes is no row of data. */
    private static final double LARGEST_SLICE = 1 << 28;
    /** What gzip, zip and PNG can make of a byte at most. */
    private static final double MOST_UNPACKED = 1032;

    private final String name;
    private final ArrayHeader header;
    private final InputStream bytes;
    private final ByteBuffer slice;
    private int taken;

    /**
     * An array whose header was read.
     *
     * @param name
     *            for messages
     * @param bytes
     *            its elements follow
     * @param fileBytes
     *            bytes of the file that are left, or of the packed file
     * @param packed
     *            whether the bytes were packed, so that there may be more of them
     */
    ArrayStream(String name, ArrayHeader header, InputStream bytes, double fileBytes, boolean packed) {
        this.name = name;
        this.header = header;
        this.bytes = bytes;
        double wanted = header.sliceBytes() * header.dims().getFirst();
        if (packed ? wanted > MOST_UNPACKED * fileBytes : wanted != fileBytes) {
            throw new DataException(name + " says that it holds " + header + " numbers, which are "
                    + size(wanted) + ", but there are " + (packed ? "at most " + size(MOST_UNPACKED * fileBytes)
                            : size(fileBytes))
                    + " in it; the file is damaged, or cut off");
        }
        if (header.sliceBytes() > LARGEST_SLICE) {
            throw new DataException(name + " holds rows of " + size(header.sliceBytes())
                    + " each, more than can be worked with; make them smaller");
        }
        this.slice = ByteBuffer.allocate((int) header.sliceBytes()).order(header.order());
    }

    private static String size(double count) {
        return Counted.of((long) count, "byte");
    }

    /** Sizes of the axes; the first is that of the slices. */
    public List<Integer> dims() {
        return header.dims();
    }

    /** Name of the file, and of the array in it. */
    public String name() {
        return name;
    }

    /** Number of slices. */
    public int count() {
        return header.dims().getFirst();
    }

    /** Whether the elements are whole numbers from 0 to 255. */
    public boolean ofBytes() {
        return header.type() == NumberType.UINT8;
    }

    /** The next slice, of an array {@link #ofBytes}. */
    public byte[] nextBytes() {
        fill();
        return slice.array().clone();
    }

    /** The next slice. */
    public double[] next() {
        fill();
        double[] values = new double[header.sliceLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = header.type().at(slice, i * header.type().bytes());
            if (!Double.isFinite(values[i])) {
                throw new DataException(
                        name + ", row " + (taken - 1) + ": the number at place " + i + " is " + values[i]
                                + "; only finite numbers can be used");
            }
        }
        return values;
    }

    private void fill() {
        try {
            int got = bytes.readNBytes(slice.array(), 0, slice.capacity());
            if (got < slice.capacity()) {
                throw endsEarly();
            }
            taken++;
        } catch (EOFException e) {
            throw endsEarly();
        } catch (ZipException e) {
            throw new DataException(name + ", row " + taken + ": the packed file is damaged (" + e.getMessage()
                    + "); fetch it again");
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + FileFault.reason(e));
        }
    }

    private DataException endsEarly() {
        return new DataException(name + " ends after " + Counted.of(taken, "row") + ", but says that it holds "
                + count() + "; the file is cut off");
    }

    /** Reads to the end, which must be that of the last slice. */
    public void finish() {
        try {
            if (bytes.read() >= 0) {
                throw new DataException(name + " goes on behind the " + Counted.of(count(), "row")
                        + " that its header tells of; the file is damaged");
            }
        } catch (EOFException | ZipException e) {
            throw new DataException(name + " is damaged at its end; fetch it again");
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + FileFault.reason(e));
        }
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + FileFault.reason(e));
        }
    }
}
