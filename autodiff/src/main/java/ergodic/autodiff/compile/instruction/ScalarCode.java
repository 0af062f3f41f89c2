package ergodic.autodiff.compile.instruction;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Deviance;
import ergodic.autodiff.Op;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.StirlingRemainder;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.scalar.ScalarMath;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Elementwise operators on global scalars, one after another, as an instruction whose code is written for them: straight-line
 * bytecode in a hidden class, with constants in the code and values that no other instruction reads in local variables. The
 * JIT makes of an operator what it makes of a line of Java, about a nanosecond; one switch an operator over a flat code,
 * which this replaced, cost six to seven. The class goes when the last plan that uses it does.
 *
 * <p>
 * The operators are those of {@link ScalarMath}, bit for bit.
 */
public final class ScalarCode {

    /**
     * Operators of one method. The JIT compiles no method of more than 8000 bytes, and its work grows faster than the method;
     * values that go from one method to the next are stored in between.
     */
    private static final int MOST_OPERATORS = 128;

    /** The local variable of a part that holds the number of rows. */
    private static final int ROWS = 1;

    private static final ClassDesc SEGMENT = GeneratedClass.desc(MemorySegment.class);
    private static final ClassDesc MATH = GeneratedClass.desc(Math.class);
    private static final ClassDesc SCALAR_MATH = GeneratedClass.desc(ScalarMath.class);
    private static final ClassDesc SPECIAL_FUNCTIONS = GeneratedClass.desc(SpecialFunctions.class);
    private static final ClassDesc DEVIANCE = GeneratedClass.desc(Deviance.class);
    private static final ClassDesc STIRLING_REMAINDER = GeneratedClass.desc(StirlingRemainder.class);
    private static final ClassDesc ARENA = GeneratedClass.desc(ArenaDoubles.class);
    private static final MethodTypeDesc PART = MethodTypeDesc.of(CD_void, SEGMENT, CD_int);
    private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_double, SEGMENT, CD_long);
    private static final MethodTypeDesc SET = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, CD_double);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(CD_double, CD_double);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(CD_double, CD_double, CD_double);
    private static final MethodTypeDesc THREE = MethodTypeDesc.of(CD_double, CD_double, CD_double, CD_double);

    private final List<ScalarOp> ops;
    private final Map<Buffer, double[]> constants;
    private final Set<Integer> kept = new HashSet<>();

    private ScalarCode(List<ScalarOp> ops, Map<Buffer, double[]> constants, int last) {
        this.ops = ops;
        this.constants = constants;
        for (ScalarOp op : ops) {
            // Of values that share a place the last counts: the others were no longer used when it came.
            if (op.out().buffer().last > last) {
                kept.add(index(op.out()));
            } else {
                kept.remove(index(op.out()));
            }
        }
    }

    /**
     * The instruction for some operators.
     *
     * @param constants
     *            contents of the buffers that never change
     * @param last
     *            position of the last of these operators' steps; what is used only up to it stays in local variables
     */
    public static Instruction instruction(List<ScalarOp> ops, Map<Buffer, double[]> constants, int last) {
        ScalarCode code = new ScalarCode(List.copyOf(ops), constants, last);
        return GeneratedClass.instance("Scalars", code::write);
    }

    private static int index(TiledValue value) {
        return value.slot().index();
    }

    private void write(ClassDesc name, ClassBuilder builder) {
        int parts = (ops.size() + MOST_OPERATORS - 1) / MOST_OPERATORS;
        builder.withMethodBody("execute", GeneratedClass.EXECUTE, 0, code -> {
            for (int part = 0; part < parts; part++) {
                code.aload(1).iload(3).invokestatic(name, "part" + part, PART);
            }
            code.return_();
        });
        for (int part = 0; part < parts; part++) {
            List<ScalarOp> rest = ops.subList(part * MOST_OPERATORS, ops.size());
            List<ScalarOp> own = rest.subList(0, Math.min(MOST_OPERATORS, rest.size()));
            Set<Integer> stored = new HashSet<>(kept);
            rest.subList(own.size(), rest.size()).forEach(op -> {
                stored.add(index(op.a()));
                stored.add(index(op.b()));
                stored.add(index(op.c()));
            });
            builder.withMethodBody("part" + part, PART, ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
                    code -> new Part(code, stored).write(own));
        }
    }

    /** One method. */
    private final class Part {
        private final CodeBuilder code;
        private final Set<Integer> stored;
        /** The local variable that holds the present contents of a place. */
        private final Map<Integer, Integer> locals = new HashMap<>();
        private int free = ROWS + 1;

        Part(CodeBuilder code, Set<Integer> stored) {
            this.code = code;
            this.stored = stored;
        }

        void write(List<ScalarOp> own) {
            Map<Integer, Integer> last = new HashMap<>();
            for (int i = 0; i < own.size(); i++) {
                last.put(index(own.get(i).out()), i);
            }
            for (int i = 0; i < own.size(); i++) {
                ScalarOp op = own.get(i);
                apply(op);
                int place = index(op.out());
                int local = local();
                code.dstore(local);
                locals.put(place, local);
                if (stored.contains(place) && last.getOrDefault(place, -1) == i) {
                    code.aload(0).loadConstant(8L * place).dload(local).invokestatic(ARENA, "set", SET);
                }
            }
            code.return_();
        }

        private int local() {
            int local = free;
            free += 2;
            return local;
        }

        private void load(TiledValue value) {
            double[] contents = constants.get(value.buffer());
            if (contents != null) {
                code.loadConstant(contents[value.offset()]);
                return;
            }
            load(index(value));
        }

        private void load(int place) {
            Integer local = locals.get(place);
            if (local != null) {
                code.dload(local);
                return;
            }
            int loaded = local();
            locals.put(place, loaded);
            code.aload(0).loadConstant(8L * place).invokestatic(ARENA, "get", GET).dup2().dstore(loaded);
        }

        /** The sum of a line of accumulators, in the order of the kernels' {@code reduceLanes}. */
        private void sum(int first) {
            for (int lane : new int[]{0, 2, 1, 3}) {
                load(first + lane);
                load(first + lane + 4);
                code.dadd();
                if (lane > 1) {
                    code.dadd();
                }
            }
            code.dadd();
        }

        private void apply(ScalarOp op) {
            switch (op.op()) {
                case Op.Unary(UnaryFunction function) -> unary(function, op.a());
                case Op.Binary(BinaryFunction function) -> binary(function, op.a(), op.b());
                case Op.Select select -> {
                    load(op.a());
                    load(op.b());
                    load(op.c());
                    code.invokestatic(SCALAR_MATH, "select", THREE);
                }
                case Op.LeakyRelu(double slope) -> {
                    code.loadConstant(slope);
                    load(op.a());
                    code.invokestatic(SCALAR_MATH, "leakyRelu", TWO);
                }
                case Op.Elu(double alpha) -> {
                    code.loadConstant(alpha);
                    load(op.a());
                    code.invokestatic(SCALAR_MATH, "elu", TWO);
                }
                case Op.SumRows sum -> {
                    load(op.a());
                    code.iload(ROWS).i2d().dmul();
                }
                case Op.Sum line -> sum(index(op.a()));
                case Op.Ternary(TernaryFunction function) -> {
                    load(op.a());
                    load(op.b());
                    load(op.c());
                    code.invokestatic(DEVIANCE, switch (function) {
                        case DEVIANCE -> "poisson";
                        case LOG_RATIO -> "logRatio";
                        case BINOMIAL_DEVIANCE -> "binomial";
                        case BINOMIAL_LOG_RATIO -> "binomialLogRatio";
                    }, THREE);
                }
                case Op.StirlingRemainder(int order) -> {
                    code.loadConstant(order);
                    load(op.a());
                    code.invokestatic(STIRLING_REMAINDER, "value", MethodTypeDesc.of(CD_double, CD_int, CD_double));
                }
                case Op.Polygamma(int order) -> {
                    code.loadConstant(order);
                    load(op.a());
                    code.invokestatic(SPECIAL_FUNCTIONS, "polygamma", MethodTypeDesc.of(CD_double, CD_int, CD_double));
                }
                default -> throw new IllegalArgumentException("not an elementwise operator: " + op.op());
            }
        }

        private void unary(UnaryFunction function, TiledValue a) {
            if (function == UnaryFunction.RECIPROCAL) {
                code.loadConstant(1.0);
                load(a);
                code.ddiv();
                return;
            }
            load(a);
            switch (function) {
                case NEGATE -> code.dneg();
                case SQUARE -> code.dup2().dmul();
                case EXP, LOG, LOG1P, EXPM1, SQRT, TANH, ABS, SIN, COS ->
                    code.invokestatic(MATH, function.name().toLowerCase(Locale.ROOT), ONE);
                case SIGN -> code.invokestatic(MATH, "signum", ONE);
                case RELU, STEP -> code.invokestatic(SCALAR_MATH, function.name().toLowerCase(Locale.ROOT), ONE);
                case SIGMOID, SOFTPLUS, GELU, SILU, ERF, LGAMMA ->
                    code.invokestatic(SPECIAL_FUNCTIONS, function.name().toLowerCase(Locale.ROOT), ONE);
                case LOG1P_SQUARE -> code.invokestatic(SPECIAL_FUNCTIONS, "log1pSquare", ONE);
                case RECIPROCAL -> throw new IllegalStateException("done above");
            }
        }

        private void binary(BinaryFunction function, TiledValue a, TiledValue b) {
            load(a);
            load(b);
            switch (function) {
                case ADD -> code.dadd();
                case SUBTRACT -> code.dsub();
                case MULTIPLY -> code.dmul();
                case DIVIDE -> code.ddiv();
                case POW, MAX, MIN -> code.invokestatic(MATH, function.name().toLowerCase(Locale.ROOT), TWO);
                case LESS -> code.invokestatic(SCALAR_MATH, "less", TWO);
                case LESS_EQUAL -> code.invokestatic(SCALAR_MATH, "lessEqual", TWO);
                case EQUAL -> code.invokestatic(SCALAR_MATH, "equal", TWO);
            }
        }
    }
}
