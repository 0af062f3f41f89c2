package ergodic.nn.data.text;

import ergodic.nn.data.DataException;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Cuts texts into words: by the rules of Unicode for word boundaries (UAX 29, Lucene's {@code StandardAnalyzer} without stop words), in
 * lower case. Where it is asked to, what stands between them without a blank inside is a word too, such as {@code "!!"}, and digits are
 * read as 0. Equal words are one object.
 */
final class WordCutter {

    private final Analyzer analyzer = new StandardAnalyzer();
    private final Map<String, String> known = new HashMap<>();
    private final boolean signs;
    private final boolean zeros;

    /**
     * A cutter.
     *
     * @param signs
     *            whether signs between words are words
     * @param zeros
     *            whether every digit is read as 0
     */
    WordCutter(boolean signs, boolean zeros) {
        this.signs = signs;
        this.zeros = zeros;
    }

    String[] of(String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            int end = 0;
            while (tokens.incrementToken()) {
                addSigns(text, end, place.startOffset(), words);
                words.add(one(term.toString()));
                end = place.endOffset();
            }
            addSigns(text, end, text.length(), words);
            tokens.end();
        } catch (IOException e) {
            throw new DataException(
                    "a text of " + Counted.of(text.length(), "character") + " cannot be cut into words: "
                            + e.getMessage());
        }
        return words.toArray(String[]::new);
    }

    /** Adds the runs between two places in which there is no blank, if signs are asked for. */
    private void addSigns(String text, int from, int to, List<String> words) {
        int start = from;
        for (int i = from; signs && i <= to; i++) {
            if (i == to || Character.isWhitespace(text.charAt(i)) || Character.isSpaceChar(text.charAt(i))) {
                if (i > start) {
                    words.add(one(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
    }

    /** The one object of a word. */
    private String one(String cut) {
        String word = zeros ? withZeros(cut) : cut;
        String same = known.putIfAbsent(word, word);
        return same == null ? word : same;
    }

    private static String withZeros(String word) {
        StringBuilder read = new StringBuilder();
        word.codePoints().forEach(c -> read.appendCodePoint(Character.isDigit(c) ? '0' : c));
        return read.toString();
    }
}
