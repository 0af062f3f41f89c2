package ergodic.autodiff.compile;

import ergodic.autodiff.ForwardMode;
import ergodic.autodiff.GaussNewtonVector;
import ergodic.autodiff.HessianVector;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;

/**
 * A compiled product of a matrix that depends on theta with a vector: a program of {@link HessianVector} or
 * {@link GaussNewtonVector}, ready to be evaluated. Evaluations allocate nothing. One instance a thread; {@link #fork()}
 * makes more.
 */
public final class CompiledProduct {

    private final CompiledProgram compiled;

    private CompiledProduct(CompiledProgram compiled) {
        this.compiled = compiled;
    }

    /**
     * Compiles a product for its data.
     *
     * @throws IllegalArgumentException
     *             if the program has no direction or no product, or its data do not fit
     */
    public static CompiledProduct compile(Program program, RowData rows, CompileOptions options) {
        boolean directed = program.inputs(Op.InputKind.GLOBAL).stream() // cold: once a compilation
                .anyMatch(node -> ((Op.Input) node.op()).name().equals(ForwardMode.DIRECTION)); // cold: as above
        if (!directed || !program.outputs().containsKey(HessianVector.PRODUCT)) {
            throw new IllegalArgumentException("the program is no product with a vector: it needs the global input \""
                    + ForwardMode.DIRECTION + "\" and the output \"" + HessianVector.PRODUCT + "\"");
        }
        return new CompiledProduct(CompiledProgram.compile(program, rows, options));
    }

    /** Compiles a product for its data with the machine's kernels. */
    public static CompiledProduct compile(Program program, RowData rows) {
        return compile(program, rows, CompileOptions.defaults());
    }

    /** Another instance with the same plan, data and global inputs, for another thread. */
    public CompiledProduct fork() {
        return new CompiledProduct(compiled.fork());
    }

    /** The program below: for its global inputs and its other outputs, such as the value and the gradient. */
    public CompiledProgram compiled() {
        return compiled;
    }

    /**
     * Evaluates at all rows.
     *
     * @param theta
     *            all parameters
     * @param direction
     *            the vector, in the order of theta
     */
    public void run(double[] theta, double[] direction) {
        compiled.setGlobal(ForwardMode.DIRECTION, direction);
        compiled.run(theta);
    }

    /**
     * Evaluates at the first {@code count} of some rows.
     *
     * @see CompiledProgram#run(double[], int[], int)
     */
    public void run(double[] theta, double[] direction, int[] rows, int count) {
        compiled.setGlobal(ForwardMode.DIRECTION, direction);
        compiled.run(theta, rows, count);
    }

    /**
     * Copies the product of the last evaluation, in the order of theta.
     *
     * @param product
     *            filled, at least as long as theta
     */
    public void into(double[] product) {
        compiled.outputInto(HessianVector.PRODUCT, product);
    }
}
