package ergodic.nn.predict;

import java.util.Arrays;

/**
 * Distribution function of a mixture of many components of any widths, on panels that are as narrow as the components
 * there ask for.
 *
 * <p>
 * A panel is halved until each component that reaches into it is so wide beside it that its density there is a polynomial
 * of degree 15 to within 1e-10 of its largest value. A component is evaluated once, at the sixteen Gauss nodes of the
 * panels on which it is resolved; what halves inherit from the whole is interpolated. So the work is about a hundred
 * evaluations a component, whatever the widths and the range, and sums and integrals over a panel are exact for its
 * polynomial. Halving ends at a finest width: for whole numbers at 64 of them, which are held one by one, so that nothing is
 * approximated there; for a continuous variable at a width given, which bounds the error by that width times the mass of the
 * components not resolved.
 *
 * <p>
 * Scores are sums and integrals of squares, panel by panel: they cannot come out negative by cancellation.
 */
final class Panels {

    /** The components of the mixture. */
    interface Components {

        /** Called before the components of a panel are added at its nodes. */
        void enter(double start, double width);

        /** Adds weight times density at the sixteen nodes of the panel. */
        void addInto(int component, double start, double width, double[] values, int offset);

        /** Called before the components of a finest panel of whole numbers are added. */
        void enterFinest(double start);

        /** Adds a component to a finest panel: the probabilities of its whole numbers, or its mean density at all nodes. */
        void addFinestInto(int component, double start, double width, double[] values, int offset);
    }

    private static final int NODES = PanelRule.NODES;

    private final Components components;
    private final boolean whole;
    /** Where each component begins and ends, and the widest panel on which it is resolved. */
    private double[] low = new double[0];
    private double[] high = new double[0];
    private double[] widest = new double[0];

    private double finest;
    private int[] active = new int[0];
    private double[] inherited = new double[0];
    private double[] starts = new double[64];
    private double[] widths = new double[64];
    private double[] before = new double[65];
    private int[] offsets = new int[64];
    private double[] numbers = new double[64 * PanelRule.COEFFICIENTS];
    private int used;
    private int leaves;
    private final double[] work = new double[NODES];
    private final double[] squares = new double[NODES];

    /**
     * Panels.
     *
     * @param components
     *            the components
     * @param whole
     *            whether the variable is a whole number
     */
    Panels(Components components, boolean whole) {
        this.components = components;
        this.whole = whole;
    }

    /** Makes room for components. */
    void begin(int count) {
        if (low.length < count) {
            low = new double[count];
            high = new double[count];
            widest = new double[count];
        }
    }

    /** Says where a component is: it is neglected outside, and a polynomial on panels of this width or less. */
    void place(int component, double from, double to, double resolved) {
        low[component] = from;
        high[component] = to;
        widest[component] = resolved;
    }

    /**
     * Builds the panels.
     *
     * @param count
     *            number of components, all placed
     * @param start
     *            where the first panel begins; 0 for whole numbers
     * @param width
     *            its width; for whole numbers 64 times a power of two
     * @param finestWidth
     *            width of panels that are not halved; 64 for whole numbers
     */
    void build(int count, double start, double width, double finestWidth) {
        finest = finestWidth;
        used = 0;
        leaves = 0;
        before[0] = 0;
        if (active.length < count) {
            active = new int[4 * count];
        }
        int size = 0;
        for (int s = 0; s < count; s++) {
            if (low[s] < start + width && high[s] >= start) {
                active[size++] = s;
            }
        }
        reserveInherited(0);
        Arrays.fill(inherited, 0, NODES, 0);
        visit(start, width, 0, 0, size, 0);
    }

    private void reserveInherited(int depth) {
        if (inherited.length < (depth + 1) * NODES) {
            inherited = Arrays.copyOf(inherited, 2 * (depth + 1) * NODES);
        }
    }

    private void visit(double start, double width, int depth, int from, int to, int half) {
        if (whole && width <= finest) {
            dense(start, width, depth, from, to, half);
            return;
        }
        int offset = depth * NODES;
        if (depth > 0) {
            PanelRule.halfInto(inherited, offset - NODES, half, inherited, offset);
        }
        boolean last = width <= finest;
        if (from < to) {
            components.enter(start, width);
        }
        // Components still to be resolved are moved to the front of the list.
        int left = from;
        for (int i = from; i < to; i++) {
            int s = active[i];
            if (width <= widest[s] && (!whole || width <= start)) {
                components.addInto(s, start, width, inherited, offset);
            } else if (last) {
                components.addFinestInto(s, start, width, inherited, offset);
            } else {
                active[left++] = s;
            }
        }
        if (left == from) {
            smooth(start, width, offset);
            return;
        }
        reserveInherited(depth + 1);
        double middle = start + 0.5 * width;
        for (int side = 0; side < 2; side++) {
            double childStart = side == 0 ? start : middle;
            double childEnd = side == 0 ? middle : start + width;
            if (active.length < left + left - from) {
                active = Arrays.copyOf(active, 2 * (2 * left - from));
            }
            int end = left;
            for (int i = from; i < left; i++) {
                int s = active[i];
                if (low[s] < childEnd && high[s] >= childStart) {
                    active[end++] = s;
                }
            }
            visit(childStart, 0.5 * width, depth + 1, left, end, side);
        }
    }

    private void smooth(double start, double width, int offset) {
        int at = leaf(start, width, PanelRule.COEFFICIENTS);
        double h = whole ? 2 / width : 0;
        PanelRule.cumulativeInto(inherited, offset, 0.5 * width, h, work, numbers, at);
        before[leaves] = before[leaves - 1] + PanelRule.series(numbers, at, 1);
    }

    private void dense(double start, double width, int depth, int from, int to, int half) {
        int at = leaf(start, width, PanelRule.DENSE);
        if (depth > 0) {
            PanelRule.denseHalfInto(inherited, (depth - 1) * NODES, half, numbers, at);
        } else {
            Arrays.fill(numbers, at, at + PanelRule.DENSE, 0);
        }
        if (from < to) {
            components.enterFinest(start);
        }
        for (int i = from; i < to; i++) {
            components.addFinestInto(active[i], start, width, numbers, at);
        }
        double sum = 0;
        for (int k = 0; k < PanelRule.DENSE; k++) {
            sum += numbers[at + k];
            numbers[at + k] = sum;
        }
        before[leaves] = before[leaves - 1] + sum;
    }

    private int leaf(double start, double width, int size) {
        if (leaves == starts.length) {
            starts = Arrays.copyOf(starts, 2 * leaves);
            widths = Arrays.copyOf(widths, 2 * leaves);
            offsets = Arrays.copyOf(offsets, 2 * leaves);
            before = Arrays.copyOf(before, 2 * leaves + 1);
        }
        if (used + size > numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * (used + size));
        }
        starts[leaves] = start;
        widths[leaves] = width;
        offsets[leaves] = used;
        used += size;
        leaves++;
        return offsets[leaves - 1];
    }

    private boolean isDense(int leaf) {
        return whole && widths[leaf] <= finest;
    }

    /** The mixture's mass on all panels: 1 if no component lies elsewhere. */
    double mass() {
        return before[leaves];
    }

    /** Distribution function; for whole numbers the probability of at most the whole part of x. */
    double cdf(double x) {
        double at = whole ? Math.floor(x) : x;
        int last = leaves - 1;
        if (at < starts[0]) {
            return 0;
        }
        if (at >= starts[last] + widths[last]) {
            return before[leaves];
        }
        int found = Arrays.binarySearch(starts, 0, leaves, at);
        int leaf = found >= 0 ? found : -found - 2;
        return within(leaf, at);
    }

    /** Distribution function within a panel. */
    private double within(int leaf, double x) {
        if (isDense(leaf)) {
            return before[leaf] + numbers[offsets[leaf] + (int) (x - starts[leaf])];
        }
        double part = (x - starts[leaf] + (whole ? 1 : 0)) / widths[leaf];
        return before[leaf] + PanelRule.series(numbers, offsets[leaf], 2 * part - 1);
    }

    /** For whole numbers: the smallest at which the distribution function reaches p; infinite if none does. */
    double quantile(double p) {
        int leaf = 0;
        int end = leaves;
        while (leaf < end) {
            int middle = (leaf + end) >>> 1;
            if (before[middle + 1] >= p) {
                end = middle;
            } else {
                leaf = middle + 1;
            }
        }
        if (leaf == leaves) {
            return Double.POSITIVE_INFINITY;
        }
        double below = starts[leaf] - 1;
        double reached = starts[leaf] + widths[leaf] - 1;
        while (reached - below > 1) {
            double middle = Math.floor(below + 0.5 * (reached - below));
            // Beyond 2^53 neighbouring doubles are further apart than whole numbers.
            if (middle <= below || middle >= reached) {
                break;
            }
            if (within(leaf, middle) >= p) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return reached;
    }

    /** {@code sum (F - 1[y <= k])^2} over whole numbers, or the same integral. */
    double score(double y) {
        int last = leaves - 1;
        double end = starts[last] + widths[last];
        // Before the panels F is 0 and after them 1.
        double sum = Math.max(0, starts[0] - y) + Math.max(0, y - end);
        for (int leaf = 0; leaf < leaves; leaf++) {
            double from = starts[leaf];
            double to = from + widths[leaf];
            double split = Math.clamp(y, from, to);
            sum += part(leaf, from, split, 0) + part(leaf, split, to, 1);
        }
        return sum;
    }

    /** Part of the score between two points of a panel, on one side of y. */
    private double part(int leaf, double from, double to, double side) {
        double length = to - from;
        if (!(length > 0)) {
            return 0;
        }
        if (before[leaf + 1] == before[leaf]) {
            double error = before[leaf] - side;
            return length * error * error;
        }
        double sum = 0;
        if (whole && length <= PanelRule.DENSE) {
            for (double k = from; k < to; k++) {
                double error = within(leaf, k) - side;
                sum += error * error;
            }
            return sum;
        }
        for (int i = 0; i < NODES; i++) {
            double x = from + 0.5 * (PanelRule.AT[i] + 1) * length - (whole ? 0.5 : 0);
            double error = within(leaf, x) - side;
            squares[i] = error * error;
        }
        return PanelRule.sum(squares, 0.5 * length, whole ? 2 / length : 0, work);
    }
}
