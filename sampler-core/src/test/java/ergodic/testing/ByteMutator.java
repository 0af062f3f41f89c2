package ergodic.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages a valid file as disks, editors and other programs do: bits flipped, bytes or lines lost, doubled or swapped, the
 * end cut off, numbers made huge or strange, marks put in front. The same seed damages in the same way, so a seed that
 * failed once is kept as a case.
 */
public final class ByteMutator {

    /** Words that readers of numbers, tables and settings should meet once. */
    private static final List<String> WORDS = List.of("-1", "0", "2147483647", "2147483648", "-2147483649",
            "9223372036854775807", "99999999999999999999", "1e308", "1e999", "-1e-999", "NaN", "-nan", "inf", "NA",
            "null", "true", "0x1p3", "1,5", "1_000", "1d", "", " ", "\"", "\"\"", "'", "#", "[", "]", "{", "}", "[[",
            ",",
            ";", "\t", "=", ":", "\\", "\\u0000", "\u0000", "\uFEFF", "\u00e9", "\r", "\r\n", "\n\n", "chain", "lp__",
            "1e5000000000");
    private static final List<byte[]> MARKS = List.of(new byte[]{(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[]{(byte) 0xFF, (byte) 0xFE}, new byte[]{(byte) 0xFE, (byte) 0xFF}, new byte[]{0x1f, (byte) 0x8b},
            new byte[]{'P', 'K', 3, 4}, new byte[]{(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'}, new byte[64]);
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_RUN = 4096;

    private ByteMutator() {}

    /** A damaged copy; one to four changes, each drawn with this seed. */
    public static byte[] mutated(byte[] valid, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = valid.clone();
        for (int change = random.nextInt(1, MOST_CHANGES + 1); change > 0; change--) {
            bytes = switch (random.nextInt(10)) {
                case 0 -> flipped(bytes, random);
                case 1 -> Arrays.copyOf(bytes, at(bytes, random));
                case 2 -> spliced(bytes, at(bytes, random), random.nextInt(64), new byte[0]);
                case 3 -> spliced(bytes, at(bytes, random), 0, piece(bytes, random));
                case 4, 5 -> lines(bytes, random);
                case 6, 7 -> number(bytes, random);
                case 8 -> spliced(bytes, at(bytes, random), 0, word(random));
                default -> spliced(bytes, random.nextBoolean() ? 0 : at(bytes, random), random.nextInt(3),
                        MARKS.get(random.nextInt(MARKS.size())));
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (int flips = bytes.length == 0 ? 0 : random.nextInt(1, 9); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** A line lost, doubled, or in another's place. */
    private static byte[] lines(byte[] bytes, SplittableRandom random) {
        List<String> lines = new ArrayList<>(
                List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1)));
        String line = lines.get(random.nextInt(lines.size()));
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
            default -> lines.set(random.nextInt(lines.size()), line);
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A word in the place of a run of digits. */
    private static byte[] number(byte[] bytes, SplittableRandom random) {
        int start = at(bytes, random);
        while (start < bytes.length && !digit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && digit(bytes[end])) {
            end++;
        }
        return spliced(bytes, start, end - start, word(random));
    }

    private static byte[] word(SplittableRandom random) {
        if (random.nextInt(16) == 0) {
            return String.valueOf((char) ('0' + random.nextInt(75))).repeat(random.nextInt(LONGEST_RUN))
                    .getBytes(StandardCharsets.UTF_8);
        }
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] piece(byte[] bytes, SplittableRandom random) {
        int start = at(bytes, random);
        return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + random.nextInt(256)));
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + added.length);
        all.write(bytes, 0, at);
        all.writeBytes(added);
        int rest = Math.min(bytes.length, at + removed);
        all.write(bytes, rest, bytes.length - rest);
        return all.toByteArray();
    }

    private static int at(byte[] bytes, SplittableRandom random) {
        return random.nextInt(bytes.length + 1);
    }

    private static boolean digit(byte character) {
        return character >= '0' && character <= '9';
    }
}
