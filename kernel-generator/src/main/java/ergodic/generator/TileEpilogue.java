package ergodic.generator;

/**
 * A function of a sum before it is stored, in the words of the Vector API: of the sum s and, if it is a derivative, of the value y
 * that it is written by. Products are fused multiply-adds with -0, which round as products do.
 */
enum TileEpilogue {

    /** Nothing. */
    NONE("", false, "s"),
    /** {@code max(s, 0)}. */
    RELU("Relu", false, "s.blend(ZERO, s.compare(VectorOperators.LE, ZERO))"),
    /** {@code s (1 - y y)}. */
    TANH_DERIVATIVE("Tanh", true, "s.fma(y.fma(y, MINUS_ZERO).fma(MINUS_ONE, ONE), MINUS_ZERO)"),
    /** {@code s (y (1 - y))}. */
    SIGMOID_DERIVATIVE("Sigmoid", true, "s.fma(y.fma(MINUS_ONE, ONE).fma(y, MINUS_ZERO), MINUS_ZERO)"),
    /** {@code s step(y)}. */
    STEP_DERIVATIVE("Step", true, "s.fma(y.blend(ONE, y.compare(VectorOperators.GT, ZERO))"
            + ".blend(ZERO, y.compare(VectorOperators.LE, ZERO)), MINUS_ZERO)"),
    /** {@code s y}. */
    TIMES_DERIVATIVE("Times", true, "s.fma(y, MINUS_ZERO)");

    private final String word;
    private final boolean derivative;
    private final String formula;

    TileEpilogue(String word, boolean derivative, String formula) {
        this.word = word;
        this.derivative = derivative;
        this.formula = formula;
    }

    /** What the class of its tiles is called by. */
    String word() {
        return word;
    }

    /** Whether it reads a value y beside the sum. */
    boolean derivative() {
        return derivative;
    }

    /** Whether its formula names a constant or a class. */
    boolean uses(String name) {
        boolean found = false;
        for (int at = formula.indexOf(name); at >= 0; at = formula.indexOf(name, at + 1)) {
            found |= isWord(at, at + name.length());
        }
        return found;
    }

    /** The formula for the sum and the value of a row and a column. */
    String of(int row, int column) {
        String number = Integer.toString(row) + column;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < formula.length(); i++) {
            char c = formula.charAt(i);
            text.append(c).append((c == 's' || c == 'y') && isWord(i, i + 1) ? number : "");
        }
        return text.toString();
    }

    /** Whether a stretch of the formula is a whole name. */
    private boolean isWord(int begin, int end) {
        return (begin == 0 || !Character.isJavaIdentifierPart(formula.charAt(begin - 1)))
                && (end == formula.length() || !Character.isJavaIdentifierPart(formula.charAt(end)));
    }
}
