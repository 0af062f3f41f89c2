package ergodic.sampler.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Arrays of numbers: their length as a vector, and how they are saved. */
public final class PlainVectors {

    /** Numbers for which memory is taken at once. */
    private static final int PIECE = 1 << 16;
    private static final String WHAT_TO_DO = "; resume with the version that wrote it, or begin a new run elsewhere";

    private PlainVectors() {}

    /** The Euclidean norm. */
    public static double norm(double[] vector) {
        double sum = 0;
        for (double x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    /** Writes the number of elements and the elements. */
    public static void write(DataOutput out, double[] vector) throws IOException {
        out.writeInt(vector.length);
        writeAll(out, vector);
    }

    /**
     * Reads what {@link #write} wrote. Memory is taken for what is there and not for what is announced.
     *
     * @throws IOException
     *             if the length is negative, or more than there are elements
     */
    public static double[] read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("it announces " + length + " numbers" + WHAT_TO_DO);
        }
        double[] vector = new double[Math.min(length, PIECE)];
        int known = 0;
        try {
            while (known < length) {
                if (known == vector.length) {
                    vector = Arrays.copyOf(vector, (int) Math.min(length, 2L * known));
                }
                vector[known] = in.readDouble();
                known++;
            }
        } catch (EOFException e) {
            throw new IOException("it announces " + length + " numbers and ends after " + known
                    + " of them" + WHAT_TO_DO, e);
        }
        return vector;
    }

    /** Writes the elements of an array whose length the reader knows. */
    public static void writeAll(DataOutput out, double[] vector) throws IOException {
        for (double x : vector) {
            out.writeDouble(x);
        }
    }

    /** Fills an array with what {@link #writeAll} wrote. */
    public static void readInto(DataInput in, double[] vector) throws IOException {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = in.readDouble();
        }
    }
}
