package ergodic.generator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The classes that are generated. */
final class KernelCatalogue {

    private static final String GENERATED = "ergodic.autodiff.kernel.generated";
    private static final String SCALAR = GENERATED + ".scalar";
    private static final String ELEMENTWISE = GENERATED + ".elementwise";
    private static final String PRODUCT = GENERATED + ".product";
    private static final String WINDOW = GENERATED + ".window";

    private static final String PAIRS = """
                    for (; j + 2 * L <= n; j += 2 * L) {
                        tile#x2(out + $8$L * j, outStep, w, bias, biasStep, x + $8$L * j, taps, ranges, step);
                    }
            """;
    /** Names of classes begin so, and then comes the hole for the mark of the precision. */
    private static final String OF_VECTORS = "Vector";
    private static final String OF_NUMBERS = "Scalar";
    private static final String MARK = "$Float$";

    /** Access of a tile's method. */
    private static final String PRIVATE = "private ";
    private static final String OF_PACKAGE = "";

    private final List<KernelSource> sources = new ArrayList<>();

    private KernelCatalogue() {
        plain(GENERATED, OF_VECTORS, "Kernels", "Peak");
        plain(SCALAR, OF_NUMBERS, "Elementwise", "Kernels", "Products", "Reductions", "Windows");
        plain(ELEMENTWISE, OF_VECTORS, "Binary", "Fused", "Reductions", "Unary");
        plain(PRODUCT, OF_VECTORS, "AffineThen");
        tiled(PRODUCT, "Affine", PRIVATE, TileFamily.AFFINE, 4, 4, 2, 4, 1, 4, 4, 1, 1, 1);
        affine(TileEpilogue.RELU);
        affine(TileEpilogue.TANH_DERIVATIVE);
        affine(TileEpilogue.SIGMOID_DERIVATIVE);
        affine(TileEpilogue.STEP_DERIVATIVE);
        affine(TileEpilogue.TIMES_DERIVATIVE);
        tiled(PRODUCT, "Outer", PRIVATE, TileFamily.OUTER, 2, 4, 2, 3, 8, 1, 1, 1);
        tiled(PRODUCT, "OuterTiles", OF_PACKAGE, TileFamily.OUTER, 5, 4, 4, 4, 5, 3, 4, 3);
        tiled(PRODUCT, "DenseOuter", PRIVATE, TileFamily.DENSE_OUTER, 4, 4, 2, 4, 1, 4, 8, 1, 1, 1);
        plain(WINDOW, OF_VECTORS, "Pooling", "Taps");
        taps("Eight", 8, "three vectors or one", 3, 1);
        taps("Six", 6, "four, two or one vectors", 4, 2, 1);
        taps("Four", 4, "six, two or one vectors", 6, 2, 1);
        taps("One", 1, "four vectors or one", 4, 1);
        tiled(WINDOW, "TapSums", PRIVATE, TileFamily.TAP_SUMS, 4, 5, 4, 3, 4, 1);
        tiled(WINDOW, "TapSumsNarrow", OF_PACKAGE, TileFamily.TAP_SUMS, 2, 5, 2, 3, 2, 1, 1, 5, 1, 3, 1, 1);
    }

    private static List<KernelSource> all() {
        return List.copyOf(new KernelCatalogue().sources);
    }

    /** All generated files, by their place below the folder of sources. */
    static Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        for (KernelSource source : all()) {
            Path folder = Path.of(source.packageName().replace('.', '/'));
            for (NumberKind kind : NumberKind.values()) {
                files.put(folder.resolve(source.className(kind) + ".java"), source.text(kind));
            }
        }
        return files;
    }

    /**
     * Classes without register tiles.
     *
     * @param kind
     *            how their names begin
     * @param names
     *            how they go on
     */
    private void plain(String packageName, String kind, String... names) {
        for (String name : names) {
            sources.add(new KernelSource(packageName, kind + MARK + name, kind + name, UnaryOperator.identity(),
                    List.of()));
        }
    }

    /**
     * A class of register tiles.
     *
     * @param sizes
     *            rows and columns of each
     */
    private void tiled(String packageName, String name, String access, TileFamily family, int... sizes) {
        List<RegisterTile> tiles = new ArrayList<>();
        for (int i = 0; i < sizes.length; i += 2) {
            tiles.add(new RegisterTile(access, family, sizes[i], sizes[i + 1], TileEpilogue.NONE));
        }
        sources.add(new KernelSource(packageName, OF_VECTORS + MARK + name, OF_VECTORS + name, UnaryOperator.identity(),
                tiles));
    }

    /** The affine maps whose results go through a function. */
    private void affine(TileEpilogue then) {
        sources.add(new KernelSource(PRODUCT, OF_VECTORS + MARK + "Affine" + then.word(), "VectorAffineFunction",
                hole -> switch (hole) {
                    case "Function" -> then.word();
                    case "EPILOGUE" -> then.name();
                    case "yParameter" -> then.derivative() ? "long y, " : "";
                    case "yArgument" -> then.derivative() ? "y + first * outStep, " : "";
                    case "operators" ->
                        then.uses("VectorOperators") ? "import jdk.incubator.vector.VectorOperators;\n" : "";
                    case "constants" ->
                        constant(then, "ZERO", "zero(S)") + constant(then, "MINUS_ONE", "broadcast(S, -1.0$f$)")
                                + constant(then, "ONE", "broadcast(S, 1.0$f$)")
                                + constant(then, "MINUS_ZERO", "broadcast(S, -0.0$f$)");
                    default -> hole;
                }, List.of(new RegisterTile(PRIVATE, TileFamily.AFFINE, 4, 4, then),
                        new RegisterTile(PRIVATE, TileFamily.AFFINE, 2, 4, then))));
    }

    /**
     * A block of results of the affine maps whose operands taps find.
     *
     * @param columns
     *            of its tiles: the widest, perhaps 2, and 1
     */
    private void taps(String word, int rows, String widths, int... columns) {
        List<RegisterTile> tiles = new ArrayList<>();
        for (int width : columns) {
            tiles.add(new RegisterTile(PRIVATE, TileFamily.TAPS, rows, width, TileEpilogue.NONE));
        }
        boolean manyRows = rows > 1;
        sources.add(
                new KernelSource(WINDOW, OF_VECTORS + MARK + "Taps" + word, "VectorTapsBlock", hole -> switch (hole) {
                    case "Word" -> word;
                    case "Rows" -> word + (manyRows ? " results" : " result");
                    case "widths" -> widths;
                    case "rows" -> Integer.toString(rows);
                    case "wide" -> Integer.toString(columns[0]);
                    // With fewer registers blocks have four rows or one, and six columns are too many.
                    case "many" -> rows == 4 ? "Vector$Float$Taps.MANY_REGISTERS && " : "";
                    case "pairs" -> columns.length == 3 ? PAIRS.replace("#", Integer.toString(rows)) : "";
                    case "outStep" -> manyRows ? "long outStep, " : "";
                    case "outStepGiven" -> manyRows ? "outStep, " : "";
                    case "biasStep" -> manyRows ? "long biasStep, " : "";
                    case "biasStepGiven" -> manyRows ? "biasStep, " : "";
                    default -> hole;
                }, tiles));
    }

    private static String constant(TileEpilogue then, String name, String value) {
        return then.uses(name)
                ? "    private static final $Number$Vector " + name + " = $Number$Vector." + value + ";\n"
                : "";
    }
}
