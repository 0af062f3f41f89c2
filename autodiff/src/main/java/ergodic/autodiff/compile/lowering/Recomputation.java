package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Large values that are computed again where they are used, from others that are read there anyway, rather than kept from the forward
 * pass to the reverse: to multiply or compare two values in a cache takes less than the way of their result to memory and back, and
 * the result needs no place. They are the same numbers, so no bit changes.
 */
final class Recomputation {

    /** Values that are so much smaller than what is computed of them may be kept longer for it. */
    private static final int SMALL = 16;
    /** No longer chains of steps are done again. */
    private static final int LONGEST = 8;
    /** No more questions are asked for one value: chains that branch have many answers. */
    private static final int MOST_QUESTIONS = 500;

    private final StageBuilder stage;
    private final List<StripGroup> groups;
    private final Map<Buffer, List<Step>> writers = new HashMap<>();
    private final Map<Buffer, List<StripGroup>> readers = new HashMap<>();
    private final IdentityHashMap<Step, StripGroup> groupOf = new IdentityHashMap<>();
    private int questions;

    private Recomputation(StageBuilder stage, List<StripGroup> groups) {
        this.stage = stage;
        this.groups = groups;
        for (StripGroup group : groups) {
            for (Step step : group.steps) {
                groupOf.put(step, group);
                step.writes().forEach(buffer -> writers.computeIfAbsent(buffer, b -> new ArrayList<>()).add(step));
                step.reads().forEach(buffer -> reads(buffer, group));
            }
        }
        stage.outputs.forEach(output -> writers.remove(output.value().buffer()));
    }

    private void reads(Buffer buffer, StripGroup group) {
        List<StripGroup> known = readers.computeIfAbsent(buffer, b -> new ArrayList<>());
        if (!known.contains(group)) {
            known.add(group);
        }
    }

    static void apply(StageBuilder stage, List<StripGroup> groups) {
        new Recomputation(stage, groups).apply();
    }

    private void apply() {
        for (int i = groups.size() - 1; i >= 0; i--) {
            StripGroup group = groups.get(i);
            for (int k = group.steps.size() - 1; group.isLarge() && k >= 0; k--) {
                Step step = group.steps.get(k);
                Buffer buffer = step.writes().getFirst();
                List<StripGroup> later = later(buffer, group);
                questions = 0;
                if (!later.isEmpty() && isRecomputed(buffer, LONGEST)) {
                    later.forEach(other -> recompute(step, other));
                }
            }
        }
    }

    private List<StripGroup> later(Buffer buffer, StripGroup group) {
        List<StripGroup> result = new ArrayList<>(readers.getOrDefault(buffer, List.of()));
        result.remove(group);
        return result;
    }

    /** Whether a value is to be computed again in all groups that read it after its own. */
    private boolean isRecomputed(Buffer buffer, int most) {
        List<Step> by = writers.getOrDefault(buffer, List.of());
        if (by.size() != 1 || most == 0 || ++questions > MOST_QUESTIONS) {
            return false;
        }
        Step step = by.getFirst();
        Step.Parted parted = step.parted();
        StripGroup group = groupOf.get(step);
        if (parted == null || group == null || !parted.cheap() || !group.isLarge() || step.writes().size() != 1
                || !buffer.byRow || !parted.written().getFirst().fillsBuffer()) {
            return false;
        }
        for (StripGroup other : later(buffer, group)) {
            // What is computed again is there for one strip at a time, so all that read it must read of their own channels.
            if (!other.isLarge() || other.channels != group.channels || !other.isAligned(buffer)
                    || !isComputable(step, other, most)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a group has what a step reads. */
    private boolean isComputable(Step step, StripGroup group, int most) {
        int size = step.writes().getFirst().size;
        for (Buffer buffer : step.reads()) {
            boolean there = !buffer.byRow || SMALL * buffer.size <= size
                    || readers.getOrDefault(buffer, List.of()).contains(group);
            if (!there && !isComputableIn(buffer, group, most - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value that a group does not read could be computed there, and would be wherever else it is read. */
    private boolean isComputableIn(Buffer buffer, StripGroup group, int most) {
        return isRecomputed(buffer, most)
                && isComputable(writers.getOrDefault(buffer, List.of()).getFirst(), group, most);
    }

    /** Computes a value again before a group reads it. */
    private void recompute(Step step, StripGroup group) {
        Step.Parted parted = step.parted();
        if (parted == null) {
            throw new IllegalStateException("not a step by channels");
        }
        Buffer old = step.writes().getFirst();
        Buffer again = new Buffer(old.size, true, old.bytes);
        TiledValue out = parted.written().getFirst();
        Step copy = Step.of(new Step.Parted(List.of(new TiledValue(again, 0, out.dims(), out.strides())), parted.read(),
                true, parted.maker()), step.inPlace());
        stage.copied(copy, step);
        List<Step> steps = new ArrayList<>(group.steps);
        boolean first = true;
        group.steps.clear();
        for (Step reader : steps) {
            if (reader.reads().contains(old)) {
                if (first) {
                    group.add(copy);
                }
                first = false;
                group.add(reading(reader, old, again));
            } else {
                group.add(reader);
            }
        }
        groupOf.put(copy, group);
        copy.reads().forEach(buffer -> reads(buffer, group));
        readers.getOrDefault(old, List.of()).remove(group);
        reads(again, group);
        writers.put(again, new ArrayList<>(List.of(copy)));
    }

    /** A step that reads another buffer. */
    private Step reading(Step reader, Buffer old, Buffer again) {
        Step.Parted parted = reader.parted();
        StripGroup group = groupOf.get(reader);
        if (parted == null || group == null) {
            throw new IllegalStateException("not a step by channels");
        }
        List<TiledValue> read = parted.read().stream().map(value -> value.buffer().equals(old)
                ? new TiledValue(again, value.offset(), value.dims(), value.strides())
                : value).toList();
        List<Buffer> inPlace = reader.inPlace().stream().map(buffer -> buffer.equals(old) ? again : buffer).toList();
        Step result = Step.of(new Step.Parted(parted.written(), read, parted.cheap(), parted.maker()), inPlace);
        stage.copied(result, reader);
        groupOf.put(result, group);
        for (Buffer buffer : reader.writes()) {
            writers.getOrDefault(buffer, new ArrayList<>()).replaceAll(step -> step.equals(reader) ? result : step);
        }
        return result;
    }
}
