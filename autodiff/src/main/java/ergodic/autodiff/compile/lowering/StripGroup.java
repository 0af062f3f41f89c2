package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Neighbouring steps that can be done together channel by channel; or a single step that cannot. */
final class StripGroup {

    /** Values of fewer numbers a row lie in a cache anyway. */
    private static final int LEAST_VALUE = 2048;

    /** 0 if its step is not done by channels. */
    final int channels;
    final List<Step> steps = new ArrayList<>();
    /** Numbers a row of the largest value that it writes. */
    int largest;
    private final Set<Buffer> written = new HashSet<>();
    /** Whether all that was read or written of a buffer lay where its channels do. */
    private final Map<Buffer, Boolean> aligned = new HashMap<>();

    StripGroup(int channels) {
        this.channels = channels;
    }

    /** Whether a step can be done with those before it: it has their channels, and reads of what they wrote only its own. */
    boolean accepts(Step step) {
        if (channels < 2 || step.channels() != channels) {
            return false;
        }
        Map<Buffer, Boolean> after = aligned(step);
        Set<Buffer> shared = new HashSet<>(written);
        shared.addAll(step.writes());
        for (Map.Entry<Buffer, Boolean> entry : after.entrySet()) {
            if (shared.contains(entry.getKey()) && !(entry.getValue() && isAligned(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    void add(Step step) {
        steps.add(step);
        written.addAll(step.writes());
        aligned(step).forEach((buffer, is) -> aligned.merge(buffer, is, Boolean::logicalAnd));
        if (step.parted() != null) {
            for (TiledValue value : step.parted().written()) {
                largest = value.byRow() ? Math.max(largest, value.size()) : largest;
            }
        }
    }

    /** Whether all that its steps read or write of a buffer lies where their channels do. */
    boolean isAligned(Buffer buffer) {
        return aligned.getOrDefault(buffer, true);
    }

    /** Whether to do it channel by channel. */
    boolean isLarge() {
        return channels >= 2 && steps.size() >= 2 && largest >= LEAST_VALUE;
    }

    private Map<Buffer, Boolean> aligned(Step step) {
        Map<Buffer, Boolean> result = new HashMap<>();
        Step.Parted parted = step.parted();
        if (parted != null && channels > 0) {
            parted.values().forEach(value -> result.merge(value.buffer(), isAligned(value), Boolean::logicalAnd));
        }
        return result;
    }

    /** Whether the channels of a value lie in the channels of its buffer. */
    private boolean isAligned(TiledValue value) {
        int[] strides = value.strides();
        int size = value.buffer().size / channels;
        int end = value.offset();
        for (int i = 1; i < strides.length; i++) {
            end += (value.dims()[i] - 1) * strides[i];
        }
        return value.buffer().size % channels == 0 && value.dims()[0] == channels && strides[0] == size && end < size;
    }
}
