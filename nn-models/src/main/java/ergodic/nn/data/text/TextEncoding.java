package ergodic.nn.data.text;

import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.ItemCanvas;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.RowShape;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts as the numbers of their first words, and how many those are; behind them stand zeros. */
final class TextEncoding implements ItemEncoding<String[]> {

    private final Vocabulary vocabulary;
    private final RowShape.Symbols shape;
    private final List<FeatureEncoding> features;

    private TextEncoding(Vocabulary vocabulary, int words) {
        this.vocabulary = vocabulary;
        this.shape = new RowShape.Symbols(words, vocabulary.size() + 1, true);
        List<FeatureEncoding> all = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            all.add(new FeatureEncoding.Whole("word " + i, 0, vocabulary.size(), "words of the training texts"));
        }
        all.add(new FeatureEncoding.Whole("words", 0, words, "numbers of words that data.words allows"));
        this.features = List.copyOf(all);
    }

    /** Learns the vocabulary, and says what is lost. */
    static TextEncoding learn(List<String[]> training, Vocabulary vocabulary, int words, List<String> notes) {
        long all = 0;
        long unknown = 0;
        int cut = 0;
        int empty = 0;
        for (String[] text : training) {
            all += text.length;
            cut += text.length > words ? 1 : 0;
            empty += text.length == 0 ? 1 : 0;
            for (String word : text) {
                unknown += vocabulary.number(word) == 0 ? 1 : 0;
            }
        }
        notes.add("the vocabulary has " + Counted.of(vocabulary.size(), "word") + String.format(Locale.ROOT,
                " of the training texts; %.1f %% of their words are not in it, and are one word, the unknown one",
                all == 0 ? 0.0 : 100.0 * unknown / all));
        if (cut > 0) {
            notes.add(Counted.of(cut, "training text") + " " + Counted.is(cut) + " longer than data.words = " + words
                    + ", and cut there");
        }
        if (empty > 0) {
            notes.add(Counted.of(empty, "training text") + " " + (empty == 1 ? "has" : "have") + " no words");
        }
        return new TextEncoding(vocabulary, words);
    }

    @Override
    public RowShape shape() {
        return shape;
    }

    @Override
    public List<FeatureEncoding> features() {
        return features;
    }

    @Override
    public @Nullable String complaint(String[] item) {
        return null;
    }

    @Override
    public void show(double[] inputs, int offset, ItemCanvas canvas) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < (int) inputs[offset + shape.steps()]; i++) {
            words.add(vocabulary.word((int) inputs[offset + i]));
        }
        canvas.passage(words);
    }

    @Override
    public void encodeInto(String[] item, double[] inputs, int offset) {
        int count = Math.min(item.length, shape.steps());
        for (int i = 0; i < count; i++) {
            inputs[offset + i] = vocabulary.number(item[i]);
        }
        inputs[offset + shape.steps()] = count;
    }
}
