package ergodic.generator;

/** Lines of Java, indented by their braces and cut where they are too long. */
final class JavaLines {

    private static final int LONGEST = 120;
    private static final int STEP = 4;

    private final StringBuilder text = new StringBuilder();
    private int indent;

    /** Lines of a block that is indented so far. */
    JavaLines(int indent) {
        this.indent = indent;
    }

    /** Adds a statement, or its beginning or end; its own indentation is of no concern. */
    void add(String statement) {
        String line = statement.strip();
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("}")) {
            indent -= STEP;
        }
        cut(indent, line);
        if (line.endsWith("{")) {
            indent += STEP;
        }
    }

    private void cut(int at, String line) {
        if (at + line.length() <= LONGEST) {
            text.append(" ".repeat(at)).append(line).append('\n');
            return;
        }
        int call = line.lastIndexOf(").intoMemorySegment(") + 1;
        int space = line.lastIndexOf(' ', LONGEST - at);
        int end = call > 0 && call < LONGEST - at ? call : space;
        text.append(" ".repeat(at)).append(line.substring(0, end).strip()).append('\n');
        cut(at == indent ? at + 2 * STEP : at, line.substring(end).strip());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
