package ergodic.nn.data.arrays;

import java.nio.ByteBuffer;

/** What the elements of an array are. */
enum NumberType {
    UINT8(1), INT8(1), INT16(2), UINT16(2), INT32(4), UINT32(4), INT64(8), FLOAT32(4), FLOAT64(8);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** The element at a position, in the buffer's order of bytes. */
    double at(ByteBuffer buffer, int position) {
        return switch (this) {
            case UINT8 -> buffer.get(position) & 0xff;
            case INT8 -> buffer.get(position);
            case INT16 -> buffer.getShort(position);
            case UINT16 -> buffer.getShort(position) & 0xffff;
            case INT32 -> buffer.getInt(position);
            case UINT32 -> buffer.getInt(position) & 0xffffffffL;
            case INT64 -> (double) buffer.getLong(position);
            case FLOAT32 -> buffer.getFloat(position);
            case FLOAT64 -> buffer.getDouble(position);
        };
    }
}
