package ergodic.nn.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which data to read and how ({@code [data]} of a configuration).
 *
 * @param file
 *            text file with a row a line
 * @param target
 *            name of the target column, or its number from 0
 * @param features
 *            names or numbers of the feature columns; empty for all columns but the target
 * @param categorical
 *            columns whose values are categories even if they look like numbers
 * @param delimiter
 *            what separates cells; null to detect it
 * @param header
 *            whether the first line holds names
 * @param test
 *            which rows are held back
 * @param layout
 *            what the numbers of a row are together
 * @param rules
 *            what becomes of gaps and of categories that are new
 * @param beside
 *            names or numbers of columns that the likelihood takes beside the inputs, by what they are
 * @param others
 *            further targets: columns, their names or numbers; mostly none
 * @param transform
 *            what of the target its likelihood takes for normal
 */
public record DataSpec(Path file, String target, List<String> features, List<String> categorical,
        @Nullable Delimiter delimiter, HeaderMode header, SplitSpec test, RowLayout layout, TableRules rules,
        Map<RowRole, String> beside, List<String> others, TargetTransform transform) {

    /** Checks that there is a target and copies the lists. */
    public DataSpec {
        if (target.isBlank()) {
            throw new IllegalArgumentException("data.target must name a column, or give its number counted from 0");
        }
        features = List.copyOf(features);
        categorical = List.copyOf(categorical);
        others = List.copyOf(others);
        Map<RowRole, String> ordered = new EnumMap<>(RowRole.class);
        ordered.putAll(beside);
        beside = Collections.unmodifiableMap(ordered);
    }

    /** Without columns beside the inputs. */
    public DataSpec(Path file, String target, List<String> features, List<String> categorical,
            @Nullable Delimiter delimiter, HeaderMode header, SplitSpec test, RowLayout layout, TableRules rules) {
        this(file, target, features, categorical, delimiter, header, test, layout, rules, Map.of(), List.of(),
                TargetTransform.NONE);
    }

    /** The same with a column that the likelihood takes beside the inputs; no feature then, unless it is listed. */
    public DataSpec with(RowRole role, String column) {
        Map<RowRole, String> more = new EnumMap<>(RowRole.class);
        more.putAll(beside);
        more.put(role, column);
        return new DataSpec(file, target, features, categorical, delimiter, header, test, layout, rules, more, others,
                transform);
    }

    /** The same with further targets, columns of numbers; no features then. */
    public DataSpec withOtherTargets(List<String> columns) {
        return new DataSpec(file, target, features, categorical, delimiter, header, test, layout, rules, beside,
                columns, transform);
    }

    /** The same with a target that is transformed; {@code Likelihood.transform()} says how. */
    public DataSpec withTransform(TargetTransform ofTarget) {
        return new DataSpec(file, target, features, categorical, delimiter, header, test, layout, rules, beside, others,
                ofTarget);
    }

    /** All columns of a file but the target as features, format detected, no test rows. */
    public static DataSpec of(Path file, String target) {
        return new DataSpec(file, target, List.of(), List.of(), null, HeaderMode.DETECT, new SplitSpec.None(),
                RowLayout.table(), TableRules.strict());
    }

    /** The same with other test rows. */
    public DataSpec withTest(SplitSpec split) {
        return new DataSpec(file, target, features, categorical, delimiter, header, split, layout, rules,
                beside, others, transform);
    }

    /** The same with these features only. */
    public DataSpec withFeatures(List<String> names) {
        return new DataSpec(file, target, names, categorical, delimiter, header, test, layout, rules,
                beside, others, transform);
    }

    /** The same with these columns as categories. */
    public DataSpec withCategorical(List<String> names) {
        return new DataSpec(file, target, features, names, delimiter, header, test, layout, rules,
                beside, others, transform);
    }

    /** The same with a given format: delimiter (null to detect it) and header. */
    public DataSpec withFormat(@Nullable Delimiter separator, HeaderMode headerMode) {
        return new DataSpec(file, target, features, categorical, separator, headerMode, test, layout, rules,
                beside, others, transform);
    }

    /** The same with rows that are images, sequences or symbols. */
    public DataSpec withLayout(RowLayout rows) {
        return new DataSpec(file, target, features, categorical, delimiter, header, test, rows, rules,
                beside, others, transform);
    }

    /** The same with gaps, and categories that are new, taken as these rules say. */
    public DataSpec withRules(TableRules table) {
        return new DataSpec(file, target, features, categorical, delimiter, header, test, layout, table,
                beside, others, transform);
    }
}
