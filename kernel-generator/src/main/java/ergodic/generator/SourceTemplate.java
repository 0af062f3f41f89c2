package ergodic.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Text with holes: a name between two dollar signs. What fills a hole may have holes itself, to be filled later.
 *
 * @param name
 *            for messages
 */
record SourceTemplate(String name, String text) {

    private static final char MARK = '$';

    /** The template that lies among the resources as {@code name.java.txt}. */
    static SourceTemplate named(String name) {
        try (InputStream in = SourceTemplate.class.getResourceAsStream(name + ".java.txt")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no template " + name + ".java.txt");
            }
            return new SourceTemplate(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text with its holes filled.
     *
     * @param filling
     *            what goes into the hole of a name
     * @throws IllegalArgumentException
     *             if a hole is not closed in its line
     */
    String filled(UnaryOperator<String> filling) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(MARK); open >= 0; open = text.indexOf(MARK, at)) {
            int close = text.indexOf(MARK, open + 1);
            int line = text.indexOf('\n', open);
            if (close < 0 || line >= 0 && line < close) {
                throw new IllegalArgumentException("template " + name + ": a hole is not closed: "
                        + text.substring(open, line < 0 ? text.length() : line));
            }
            result.append(text, at, open).append(filling.apply(text.substring(open + 1, close)));
            at = close + 1;
        }
        return result.append(text, at, text.length()).toString();
    }
}
