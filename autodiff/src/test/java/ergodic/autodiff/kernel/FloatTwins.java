package ergodic.autodiff.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives the kernels for floats from the text of those for doubles. {@link #main} rewrites them; run it, then the formatter,
 * when a double kernel has changed.
 *
 * <p>
 * What the text must keep to: byte counts that grow with the size of a number have the suffix L ({@code 8L * i},
 * {@code 24L * L}) and are halved, those that are cache lines have none; a number is written {@code 1.0}, not {@code 1}, where
 * it is broadcast; functions of doubles are called only where their result is stored.
 */
final class FloatTwins {

    /** The files that are derived. */
    static final List<String> NAMES = List.of("ScalarElementwise", "ScalarKernels", "ScalarProducts",
            "ScalarReductions", "ScalarWindows", "VectorAffine", "VectorAffineThen", "VectorAffineStep",
            "VectorAffineRelu", "VectorAffineTanh", "VectorAffineSigmoid", "VectorBinary", "VectorFused",
            "VectorKernels", "VectorOuter", "VectorOuterTiles", "VectorDenseOuter",
            "VectorReductions", "VectorUnary", "VectorTaps", "VectorTapsEight", "VectorTapsSix", "VectorTapsFour",
            "VectorTapsOne", "VectorTapSums", "VectorTapSumsNarrow", "VectorPooling");

    /** Kernels whose twins are written by hand. */
    private static final List<String> BY_HAND = List.of("VectorExponential", "VectorLogarithm", "VectorSigmoidal",
            "VectorNormal", "VectorGamma", "VectorPolygamma",
            "VectorRowSums", "VectorTranspose",
            "ScalarRowSums");

    private static final Pattern BYTES = Pattern.compile("\\b(\\d+)L\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d+\\.\\d+(?:e[-+]?\\d+)?)(?![\\w.])");
    private static final Pattern DOUBLE_RESULT = Pattern
            .compile("\\b(ScalarMath|SpecialFunctions|Math)\\.(?!max|min|abs)");
    private static final String STORE = "m.set(JAVA_FLOAT, ";

    private FloatTwins() {}

    /** Name of the twin of a class, such as VectorFloatAffine. */
    static String twin(String name) {
        return name.replaceFirst("^(Vector|Scalar)", "$1Float");
    }

    /** The sources of the kernels; tests are started in the module or in the repository. */
    static Path sources() {
        Path inModule = Path.of("src/main/java/ergodic/autodiff/kernel");
        return Files.isDirectory(inModule) ? inModule : Path.of("autodiff").resolve(inModule);
    }

    /** The text of a twin, not yet formatted. */
    static String derive(String name, String text) {
        String comment = "/** {@link " + name
                + "} for floats, derived from its text by FloatTwins (among the tests). */\n";
        String result = text.replaceFirst("(?s)/\\*\\*(?:(?!\\*/).)*\\*/\\s*(?=final class)",
                Matcher.quoteReplacement("@@"));
        result = result.replaceAll("\\b" + twin(name) + "\\b", "@" + name + "@").replace("FLOAT64", "FLOAT32");
        for (String other : NAMES) {
            result = result.replaceAll("(?<!@)\\b" + other + "\\b", twin(other));
        }
        for (String other : BY_HAND) {
            result = result.replaceAll("\\b" + other + "\\b", twin(other));
        }
        result = name.endsWith("Kernels") ? roundArguments(result) : result.replaceAll("\\bdouble(s?)\\b", "float$1");
        result = result.replaceAll("@(\\w+)@", "$1").replaceAll("\\bDoubleVector\\b", "FloatVector")
                .replaceAll("\\bLongVector\\b", "IntVector").replaceAll("\\bDouble\\b", "Float")
                .replaceAll("\\bJAVA_DOUBLE", "JAVA_FLOAT").replace("reinterpretAsLongs", "reinterpretAsInts")
                .replace("reinterpretAsDoubles", "reinterpretAsFloats").replaceAll("\\blong\\.class\\b", "int.class");
        result = replace(BYTES, result, match -> half(name, match.group(1)) + "L");
        result = replace(NUMBER, result, match -> match.group(1) + "f");
        return roundStores(result).replace("@@", comment);
    }

    /** The interface gives and takes single numbers as doubles; loops take floats. */
    private static String roundArguments(String text) {
        String result = text;
        for (MatchResult argument : Pattern.compile("\\bdouble (\\w+)[,)]").matcher(text).results().toList()) {
            String name = argument.group(1);
            result = result.replaceAll("(?<!double |\\(float\\) )\\b" + name + "\\b(?=[,)])", "(float) " + name);
        }
        return result;
    }

    private static String half(String name, String bytes) {
        int n = Integer.parseInt(bytes);
        if (n % Double.BYTES != 0) {
            throw new IllegalArgumentException(name + ": " + bytes + "L is no number of bytes of doubles");
        }
        return Integer.toString(n / 2);
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
    }

    /** Casts what is stored to a float where a function of doubles gives it. */
    private static String roundStores(String text) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf(STORE); start >= 0; start = text.indexOf(STORE, at)) {
            int value = endOfArgument(text, start + STORE.length()) + 1;
            int end = endOfArgument(text, value);
            String number = text.substring(value, end).strip();
            result.append(text, at, value)
                    .append(DOUBLE_RESULT.matcher(number).find() ? " (float) " + number : " " + number);
            at = end;
        }
        return result.append(text.substring(at)).toString();
    }

    /** Position of the comma or parenthesis that ends an argument. */
    private static int endOfArgument(String text, int start) {
        int depth = 0;
        int i = start;
        while (depth > 0 || text.charAt(i) != ',' && text.charAt(i) != ')') {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            i++;
        }
        return i;
    }

    /** Writes the twins anew. */
    public static void main(String[] args) throws IOException {
        for (String name : NAMES) {
            String text = Files.readString(sources().resolve(name + ".java"));
            Files.writeString(sources().resolve(twin(name) + ".java"), derive(name, text));
        }
    }
}
