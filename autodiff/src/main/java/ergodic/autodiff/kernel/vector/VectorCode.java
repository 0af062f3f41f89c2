package ergodic.autodiff.kernel.vector;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bytecode of single operations on vectors of doubles, for code that is generated elsewhere: each method adds one call of the
 * Vector API, whose operands are on the stack. So the rest of the program needs no type of that API.
 */
public final class VectorCode {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** The number of each lane. Public because generated code reads it; nothing else does. */
    public static final DoubleVector LANE = (DoubleVector) SPECIES.broadcast(0).addIndex(1);

    private static final ClassDesc SELF = desc(VectorCode.class);
    private static final ClassDesc VECTOR = desc(DoubleVector.class);
    private static final ClassDesc ANY_VECTOR = desc(Vector.class);
    private static final ClassDesc ANY_SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc ORDER = desc(ByteOrder.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final MethodTypeDesc FROM = MethodTypeDesc.of(VECTOR, ANY_SPECIES, SEGMENT, CD_long, ORDER);
    private static final MethodTypeDesc INTO = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER);
    private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(VECTOR, ANY_SPECIES, CD_double);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(VECTOR);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
    private static final MethodTypeDesc THREE = MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR);

    private VectorCode() {}

    /** Lanes of a vector. */
    public static int lanes() {
        return SPECIES.length();
    }

    /** Pushes the species, the first operand of {@link #broadcast} and {@link #load}. */
    public static CodeBuilder species(CodeBuilder code) {
        return code.getstatic(VECTOR, "SPECIES_PREFERRED", ANY_SPECIES);
    }

    /** Of species and number, the vector with that number in all lanes. */
    public static CodeBuilder broadcast(CodeBuilder code) {
        return code.invokestatic(VECTOR, "broadcast", BROADCAST);
    }

    /** Of species, segment and address, the vector there. */
    public static CodeBuilder load(CodeBuilder code) {
        return order(code).invokestatic(VECTOR, "fromMemorySegment", FROM);
    }

    /** Of vector, segment and address: stores it there. */
    public static CodeBuilder store(CodeBuilder code) {
        return order(code).invokevirtual(VECTOR, "intoMemorySegment", INTO);
    }

    /** Of two vectors, their {@code add}, {@code sub}, {@code mul} or {@code div}. */
    public static CodeBuilder binary(CodeBuilder code, String operation) {
        return code.invokevirtual(VECTOR, operation, TWO);
    }

    /** Of vectors a, b, c, the sum a b + c, rounded once. */
    public static CodeBuilder fma(CodeBuilder code) {
        return code.invokevirtual(VECTOR, "fma", THREE);
    }

    /** Of a vector, its negative. */
    public static CodeBuilder negate(CodeBuilder code) {
        return code.invokevirtual(VECTOR, "neg", ONE);
    }

    /** Of two vectors, the second in the lanes whose numbers are below that in an int's local less another, the first in the others. */
    public static CodeBuilder blendBelow(CodeBuilder code, int end, int start) {
        return code.getstatic(SELF, "LANE", VECTOR).getstatic(OPERATORS, "LT", COMPARISON)
                .iload(end).iload(start).isub().i2d()
                .invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_double))
                .invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
    }

    private static CodeBuilder order(CodeBuilder code) {
        return code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER));
    }

    private static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
