package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Op;
import ergodic.autodiff.compile.instruction.ScalarOp;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.List;

/**
 * Lowers reductions of few global numbers number by number, so that they join the scalar steps around them. A kernel for
 * three or eight numbers takes some 30 ns, most of it for what surrounds its loop; as generated code they take a nanosecond each.
 */
final class ScalarLowering {

    private static final int FEW = 8;
    private static final int[] NUMBER = {};
    private static final Op ADD = new Op.Binary(BinaryFunction.ADD);
    private static final Op MULTIPLY = new Op.Binary(BinaryFunction.MULTIPLY);

    private final Lowering lowering;

    ScalarLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    /** Whether so many numbers of a value are treated one by one. */
    static boolean suits(TiledValue value, int count) {
        return !value.byRow() && count > 0 && count <= FEW;
    }

    /** The dot product of two values with the same few elements. */
    TiledValue dot(TiledValue a, TiledValue b) {
        TiledValue[] terms = new TiledValue[a.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = number(MULTIPLY, a.element(i), b.element(i));
        }
        return sum(terms);
    }

    /** The sum of a value of few elements. */
    TiledValue sum(TiledValue a) {
        TiledValue[] terms = new TiledValue[a.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = a.element(i);
        }
        return sum(terms);
    }

    /** Adds in pairs, so that additions do not wait for each other; the terms are used up. */
    private TiledValue sum(TiledValue[] terms) {
        for (int step = 1; step < terms.length; step *= 2) {
            for (int i = 0; i + step < terms.length; i += 2 * step) {
                terms[i] = number(ADD, terms[i], terms[i + step]);
            }
        }
        return terms[0];
    }

    private TiledValue number(Op op, TiledValue a, TiledValue b) {
        return lowering.elementwise.scalar(op, NUMBER, a, b, a);
    }

    /** Adds up few lines of accumulators after the tiles. */
    void reduceLanes(TiledValue out, TiledValue accumulators) {
        int places = accumulators.size() / out.size();
        for (int i = 0; i < out.size(); i++) {
            TiledValue line = accumulators.element(places * i);
            lowering.stage().after
                    .add(new Step(List.of(accumulators.buffer()), List.of(out.buffer()), List.of(), () -> {
                        throw new IllegalStateException("scalar steps are joined in blocks");
                    }, new ScalarOp(new Op.Sum(0), TiledValue.whole(out.buffer(), out.dims()).element(i), line, line,
                            line), null));
        }
    }

    /** The sum over rows of few numbers that are the same in all. */
    TiledValue timesRows(TiledValue a) {
        return lowering.elementwise.scalars(new Op.SumRows(), lowering.result(a.dims(), false), a, a);
    }
}
