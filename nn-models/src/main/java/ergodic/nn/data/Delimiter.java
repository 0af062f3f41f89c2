package ergodic.nn.data;

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
    static Delimiter detect(List<String> lines) {
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
