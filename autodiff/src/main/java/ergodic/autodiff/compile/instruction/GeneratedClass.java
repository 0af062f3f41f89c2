package ergodic.autodiff.compile.instruction;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import ergodic.autodiff.compile.plan.Instruction;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Makes instructions whose code is written for them: each the only instance of a hidden class that extends {@link Instruction}. */
final class GeneratedClass {

    /** Of {@link Instruction#execute}. */
    static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(CD_void, desc(MemorySegment.class), CD_int, CD_int);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc INSTRUCTION = desc(Instruction.class);

    private GeneratedClass() {}

    /** Writes the methods of a class, {@code execute} among them. */
    interface Writer {

        /** Writes them into the class of this name. */
        void write(ClassDesc name, ClassBuilder builder);
    }

    /** The instruction with this code; its class goes when it does. */
    static Instruction instance(String simpleName, Writer writer) {
        ClassDesc name = ClassDesc.of(GeneratedClass.class.getPackageName(), simpleName);
        byte[] bytes = ClassFile.of().build(name, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(INSTRUCTION);
            builder.withMethodBody(INIT_NAME, MTD_void, 0,
                    code -> code.aload(0).invokespecial(INSTRUCTION, INIT_NAME, MTD_void).return_());
            writer.write(name, builder);
        });
        try {
            return (Instruction) LOOKUP.defineHiddenClass(bytes, false).lookupClass().getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated code of " + simpleName + " was refused", e);
        }
    }

    static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }
}
