package ergodic.nn.data.text;

import ergodic.nn.data.ItemCanvas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of the training texts that have numbers, from 1 on; 0 is every other word. */
final class Vocabulary {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>(List.of(ItemCanvas.UNKNOWN));

    private Vocabulary() {}

    /**
     * Learns it.
     *
     * @param training
     *            training texts in words
     * @param most
     *            most words; the most frequent ones are taken, of equally frequent ones the first in the alphabet
     * @param least
     *            times that a word must occur
     */
    static Vocabulary learn(List<String[]> training, int most, int least) {
        Map<String, Integer> counts = new HashMap<>();
        for (String[] text : training) {
            for (String word : text) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        List<Map.Entry<String, Integer>> frequent = new ArrayList<>(
                counts.entrySet().stream().filter(entry -> entry.getValue() >= least).toList());
        frequent.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        Vocabulary vocabulary = new Vocabulary();
        for (Map.Entry<String, Integer> entry : frequent.subList(0, Math.min(most, frequent.size()))) {
            vocabulary.numbers.put(entry.getKey(), vocabulary.words.size());
            vocabulary.words.add(entry.getKey());
        }
        return vocabulary;
    }

    /** Number of a word; 0 if it has none. */
    int number(String word) {
        return numbers.getOrDefault(word, 0);
    }

    /** The word of a number; of 0 what stands for every other word. */
    String word(int number) {
        return words.get(number);
    }

    /** Number of words. */
    int size() {
        return numbers.size();
    }
}
