package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.instruction.ScalarOp;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instruction before buffers have places: what it reads and writes, and how to make it.
 *
 * @param inPlace
 *            operands that the result may overwrite if they are not used afterwards
 * @param scalar
 *            what it does if it is an elementwise function of global scalars (such steps are joined in blocks)
 * @param parted
 *            how to do it channel by channel, if it can be
 */
record Step(List<Buffer> reads, List<Buffer> writes, List<Buffer> inPlace, Supplier<Instruction> maker,
        @Nullable ScalarOp scalar, @Nullable Parted parted) {

    /**
     * What a step does to values whose elements of one channel, the leading dimension, depend on those of the same channel only.
     *
     * @param written
     *            the values that it writes
     * @param read
     *            those that it reads, with the leading dimension of the written ones
     * @param cheap
     *            whether doing it again takes less than keeping its result
     * @param maker
     *            of the instruction for these values or for the same channels of all of them, the written ones first
     */
    record Parted(List<TiledValue> written, List<TiledValue> read, boolean cheap,
            Function<List<TiledValue>, Instruction> maker) {

        /** The written values, then the read ones. */
        List<TiledValue> values() {
            List<TiledValue> values = new ArrayList<>(written);
            values.addAll(read);
            return values;
        }
    }

    static Step of(List<Buffer> reads, List<Buffer> writes, Supplier<Instruction> maker) {
        return new Step(reads, writes, List.of(), maker, null, null);
    }

    /** A step that can be done channel by channel if its values have as many of them. */
    static Step of(Parted parted, List<Buffer> inPlace) {
        return new Step(Lowering.buffers(parted.read), Lowering.buffers(parted.written), inPlace,
                () -> parted.maker.apply(parted.values()), null, parted);
    }

    /** The channels of all its values; 0 if it cannot be done channel by channel. */
    int channels() {
        if (parted == null) {
            return 0;
        }
        int channels = -1;
        for (TiledValue value : parted.values()) {
            int[] dims = value.dims();
            if (dims.length == 0 || (channels >= 0 && dims[0] != channels)) {
                return 0;
            }
            channels = dims[0];
        }
        return Math.max(0, channels);
    }
}
