package ergodic.sampler.draws;

import ergodic.sampler.Statistic;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Element of a stored array, little-endian; values come and go as doubles. */
enum ElementType {
    FLOAT64("<f8", Double.BYTES),
    FLOAT32("<f4", Float.BYTES),
    INT64("<i8", Long.BYTES),
    BOOL("|b1", 1);

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String code;
    private final int bytes;

    ElementType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type as Zarr and NumPy write it. */
    String code() {
        return code;
    }

    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return this == FLOAT64 || this == FLOAT32;
    }

    static ElementType of(Statistic.Kind kind) {
        return switch (kind) {
            case REAL -> FLOAT64;
            case INTEGER -> INT64;
            case BOOLEAN -> BOOL;
        };
    }

    /** The kind of statistic that is stored so. */
    Statistic.Kind kind() {
        return switch (this) {
            case FLOAT64, FLOAT32 -> Statistic.Kind.REAL;
            case INT64 -> Statistic.Kind.INTEGER;
            case BOOL -> Statistic.Kind.BOOLEAN;
        };
    }

    /** The type of this code; {@link StoreException} for one that this program does not write. */
    static ElementType named(String code, String array) {
        for (ElementType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        String shown = code.length() > 8 ? code.substring(0, 8) + "..." : code;
        throw new StoreException("the array " + array + " has elements of type " + shown.replaceAll("\\p{Cntrl}", "?")
                + ", which cannot be read");
    }

    /** Puts {@code length} values from {@code offset} at an element index of a little-endian buffer. */
    void put(ByteBuffer buffer, int index, double[] values, int offset, int length) {
        int at = index * bytes;
        switch (this) {
            case FLOAT64 -> buffer.slice(at, length * bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values,
                    offset, length);
            case FLOAT32 -> {
                for (int i = 0; i < length; i++) {
                    buffer.putFloat(at + i * bytes, (float) values[offset + i]);
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    buffer.putLong(at + i * bytes, (long) values[offset + i]);
                }
            }
            case BOOL -> {
                for (int i = 0; i < length; i++) {
                    buffer.put(at + i, (byte) (values[offset + i] != 0 ? 1 : 0));
                }
            }
        }
    }

    /** The value at an element index. */
    double get(MemorySegment segment, long index) {
        return switch (this) {
            case FLOAT64 -> segment.get(DOUBLE, index * Double.BYTES);
            case FLOAT32 -> segment.get(FLOAT, index * Float.BYTES);
            case INT64 -> segment.get(LONG, index * Long.BYTES);
            case BOOL -> segment.get(ValueLayout.JAVA_BYTE, index);
        };
    }
}
