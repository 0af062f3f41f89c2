package ergodic.diagnostics.report;

/** Small pictures whose shape says the same as their colour. */
final class Icons {
    private static final String CHECK = "<path d=\"M7 12.5l3.5 3.5L17 9\"/>";
    private static final String WAVE = "<path d=\"M6.5 13.5c2-4 3.5-4 5.5-1.5s3.5 2.5 5.5-1.5\"/>";
    private static final String CROSS = "<path d=\"M8 8l8 8M16 8l-8 8\"/>";
    private static final String MARK = "<path d=\"M12 7v6M12 16.5v.2\"/>";
    private static final String ARROW = "<path d=\"M7 12h10M13 8l4 4-4 4\"/>";

    private Icons() {}

    /** For the verdict: good, caution (a mixture) or bad. */
    static String large(String tone) {
        String shape = switch (tone) {
            case "good" -> CHECK;
            case "caution" -> WAVE;
            default -> CROSS;
        };
        return "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"11\" fill=\"currentColor\"/>"
                + "<g fill=\"none\" stroke=\"var(--wash)\" stroke-width=\"2.2\" stroke-linecap=\"round\" "
                + "stroke-linejoin=\"round\">" + shape + "</g></svg>";
    }

    /** For a finding (good, caution, bad) or an advice. */
    static String small(String kind) {
        String shape = switch (kind) {
            case "good" -> CHECK;
            case "caution" -> MARK;
            case "bad" -> CROSS;
            default -> ARROW;
        };
        return "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" "
                + "stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"12\" cy=\"12\" r=\"10.5\" "
                + "stroke-width=\"1.4\"/>" + shape + "</g></svg>";
    }
}
