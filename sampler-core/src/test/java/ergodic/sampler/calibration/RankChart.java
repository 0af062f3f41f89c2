package ergodic.sampler.calibration;

import java.util.Locale;
import java.util.Map;

/** Draws the ranks: a line a method, a histogram a function, with the band in which 99 % of counts lie if ranks are uniform. */
final class RankChart {

    private static final double LEFT = 230;
    private static final double TOP = 40;
    private static final double CELL = 150;
    private static final double LINE = 46;
    private static final double BARS = 38;
    private static final double BAND = 2.576;
    /** Times the expected count at the top of a cell. */
    private static final double HIGHEST = 3.0;

    private final StringBuilder svg = new StringBuilder();

    private RankChart() {}

    static String svg(Map<String, RankCounts> methods) {
        RankChart chart = new RankChart();
        chart.draw(methods);
        return chart.svg.toString();
    }

    private void draw(Map<String, RankCounts> methods) {
        double width = LEFT + SmallNetwork.FUNCTIONS.size() * CELL + 10;
        double height = TOP + methods.size() * LINE + 10;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-labelledby=\"title\">",
                width, height);
        svg.append(
                "<title id=\"title\">Histograms of the ranks of four functions in simulation-based calibration, a line a method: level "
                        + "within the grey band where draws are right, a dome where they are too wide, a bowl where too narrow.</title>\n");
        add("<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>", width, height);
        for (int f = 0; f < SmallNetwork.FUNCTIONS.size(); f++) {
            add("<text x=\"%.1f\" y=\"%.1f\" fill=\"#333333\">" + SmallNetwork.FUNCTIONS.get(f) + "</text>",
                    LEFT + f * CELL, TOP - 14);
        }
        int line = 0;
        for (Map.Entry<String, RankCounts> method : methods.entrySet()) {
            double bottom = TOP + line * LINE + BARS;
            add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#333333\">" + method.getKey() + "</text>",
                    LEFT - 12, bottom - 12);
            for (int f = 0; f < SmallNetwork.FUNCTIONS.size(); f++) {
                cell(method.getValue(), f, LEFT + f * CELL, bottom);
            }
            line++;
        }
        svg.append("</svg>\n");
    }

    private void cell(RankCounts calibration, int function, double x, double bottom) {
        double width = (CELL - 20) / RankCounts.BINS;
        double expected = (double) calibration.simulations() / RankCounts.BINS;
        double half = BAND * Math.sqrt(expected * (1.0 - 1.0 / RankCounts.BINS)) / expected;
        double unit = BARS / HIGHEST;
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#d8d8d8\"/>", x,
                bottom - (1.0 + half) * unit, width * RankCounts.BINS, 2.0 * half * unit);
        for (int bin = 0; bin < RankCounts.BINS; bin++) {
            double share = calibration.ranks()[function][bin] / expected;
            double high = Math.min(HIGHEST, share) * unit;
            String colour = Math.abs(share - 1.0) <= half ? "#1b6ca8" : "#b23a48";
            add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"" + colour
                    + "\" fill-opacity=\"0.8\"/>", x + bin * width + 0.5, bottom - high, width - 1.0, high);
        }
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#333333\"/>", x, bottom,
                x + width * RankCounts.BINS, bottom);
    }

    @SuppressWarnings("AnnotateFormatMethod") // all callers are here
    private void add(String line, Object... numbers) {
        svg.append(String.format(Locale.ROOT, line, numbers)).append('\n');
    }
}
