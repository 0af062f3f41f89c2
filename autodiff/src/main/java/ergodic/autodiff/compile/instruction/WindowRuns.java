package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a window operator on one channel, cut into stretches of a line in which all results read the same taps: one
 * interior and, where windows hang over an edge, its borders (so padding costs nothing). Results of a stretch lie {@code
 * outStep} elements apart, what they read {@code inStep}. Turned around ({@link #transposed}), the results are the image's
 * elements and what is read are the windows that hold them: with a stride, those of one phase make a stretch.
 */
public final class WindowRuns {

    /** Taps that results read: their numbers in the window, and where they read from a stretch's first input onwards. */
    public record Taps(int[] number, int[] input) {}

    /** A stretch of {@code count} results. */
    public record Run(int out, int in, int count, Taps taps) {}

    public final List<Run> runs = new ArrayList<>();
    public final int outStep;
    public final int inStep;
    private final Map<List<Object>, Taps> known = new LinkedHashMap<>();

    private WindowRuns(int outStep, int inStep) {
        this.outStep = outStep;
        this.inStep = inStep;
    }

    /** True if a stretch and what it reads through one tap are adjacent elements. */
    public boolean isAdjacent() {
        return outStep == 1 && inStep == 1;
    }

    /** A window over an image of this height and width. */
    public static WindowRuns forward(Window window, int height, int width) {
        WindowRuns result = new WindowRuns(1, window.x().stride());
        result.add(lines(window.y(), height, false), lines(window.x(), width, false), window.x().outputs(width), width,
                window.x().size());
        return result;
    }

    /** Results are the image's elements, of this height and width; inputs are the windows. */
    public static WindowRuns transposed(Window window, int height, int width) {
        WindowRuns result = new WindowRuns(window.x().stride(), 1);
        result.add(lines(window.y(), height, true), lines(window.x(), width, true), width, window.x().outputs(width),
                window.x().size());
        return result;
    }

    /** Every result by itself. */
    public WindowRuns single() {
        WindowRuns result = new WindowRuns(1, 1);
        for (Run run : runs) {
            for (int i = 0; i < run.count; i++) {
                result.runs.add(new Run(run.out + i * outStep, run.in + i * inStep, 1, run.taps));
            }
        }
        return result;
    }

    /** The first results of all stretches. */
    int[] outs() {
        return runs.stream().mapToInt(Run::out).toArray();
    }

    /** The first inputs of all stretches. */
    int[] ins() {
        return runs.stream().mapToInt(Run::in).toArray();
    }

    /** Results along one axis that use the same taps. */
    private record Line(int out, int step, int in, int inStep, int count, List<Integer> taps, List<Integer> inputs) {}

    private static List<Line> lines(Window.Axis axis, int inputs, boolean transposed) {
        int outputs = axis.outputs(inputs);
        int results = transposed ? inputs : outputs;
        int phases = transposed ? axis.stride() : 1;
        List<Line> lines = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            Line last = null;
            for (int o = phase; o < results; o += phases) {
                Line one = transposed ? holding(axis, o, outputs) : reading(axis, o, inputs);
                if (last != null && last.taps.equals(one.taps)) {
                    last = new Line(last.out, last.step, last.in, last.inStep, last.count + 1, last.taps, last.inputs);
                    lines.set(lines.size() - 1, last);
                } else {
                    last = one;
                    lines.add(one);
                }
            }
        }
        return lines;
    }

    /** What one window reads. */
    private static Line reading(Window.Axis axis, int output, int inputs) {
        List<Integer> taps = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        int first = 0;
        for (int k = 0; k < axis.size(); k++) {
            int input = axis.input(output, k);
            if (input >= 0 && input < inputs) {
                first = taps.isEmpty() ? input : first;
                taps.add(k);
                offsets.add(input - first);
            }
        }
        return new Line(output, 1, first, axis.stride(), 1, taps, offsets);
    }

    /** The windows that read one input. */
    private static Line holding(Window.Axis axis, int input, int outputs) {
        List<Integer> taps = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        int first = 0;
        for (int k = 0; k < axis.size(); k++) {
            int start = input - axis.input(0, k);
            if (start >= 0 && start % axis.stride() == 0 && start / axis.stride() < outputs) {
                int output = start / axis.stride();
                first = taps.isEmpty() ? output : first;
                taps.add(k);
                offsets.add(output - first);
            }
        }
        return new Line(input, axis.stride(), first, 1, 1, taps, offsets);
    }

    private void add(List<Line> down, List<Line> across, int outWidth, int inWidth, int windowWidth) {
        for (Line y : down) {
            for (int i = 0; i < y.count; i++) {
                for (Line x : across) {
                    int out = (y.out + i * y.step) * outWidth + x.out;
                    int in = (y.in + i * y.inStep) * inWidth + x.in;
                    runs.add(new Run(out, in, x.count, taps(y, x, inWidth, windowWidth)));
                }
            }
        }
    }

    private Taps taps(Line y, Line x, int inWidth, int windowWidth) {
        return known.computeIfAbsent(List.of(y.taps, y.inputs, x.taps, x.inputs), key -> {
            int count = x.taps.size();
            int[] number = new int[y.taps.size() * count];
            int[] input = new int[number.length];
            for (int i = 0; i < number.length; i++) {
                number[i] = y.taps.get(i / count) * windowWidth + x.taps.get(i % count);
                input[i] = y.inputs.get(i / count) * inWidth + x.inputs.get(i % count);
            }
            return new Taps(number, input);
        });
    }
}
