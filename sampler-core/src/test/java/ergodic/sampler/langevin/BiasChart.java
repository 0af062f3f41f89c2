package ergodic.sampler.langevin;

import java.util.Locale;

/** Draws relative bias against step size, both on log scales: dots measured, with two standard errors up and down, lines
 * predicted; a line a batch size. */
final class BiasChart {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 400;
    private static final double LEFT = 80;
    private static final double RIGHT = 150;
    private static final double TOP = 30;
    private static final double BOTTOM = 60;
    private static final String[] COLOURS = {"#1b6ca8", "#2a9d8f", "#c77d0a", "#b23a48"};

    private final StringBuilder svg = new StringBuilder();
    private final double lowX;
    private final double highX;
    private final double lowY = Math.log10(0.001);
    private final double highY = Math.log10(2.0);

    private BiasChart(double[] steps) {
        lowX = Math.log10(steps[steps.length - 1] / 1.3);
        highX = Math.log10(steps[0] * 1.3);
    }

    static String svg(double[] steps, int[] batches, double[][] measured, double[][] errors, double[][] predicted) {
        BiasChart chart = new BiasChart(steps);
        chart.frame(steps);
        for (int b = 0; b < batches.length; b++) {
            chart.series(steps, measured[b], errors[b], predicted[b], COLOURS[b % COLOURS.length],
                    "batch " + batches[b]);
        }
        return chart.svg.append("</svg>\n").toString();
    }

    private double x(double step) {
        return LEFT + (Math.log10(step) - lowX) / (highX - lowX) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double bias) {
        double clipped = Math.max(Math.log10(Math.max(bias, 1e-12)), lowY);
        return HEIGHT - BOTTOM - (clipped - lowY) / (highY - lowY) * (HEIGHT - TOP - BOTTOM);
    }

    private void frame(double[] steps) {
        add(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"13\" "
                        + "role=\"img\" aria-labelledby=\"title\">",
                WIDTH, HEIGHT));
        add("<title id=\"title\">Relative bias of the standard deviation of a weight against the step size of SGLD, for "
                + "four batch sizes: straight lines of slope one, higher for smaller batches; the measured dots lie on the "
                + "predicted lines.</title>");
        add(String.format(Locale.ROOT, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>", WIDTH, HEIGHT));
        for (double bias : new double[]{0.001, 0.01, 0.1, 1.0}) {
            add(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                    LEFT, y(bias),
                    WIDTH - RIGHT, y(bias)));
            add(String.format(Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#333333\">%s %%</text>", LEFT - 8,
                    y(bias) + 4,
                    bias < 0.01 ? "0.1" : String.valueOf(Math.round(100 * bias))));
        }
        for (double step : steps) {
            add(String.format(Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#333333\">%s</text>", x(step),
                    HEIGHT - BOTTOM + 18, step));
        }
        add(String.format(Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#333333\">step size x largest eigenvalue of the posterior "
                        + "precision</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18));
        add(String.format(Locale.ROOT,
                "<text x=\"18\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#333333\" transform=\"rotate(-90 18 %.1f)\">bias of the sd "
                        + "of a weight</text>",
                (TOP + HEIGHT - BOTTOM) / 2, (TOP + HEIGHT - BOTTOM) / 2));
    }

    private void series(double[] steps, double[] measured, double[] errors, double[] predicted, String colour,
            String name) {
        StringBuilder points = new StringBuilder();
        for (int e = 0; e < steps.length; e++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(steps[e]), y(predicted[e])));
        }
        add(String.format(Locale.ROOT, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().trim(),
                colour));
        for (int e = 0; e < steps.length; e++) {
            double high = measured[e] + 2.0 * errors[e];
            if (y(high) < y(0.0)) {
                add(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                        x(steps[e]), y(measured[e] - 2.0 * errors[e]), x(steps[e]), y(high), colour));
            }
            if (measured[e] > 0.0) {
                add(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x(steps[e]),
                        y(measured[e]), colour));
            }
        }
        add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>", x(steps[0]) + 22,
                y(predicted[0]) + 4, colour, name));
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }
}
