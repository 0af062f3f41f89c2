package ergodic.generator;

import java.util.Locale;

/** The precisions, and what goes into the holes of a template for each. */
enum NumberKind {

    DOUBLE("Double", "Long", "", "Float", "", "", "FLOAT64"), FLOAT("Float", "Int", "Float", "", "f", "(float) ",
            "FLOAT32");

    private final String number;
    private final String bits;
    private final String mark;
    private final String otherMark;
    private final String suffix;
    private final String round;
    private final String precision;

    NumberKind(String number, String bits, String mark, String otherMark, String suffix, String round,
            String precision) {
        this.number = number;
        this.bits = bits;
        this.mark = mark;
        this.otherMark = otherMark;
        this.suffix = suffix;
        this.round = round;
        this.precision = precision;
    }

    /**
     * What fills a hole.
     *
     * @throws IllegalArgumentException
     *             if the hole has no meaning
     */
    String filling(String hole) {
        return switch (hole) {
            case "Number" -> number;
            case "number" -> name().toLowerCase(Locale.ROOT);
            case "NUMBER" -> name();
            case "Bits" -> bits;
            case "bits" -> bits.toLowerCase(Locale.ROOT);
            case "Float" -> mark;
            case "Twin" -> otherMark;
            case "f" -> suffix;
            case "round" -> round;
            case "PRECISION" -> precision;
            default -> bytes(hole);
        };
    }

    private String bytes(String hole) {
        int ofDoubles;
        try {
            ofDoubles = Integer.parseInt(hole);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a hole without a meaning: $" + hole + "$", e);
        }
        if (ofDoubles % Double.BYTES != 0) {
            throw new IllegalArgumentException(ofDoubles + " is no number of bytes of doubles");
        }
        return Integer.toString(this == DOUBLE ? ofDoubles : ofDoubles / 2);
    }
}
