package ergodic.nn.data.arrays;

import ergodic.nn.data.DataException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an IDX file (LeCun, Cortes and Burges): two zero bytes, the type of an element, the number of axes, and their sizes
 * as 32 bits each, the most significant byte first.
 */
final class IdxFormat {

    private IdxFormat() {}

    static boolean matches(byte[] head) {
        return head.length >= 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[2] <= 14 && head[3] > 0;
    }

    static int bytes(ArrayHeader header) {
        return 4 + 4 * header.dims().size();
    }

    static ArrayHeader read(String name, DataInputStream bytes) throws IOException {
        bytes.skipNBytes(2);
        int code = bytes.readUnsignedByte();
        NumberType type = switch (code) {
            case 0x08 -> NumberType.UINT8;
            case 0x09 -> NumberType.INT8;
            case 0x0B -> NumberType.INT16;
            case 0x0C -> NumberType.INT32;
            case 0x0D -> NumberType.FLOAT32;
            case 0x0E -> NumberType.FLOAT64;
            default -> throw new DataException(name + " is an IDX file of a type of numbers that there is not (" + code
                    + "); is it damaged?");
        };
        int axes = bytes.readUnsignedByte();
        List<Integer> dims = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            dims.add(bytes.readInt());
        }
        return ArrayHeader.of(name, type, ByteOrder.BIG_ENDIAN, dims);
    }
}
