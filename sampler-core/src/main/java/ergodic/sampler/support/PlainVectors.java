package ergodic.sampler.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers: their length as a vector, and how they are saved. */
public final class PlainVectors {

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

    /** Reads what {@link #write} wrote. */
    public static double[] read(DataInput in) throws IOException {
        double[] vector = new double[in.readInt()];
        readInto(in, vector);
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
