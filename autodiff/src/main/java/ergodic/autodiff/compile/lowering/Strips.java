package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.instruction.StripInstruction;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring steps on images, between one convolution and the next, done together for a few channels at a time. A tile's images of
 * all channels do not fit a cache: step by step, each reads from memory what the one before it wrote there. What only the
 * steps of a group use needs no more place than these few channels have. No bit changes: each step does to a channel what it did.
 */
final class Strips {

    /** A strip has so many numbers a row at least, so that calls of its steps do not matter. */
    private static final int LEAST_STRIP = 256;

    private final StageBuilder stage;
    /** The groups of the body that use a buffer. */
    private final Map<Buffer, Set<StripGroup>> uses = new HashMap<>();

    private Strips(StageBuilder stage) {
        this.stage = stage;
    }

    /** Joins the steps of a stage by row. */
    static void form(StageBuilder stage) {
        List<StripGroup> groups = groups(stage.body);
        Recomputation.apply(stage, groups);
        new Strips(stage).join(groups);
    }

    /** All steps of a body in their order, in groups. */
    private static List<StripGroup> groups(List<Step> body) {
        List<StripGroup> groups = new ArrayList<>();
        StripGroup last = null;
        for (Step step : body) {
            if (last == null || !last.accepts(step)) {
                last = new StripGroup(step.channels());
                groups.add(last);
            }
            last.add(step);
        }
        return groups;
    }

    private void join(List<StripGroup> groups) {
        for (StripGroup group : groups) {
            for (Step step : group.steps) {
                use(group, step.reads());
                use(group, step.writes());
            }
        }
        stage.body.clear();
        for (StripGroup group : groups) {
            if (group.isLarge()) {
                Step joined = joined(group);
                stage.joined(joined, group.steps);
                stage.body.add(joined);
            } else {
                stage.body.addAll(group.steps);
            }
        }
    }

    private void use(StripGroup group, List<Buffer> buffers) {
        buffers.forEach(buffer -> uses.computeIfAbsent(buffer, b -> new HashSet<>()).add(group));
    }

    private Step joined(StripGroup group) {
        int channels = group.channels;
        int strip = strip(group);
        Set<Buffer> reads = new LinkedHashSet<>();
        Set<Buffer> writes = new LinkedHashSet<>();
        group.steps.forEach(step -> reads.addAll(step.reads()));
        group.steps.forEach(step -> writes.addAll(step.writes()));
        Map<Buffer, Buffer> local = locals(group, strip);
        reads.removeAll(local.keySet());
        writes.removeAll(local.keySet());
        writes.addAll(local.values());
        List<Step> steps = List.copyOf(group.steps);
        return Step.of(List.copyOf(reads), List.copyOf(writes), () -> {
            List<Instruction> instructions = new ArrayList<>();
            for (int first = 0; first < channels; first += strip) {
                for (Step step : steps) {
                    instructions.add(instruction(step, first, Math.min(strip, channels - first), local));
                }
            }
            return new StripInstruction(instructions);
        });
    }

    /**
     * A place of a strip's size for each buffer that only this group uses. One that is no longer used leaves its place to others, so
     * that a strip's values are few enough for a cache.
     */
    private Map<Buffer, Buffer> locals(StripGroup group, int strip) {
        Map<Buffer, Integer> last = new HashMap<>();
        for (int i = 0; i < group.steps.size(); i++) {
            for (Buffer buffer : used(group.steps.get(i))) {
                last.put(buffer, i);
            }
        }
        Map<Buffer, Buffer> places = new HashMap<>();
        List<Buffer> free = new ArrayList<>();
        for (int i = 0; i < group.steps.size(); i++) {
            Step step = group.steps.get(i);
            int now = i;
            Set<Buffer> done = used(step);
            done.removeIf(buffer -> last.getOrDefault(buffer, now) > now);
            for (Buffer buffer : step.inPlace()) {
                if (done.contains(buffer)) {
                    release(places.get(buffer), free);
                    done.remove(buffer);
                }
            }
            for (Buffer buffer : step.writes()) {
                if (!places.containsKey(buffer) && isLocal(buffer, group)) {
                    places.put(buffer, place(free, buffer.size / group.channels * strip, buffer.bytes));
                }
            }
            done.forEach(buffer -> release(places.get(buffer), free));
        }
        return places;
    }

    private static void release(@Nullable Buffer place, List<Buffer> free) {
        if (place != null) {
            free.addFirst(place);
        }
    }

    private static Set<Buffer> used(Step step) {
        Set<Buffer> used = new LinkedHashSet<>(step.reads());
        used.addAll(step.writes());
        return used;
    }

    private static Buffer place(List<Buffer> free, int size, int bytes) {
        for (Buffer place : free) {
            if (place.size == size && place.bytes == bytes) {
                free.remove(place);
                return place;
            }
        }
        return new Buffer(size, true, bytes);
    }

    /** Channels of a strip: as few as make it long enough; the last strip has what is left. */
    private static int strip(StripGroup group) {
        int numbers = group.largest / group.channels;
        return (LEAST_STRIP + numbers - 1) / numbers;
    }

    /** Whether only this group uses a buffer. */
    private boolean isLocal(Buffer buffer, StripGroup group) {
        return buffer.byRow && buffer.last < 0 && group.isAligned(buffer)
                && uses.getOrDefault(buffer, Set.of()).equals(Set.of(group))
                && stage.outputs.stream().noneMatch(output -> output.value().buffer() == buffer);
    }

    private static Instruction instruction(Step step, int first, int channels, Map<Buffer, Buffer> local) {
        Step.Parted parted = step.parted();
        if (parted == null) {
            throw new IllegalStateException("not a step by channels");
        }
        List<TiledValue> values = new ArrayList<>();
        for (TiledValue value : parted.values()) {
            TiledValue part = value.slice(0, first, channels);
            Buffer buffer = local.get(value.buffer());
            values.add(buffer == null ? part : new TiledValue(buffer, value.offset(), part.dims(), part.strides()));
        }
        return parted.maker().apply(values);
    }
}
