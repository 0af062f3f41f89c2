package ergodic.autodiff.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives the affine maps that end in another function from the text of the one that ends in a rectifier's derivative.
 * {@link #main} rewrites them; run it, then the formatter, then {@link FloatTwins}, when that has changed.
 */
final class AffineFunctions {

    /** The class that is written by hand. */
    static final String SOURCE = "VectorAffineStep";

    /** The derived classes. */
    static final List<String> NAMES = List.of("VectorAffineRelu", "VectorAffineTanh", "VectorAffineSigmoid");

    /** The store of a sum, by the digits of its name and its place. */
    private static final Pattern STORE = Pattern
            .compile("s(\\d\\d)\\s*\\.fma\\(\\s*y\\d\\d[^;]*?\\.intoMemorySegment\\((ALL, [^,]*, ORDER)\\);");

    private AffineFunctions() {}

    /** What becomes of the sum s. */
    private static String function(String name) {
        return switch (name) {
            case "VectorAffineRelu" -> "s.blend(ZERO, s.compare(VectorOperators.LE, ZERO))";
            case "VectorAffineTanh" -> "s.fma(y.fma(y, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO)";
            case "VectorAffineSigmoid" -> "s.fma(y.fma(MINUS_ONE, ONE).fma(y, MINUS_ZERO), MINUS_ZERO)";
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The text of a derived class, not yet formatted. */
    static String derive(String name, String text) {
        String result = text.replaceFirst("(?s)/\\*\\*(?:(?!\\*/).)*\\*/\\s*(?=final class)",
                "/** {@link @@} for another function, derived from its text by AffineFunctions (among the tests). */\n");
        result = result.replace(SOURCE, name).replace("@@", SOURCE);
        String function = function(name);
        result = STORE.matcher(result).replaceAll(match -> Matcher.quoteReplacement(
                function.replaceAll("\\b([sy])\\b", "$1" + match.group(1)) + ".intoMemorySegment(" + match.group(2)
                        + ");"));
        if (name.equals("VectorAffineRelu")) {
            return without(result, "DoubleVector y\\d\\d = ", "long by\\d = ", "\\w+ static final DoubleVector ONE = ",
                    "\\w+ static final DoubleVector MINUS_ZERO = ")
                    .replace("tile4x4(y + first * outStep, ", "tile4x4(")
                    .replace("tile2x4(y + first * outStep, ", "tile2x4(").replace("(long y, ", "(");
        }
        return without(result, "import jdk.incubator.vector.VectorOperators").replaceAll("DoubleVector ZERO = .*",
                "DoubleVector MINUS_ONE = DoubleVector.broadcast(S, -1.0);");
    }

    /** A text without the statements that begin so. */
    private static String without(String text, String... beginnings) {
        String result = text;
        for (String beginning : beginnings) {
            result = result.replaceAll("(?m)^ *" + beginning + "[^;]*;\\R", "");
        }
        return result;
    }

    /** Writes the derived classes anew. */
    public static void main(String[] args) throws IOException {
        Path sources = FloatTwins.sources();
        String text = Files.readString(sources.resolve(SOURCE + ".java"));
        for (String name : NAMES) {
            Files.writeString(sources.resolve(name + ".java"), derive(name, text));
        }
    }
}
