package ergodic.posteriordb;

import ergodic.model.Model;
import java.util.Map;

/** A model with its data by row (none where the likelihood is global). */
record ReferenceModel(Model model, int rows, Map<String, double[]> columns) {

    static ReferenceModel withoutRows(Model model) {
        return new ReferenceModel(model, 0, Map.of());
    }
}
