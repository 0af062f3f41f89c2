package ergodic.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Java source and reports what hot code may not contain: streams, lambdas, method references, boxes, varargs,
 * string formatting. It reads text rather than class files because a box or a lambda that javac has compiled is hard to
 * tell from what the JIT removes, and because the message can then name the line.
 *
 * <p>Comments, strings and characters are blanked first, so only code is judged. Every rule is a pattern; what the
 * patterns cannot see (types inferred by {@code var}, a call of somebody else's varargs method) the allocation tests do.
 * A line of a hot file that runs once only may say so, with its reason: {@code // cold: once a plan}.
 */
final class HotCodeRules {

    private record Rule(String name, Pattern pattern) {}

    private static final List<Rule> RULES = List.of(
            new Rule("a stream",
                    Pattern.compile("\\bjava\\.util\\.stream\\b|\\b\\w*Stream\\b|\\.stream\\(|\\.forEach\\(")),
            new Rule("a method reference", Pattern.compile("::")),
            // Not the element type of a vector, nor a call of a static method.
            new Rule("a boxed type", Pattern.compile("(?<!\\bVector(?:Species|Mask|Shuffle)?<)"
                    + "\\b(?:Double|Float|Long|Integer|Short|Byte|Boolean|Character)\\b(?!\\s*\\.\\s*(?!valueOf\\b|class\\b)\\w)")),
            new Rule("varargs", Pattern.compile("\\w\\s*\\.\\.\\.")),
            new Rule("string formatting", Pattern.compile("\\bString\\.format\\(|\\.formatted\\(")));

    private static final Pattern COLD = Pattern.compile("// cold: \\w");
    private static final Pattern LAMBDA = Pattern.compile("->");
    private static final Pattern CASE_LABEL = Pattern.compile("^\\s*(?:case\\b|default\\b)");

    private HotCodeRules() {}

    /**
     * The violations in one compilation unit.
     *
     * @param source
     *            Java source text
     * @return one entry a violation, {@code line N: what: the line}, in the order of the rules and then of the lines
     */
    static List<String> violations(String source) {
        String code = blankTextAndComments(source);
        List<String> found = new ArrayList<>();
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(code);
            while (matcher.find()) {
                report(found, source, matcher.start(), rule.name());
            }
        }
        Matcher arrow = LAMBDA.matcher(code);
        while (arrow.find()) {
            if (!CASE_LABEL.matcher(code.substring(statementStart(code, arrow.start()), arrow.start())).find()) {
                report(found, source, arrow.start(), "a lambda");
            }
        }
        return found;
    }

    /** Where the statement or case label that holds {@code position} begins: after the last {@code ; { or }}. */
    private static int statementStart(String code, int position) {
        for (int i = position - 1; i >= 0; i--) {
            char c = code.charAt(i);
            if (c == ';' || c == '{' || c == '}') {
                return i + 1;
            }
        }
        return 0;
    }

    private static void report(List<String> found, String source, int position, String what) {
        int from = source.lastIndexOf('\n', position) + 1;
        int to = source.indexOf('\n', position);
        String text = source.substring(from, to < 0 ? source.length() : to).strip();
        if (!COLD.matcher(text).find()) {
            long line = 1 + source.substring(0, position).chars().filter(c -> c == '\n').count();
            found.add("line " + line + ": " + what + ": " + text);
        }
    }

    /** Replaces the contents of comments, strings, text blocks and characters by blanks; line breaks stay. */
    static String blankTextAndComments(String source) {
        StringBuilder out = new StringBuilder(source);
        int i = 0;
        while (i < source.length()) {
            int end;
            if (source.startsWith("//", i)) {
                end = endOf(source, "\n", i + 2, 0);
            } else if (source.startsWith("/*", i)) {
                end = endOf(source, "*/", i + 2, 2);
            } else if (source.startsWith("\"\"\"", i)) {
                end = endOfQuoted(source, "\"\"\"", i + 3);
            } else if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
                end = endOfQuoted(source, source.substring(i, i + 1), i + 1);
            } else {
                i++;
                continue;
            }
            for (int k = i; k < end; k++) {
                if (source.charAt(k) != '\n') {
                    out.setCharAt(k, ' ');
                }
            }
            i = end;
        }
        return out.toString();
    }

    private static int endOf(String source, String mark, int from, int markLength) {
        int at = source.indexOf(mark, from);
        return at < 0 ? source.length() : at + markLength;
    }

    private static int endOfQuoted(String source, String quote, int from) {
        int i = from;
        while (i < source.length() && !source.startsWith(quote, i)) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(source.length(), i + quote.length());
    }
}
