package ergodic.autodiff.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of one level while they are being lowered. */
final class StageBuilder {

    final boolean byRow;
    /** Once an evaluation: what tiles read of global values, such as copies without gaps or rounded to floats. */
    final List<Step> prepare = new ArrayList<>();
    /** Before the first tile: accumulators are set to zero. */
    final List<Step> before = new ArrayList<>();
    /** For each tile, or once in a global stage. */
    final List<Step> body = new ArrayList<>();
    /** After the last tile: accumulators are added up. */
    final List<Step> after = new ArrayList<>();
    /** Rounded copies of global buffers. */
    final Map<Buffer, Buffer> rounded = new HashMap<>();
    final List<RowBinding> inputs = new ArrayList<>();
    final List<RowBinding> outputs = new ArrayList<>();

    StageBuilder(boolean byRow) {
        this.byRow = byRow;
    }

    /** A row input or an output by row, and where it lies in the tile. */
    record RowBinding(String name, Value value) {}
}
