package ergodic.sampler.stochastic;

import java.util.List;
import java.util.Locale;

/**
 * Small pictures of bias against step: a line a method, a column a quantity, a colour a batch size. Dots are measured, with two standard errors
 * up and down, lines predicted; the scale of biases is that of asinh, linear about 0 and logarithmic beyond.
 */
final class BiasGridChart {

    private static final double LEFT = 170;
    private static final double TOP = 84;
    private static final double WIDTH = 205;
    private static final double CELL = 162;
    private static final double HEIGHT = 108;
    private static final double LINE = 124;
    private static final double LINEAR = 0.03;
    private static final double MOST = 2.0;
    private static final double LEAST = -0.9;
    private static final double[] GRID = {-0.5, -0.1, -0.02, 0, 0.02, 0.1, 0.5, 2};
    private static final String[] COLOURS = {"#1b6ca8", "#c77d0a", "#b23a48"};
    /** Of the dots of the batches, so that they do not hide each other. */
    private static final double SHIFT = 7;

    private final StringBuilder svg = new StringBuilder();
    private final double[] steps;

    private BiasGridChart(double[] steps) {
        this.steps = steps;
    }

    /** {@code grids} by method and column. */
    static String svg(List<String> methods, List<String> columns, List<String> batches, double[] steps,
            BiasGrid[][] grids) {
        BiasGridChart chart = new BiasGridChart(steps);
        double width = LEFT + columns.size() * WIDTH + 8;
        double height = TOP + methods.size() * LINE + 40;
        chart.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-labelledby=\"title\">",
                width, height);
        chart.svg.append(
                "<title id=\"title\">Bias of each method with stochastic gradients against its step, a line a method, a column a quantity: "
                        + "biases fall with the step and rise as batches shrink; measured dots lie about the predicted lines.</title>\n");
        chart.add("<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>", width, height);
        chart.legend(batches);
        for (int c = 0; c < columns.size(); c++) {
            String[] parts = columns.get(c).split(": ", 2);
            chart.text(LEFT + c * WIDTH + CELL / 2, TOP - 34, "middle", "#111111", parts[0]);
            chart.text(LEFT + c * WIDTH + CELL / 2, TOP - 18, "middle", "#333333", parts[1]);
        }
        for (int m = 0; m < methods.size(); m++) {
            double top = TOP + m * LINE;
            chart.text(12, top + HEIGHT / 2, "start", "#111111", methods.get(m));
            for (int c = 0; c < columns.size(); c++) {
                chart.cell(LEFT + c * WIDTH, top, grids[m][c], c == 0);
            }
        }
        double bottom = TOP + methods.size() * LINE;
        for (int c = 0; c < columns.size(); c++) {
            for (int s = 0; s < steps.length; s++) {
                chart.text(LEFT + c * WIDTH + chart.x(s), bottom, "middle", "#555555", String.valueOf(steps[s]));
            }
        }
        chart.text(LEFT + columns.size() * WIDTH / 2, bottom + 26, "middle", "#333333",
                "step, in what the stiffest direction at the mode allows: h times the root of its curvature, for sgld h times the curvature");
        return chart.svg.append("</svg>\n").toString();
    }

    private void legend(List<String> batches) {
        double at = LEFT;
        for (int b = 0; b < batches.size(); b++) {
            add("<circle cx=\"%.1f\" cy=\"17\" r=\"4\" fill=\"" + COLOURS[b] + "\"/>", at);
            text(at + 9, 21, "start", "#333333", batches.get(b));
            at += 120;
        }
        text(at, 21, "start", "#333333",
                "dots: measured, ± 2 standard errors; lines: predicted; triangles: beyond the scale");
    }

    private double x(int step) {
        double share = Math.log(steps[step] / steps[steps.length - 1]) / Math.log(steps[0] / steps[steps.length - 1]);
        return 20 + share * (CELL - 40);
    }

    private static double scale(double bias) {
        double value = Math.clamp(bias, LEAST, MOST) / LINEAR;
        return Math.log(Math.abs(value) + Math.sqrt(value * value + 1)) * Math.signum(value);
    }

    private static double y(double top, double bias) {
        return top + HEIGHT * (scale(MOST) - scale(bias)) / (scale(MOST) - scale(LEAST));
    }

    private void cell(double left, double top, BiasGrid grid, boolean labelled) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#fafafa\"/>", left, top, CELL, HEIGHT);
        for (double bias : GRID) {
            add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"" + (bias == 0 ? "#777777" : "#e2e2e2")
                    + "\"/>", left, y(top, bias), left + CELL, y(top, bias));
            if (labelled && (bias == 0 || Math.abs(bias) > LINEAR)) {
                add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" font-size=\"9\" fill=\"#555555\">"
                        + (bias == 0 ? "0 %%" : String.format(Locale.ROOT, "%+.0f %%%%", 100 * bias)) + "</text>",
                        left - 4, y(top, bias) + 3);
            }
        }
        for (int b = 0; b < grid.seen().length; b++) {
            series(left, top, grid, b, SHIFT * (b - 1));
        }
    }

    private void series(double left, double top, BiasGrid grid, int b, double shift) {
        StringBuilder line = new StringBuilder();
        for (int s = 0; s < steps.length; s++) {
            double predicted = grid.predicted()[b][s];
            if (Double.isFinite(predicted)) {
                line.append(String.format(Locale.ROOT, "%.1f,%.1f ", left + x(s) + shift, y(top, predicted)));
            }
        }
        if (!line.isEmpty()) {
            svg.append("<polyline points=\"").append(line.toString().trim())
                    .append("\" fill=\"none\" stroke=\"").append(COLOURS[b]).append("\" stroke-width=\"1.3\"/>\n");
        }
        for (int s = 0; s < steps.length; s++) {
            double seen = grid.seen()[b][s];
            double at = left + x(s) + shift;
            if (!(seen < MOST && seen > LEAST)) {
                boolean below = seen <= LEAST;
                add("<path d=\"M %.1f %.1f l 4 %.0f l -8 0 z\" fill=\"" + COLOURS[b] + "\"/>", at,
                        below ? top + HEIGHT - 1 : top + 1, below ? -8.0 : 8.0);
                continue;
            }
            double two = 2 * grid.error()[b][s];
            add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"" + COLOURS[b] + "\"/>", at,
                    y(top, seen - two), at, y(top, seen + two));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.8\" fill=\"" + COLOURS[b] + "\"/>", at, y(top, seen));
        }
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"" + anchor + "\" fill=\"" + colour + "\">" + text + "</text>", x,
                y);
    }

    @SuppressWarnings("AnnotateFormatMethod") // all callers are here
    private void add(String line, Object... numbers) {
        svg.append(String.format(Locale.ROOT, line, numbers)).append('\n');
    }
}
