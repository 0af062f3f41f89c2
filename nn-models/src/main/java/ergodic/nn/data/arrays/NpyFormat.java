package ergodic.nn.data.arrays;

import ergodic.nn.data.DataException;
import ergodic.sampler.words.Counted;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an NPY file (NumPy's format, versions 1 to 3): eight bytes, the length of the header, and a dictionary in Python's
 * notation with the type of an element, the order of the axes and their sizes.
 */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;

    private NpyFormat() {}

    static boolean matches(byte[] head) {
        if (head.length < MAGIC.length) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (head[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /** A header, and how many bytes it took. */
    record Read(ArrayHeader header, int bytes) {}

    static Read read(String name, DataInputStream bytes) throws IOException {
        bytes.skipNBytes(MAGIC.length);
        int version = bytes.readUnsignedByte();
        bytes.skipNBytes(1);
        if (version < 1 || version > 3) {
            throw new DataException(name + " is an NPY file of version " + version + "; versions 1 to 3 are read");
        }
        long length = version == 1 ? Short.toUnsignedInt(Short.reverseBytes(bytes.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
        if (length > LONGEST) {
            throw new DataException(name + " says that its header takes " + Counted.of(length, "byte")
                    + ", which no array of numbers needs; the file is damaged");
        }
        byte[] text = bytes.readNBytes((int) length);
        if (text.length < length) {
            throw new DataException(name + " ends within its header; the file is cut off");
        }
        return new Read(parse(name, new String(text, StandardCharsets.ISO_8859_1)),
                MAGIC.length + 2 + (version == 1 ? 2 : 4) + text.length);
    }

    private static ArrayHeader parse(String name, String text) {
        String type = value(name, text, "'descr'");
        if (!type.startsWith("'") || type.length() < 4) {
            throw new DataException(name + " holds records of several fields (" + shown(type)
                    + "); write its numbers as one array");
        }
        if (!value(name, text, "'fortran_order'").startsWith("False")) {
            throw new DataException(name + " has its first axis inside (Fortran's order); save it by"
                    + " numpy.save(file, numpy.ascontiguousarray(array))");
        }
        return ArrayHeader.of(name, type(name, type.substring(1)),
                type.charAt(1) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                dims(name, value(name, text, "'shape'")));
    }

    /** What stands behind a key, up to the end. */
    private static String value(String name, String text, String key) {
        int at = text.indexOf(key);
        int colon = at < 0 ? -1 : text.indexOf(':', at);
        if (colon < 0) {
            throw new DataException(name + " is an NPY file whose header does not say " + key + "; it is damaged");
        }
        return text.substring(colon + 1).strip();
    }

    private static NumberType type(String name, String code) {
        int end = code.indexOf('\'');
        String letter = end < 1 ? "" : code.substring(1, end);
        return switch (letter) {
            case "u1", "b1" -> NumberType.UINT8;
            case "i1" -> NumberType.INT8;
            case "i2" -> NumberType.INT16;
            case "u2" -> NumberType.UINT16;
            case "i4" -> NumberType.INT32;
            case "u4" -> NumberType.UINT32;
            case "i8" -> NumberType.INT64;
            case "f4" -> NumberType.FLOAT32;
            case "f8" -> NumberType.FLOAT64;
            default -> throw new DataException(name + " holds elements of NumPy's type '"
                    + shown(end < 0 ? code : code.substring(0, end))
                    + "', which is not read; save it as numbers, by array.astype(\"float32\")");
        };
    }

    private static List<Integer> dims(String name, String text) {
        int open = text.indexOf('(');
        int close = text.indexOf(')');
        List<Integer> dims = new ArrayList<>();
        if (open != 0 || close < 0) {
            throw new DataException(name + " is an NPY file without a shape; it is damaged");
        }
        for (String size : text.substring(1, close).split(",", -1)) {
            if (!size.isBlank()) {
                try {
                    dims.add(Integer.parseInt(size.strip()));
                } catch (NumberFormatException e) {
                    throw new DataException(name + " says that an axis of its array has the size " + shown(size.strip())
                            + "; sizes are whole numbers up to " + Integer.MAX_VALUE);
                }
            }
        }
        return dims;
    }

    private static String shown(String text) {
        return text.length() > 20 ? text.substring(0, 20) + " ..." : text;
    }
}
