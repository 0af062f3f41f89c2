package ergodic.nn.data;

import java.util.ArrayList;
import java.util.List;

/** What separates the cells of a line. */
public enum Delimiter {
    /** One comma. */
    COMMA("commas"),
    /** One semicolon. */
    SEMICOLON("semicolons"),
    /** One tab. */
    TAB("tabs"),
    /** Any number of blanks and tabs; those at the ends of a line do not count. */
    BLANKS("blanks");

    private final String plural;

    Delimiter(String plural) {
        this.plural = plural;
    }

    /** Such as {@code commas}. */
    String plural() {
        return plural;
    }

    /** Number of separators in a line, outside double quotes. */
    int count(String line) {
        String text = this == BLANKS ? line.strip() : line;
        int count = 0;
        boolean quoted = false;
        boolean before = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            boolean separates = !quoted && separates(c);
            if (separates && !(before && this == BLANKS)) {
                count++;
            }
            before = separates;
        }
        return count;
    }

    private boolean separates(char c) {
        return switch (this) {
            case COMMA -> c == ',';
            case SEMICOLON -> c == ';';
            case TAB -> c == '\t';
            case BLANKS -> c == ' ' || c == '\t';
        };
    }

    /**
     * The delimiter that splits the most of these lines into equally many cells. Semicolons go before commas, which may
     * be decimal commas; blanks are taken only where nothing else separates, or where tabs do so less evenly.
     */
    static Delimiter detect(List<String> physical) {
        List<String> lines = records(physical);
        Delimiter best = BLANKS;
        int bestScore = 0;
        for (Delimiter candidate : List.of(SEMICOLON, COMMA, TAB)) {
            int score = candidate.evenness(lines);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best == TAB && BLANKS.evenness(lines) > bestScore ? BLANKS : best;
    }

    /** Lines put together where a line ends within quotes; as they are, if some quote is never closed. */
    private static List<String> records(List<String> lines) {
        List<String> records = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : lines) {
            open.append(open.isEmpty() ? "" : "\n").append(line);
            if (open.chars().filter(c -> c == '"').count() % 2 == 0) {
                records.add(open.toString());
                open.setLength(0);
            }
        }
        // The last lines may have been cut off within a record.
        return records.isEmpty() || 2 * records.size() < lines.size() && !open.isEmpty() ? lines : records;
    }

    /** How many lines have the most frequent number of separators, 0 if that number is 0. */
    private int evenness(List<String> lines) {
        int best = 0;
        for (String line : lines) {
            int count = count(line);
            int same = 0;
            for (String other : lines) {
                same += count(other) == count ? 1 : 0;
            }
            if (count > 0 && same > best) {
                best = same;
            } else if (count == 0 && same * 2 > lines.size()) {
                return 0;
            }
        }
        return best;
    }
}
