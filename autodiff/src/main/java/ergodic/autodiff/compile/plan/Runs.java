package ergodic.autodiff.compile.plan;

/**
 * An elementwise operation on strided values, cut into runs: stretches of the result over which each operand is either
 * adjacent numbers or one number. Operand 0 is the result.
 */
public final class Runs {

    /** Elements in a run (times the width if the result is by row). */
    public final int elements;
    /** For each operand whether it is one number over a run. */
    public final boolean[] isNumber;
    /** For each operand and run the element at which it begins. */
    public final int[][] starts;

    private Runs(int elements, boolean[] isNumber, int[][] starts) {
        this.elements = elements;
        this.isNumber = isNumber;
        this.starts = starts;
    }

    public int count() {
        return starts[0].length;
    }

    /**
     * How many runs in a row, everywhere, follow each other in the result and in an operand while another operand stays where it is; 1 if
     * that differs from place to place.
     */
    public int repeats(int moving, int staying) {
        int count = count();
        int length = count == 0 ? 1 : repeats(0, moving, staying);
        if (length == 1 || count % length != 0) {
            return 1;
        }
        for (int i = length; i < count; i += length) {
            if (repeats(i, moving, staying) != length) {
                return 1;
            }
        }
        return length;
    }

    private int repeats(int first, int moving, int staying) {
        int i = first + 1;
        while (i < count() && starts[staying][i] == starts[staying][first]
                && starts[0][i] == starts[0][first] + elements * (i - first)
                && starts[moving][i] == starts[moving][first] + elements * (i - first)) {
            i++;
        }
        return i - first;
    }

    /** Cuts an operation whose values all have the dimensions of the first (broadcast by strides of 0). */
    public static Runs cut(TiledValue... values) {
        int[] dims = values[0].dims();
        boolean byRow = values[0].byRow();
        boolean[] isNumber = new boolean[values.length];
        int run = 1;
        int inner = dims.length - 1;
        while (inner >= 0 && dims[inner] == 1) {
            inner--;
        }
        if (inner >= 0 && fits(values, inner, byRow)) {
            for (int v = 0; v < values.length; v++) {
                isNumber[v] = byRow ? !values[v].byRow() : values[v].strides()[inner] == 0;
            }
            while (inner >= 0 && continues(values, isNumber, inner, run)) {
                run *= dims[inner--];
            }
        } else {
            for (int v = 0; v < values.length; v++) {
                isNumber[v] = byRow && !values[v].byRow();
            }
        }
        int size = values[0].size();
        int count = run == 0 ? 0 : size / run;
        int[][] starts = new int[values.length][count];
        for (int v = 0; v < values.length; v++) {
            for (int i = 0; i < count; i++) {
                starts[v][i] = start(dims, values[v].strides(), inner, i);
            }
        }
        return new Runs(run, isNumber, starts);
    }

    /** The element at which run i of a value begins, where the dimensions up to {@code last} number the runs. */
    private static int start(int[] dims, int[] strides, int last, int i) {
        int start = 0;
        int rest = i;
        for (int axis = last; axis >= 0; axis--) {
            start += rest % dims[axis] * strides[axis];
            rest /= dims[axis];
        }
        return start;
    }

    private static boolean fits(TiledValue[] values, int inner, boolean byRow) {
        for (TiledValue value : values) {
            int stride = value.strides()[inner];
            boolean good = byRow ? stride == (value.byRow() ? 1 : 0) : stride == 0 || stride == 1;
            if (!good) {
                return false;
            }
        }
        return values[0].strides()[inner] == 1;
    }

    private static boolean continues(TiledValue[] values, boolean[] isNumber, int axis, int run) {
        if (values[0].dims()[axis] == 1) {
            return true;
        }
        for (int v = 0; v < values.length; v++) {
            if (values[v].strides()[axis] != (isNumber[v] ? 0 : run)) {
                return false;
            }
        }
        return true;
    }
}
