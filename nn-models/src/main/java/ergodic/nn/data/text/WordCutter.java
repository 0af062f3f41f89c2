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

/**
 * Cuts texts into words: by the rules of Unicode for word boundaries (UAX 29, Lucene's {@code StandardAnalyzer} without stop words), in
 * lower case. Equal words are one object.
 */
final class WordCutter {

    private final Analyzer analyzer = new StandardAnalyzer();
    private final Map<String, String> known = new HashMap<>();

    String[] of(String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                String word = term.toString();
                String same = known.putIfAbsent(word, word);
                words.add(same == null ? word : same);
            }
            tokens.end();
        } catch (IOException e) {
            throw new DataException(
                    "a text of " + Counted.of(text.length(), "character") + " cannot be cut into words: "
                            + e.getMessage());
        }
        return words.toArray(String[]::new);
    }
}
