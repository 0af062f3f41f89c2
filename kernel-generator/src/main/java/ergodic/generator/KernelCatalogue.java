package ergodic.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The classes that are generated. */
final class KernelCatalogue {

    private static final String KERNEL = "ergodic.autodiff.kernel";

    private final List<KernelSource> sources = new ArrayList<>();

    private KernelCatalogue() {
        plain("ScalarElementwise", "ScalarKernels", "ScalarProducts", "ScalarReductions", "ScalarWindows",
                "VectorAffineThen", "VectorBinary", "VectorFused", "VectorKernels", "VectorPooling",
                "VectorReductions", "VectorTaps", "VectorUnary");
        tiled("VectorAffine", "private ", TileFamily.AFFINE, 4, 4, 2, 4, 1, 4, 4, 1, 1, 1);
        affine(TileEpilogue.RELU);
        affine(TileEpilogue.TANH_DERIVATIVE);
        affine(TileEpilogue.SIGMOID_DERIVATIVE);
        affine(TileEpilogue.STEP_DERIVATIVE);
        tiled("VectorOuter", "private ", TileFamily.OUTER, 2, 4, 2, 3);
        tiled("VectorOuterTiles", "", TileFamily.OUTER, 5, 4, 4, 4, 5, 3, 4, 3);
        tiled("VectorDenseOuter", "private ", TileFamily.DENSE_OUTER, 4, 4, 2, 4, 1, 4, 8, 1, 1, 1);
        tiled("VectorTapsEight", "private ", TileFamily.TAPS, 8, 3, 8, 1);
        tiled("VectorTapsSix", "private ", TileFamily.TAPS, 6, 4, 6, 2, 6, 1);
        tiled("VectorTapsFour", "private ", TileFamily.TAPS, 4, 6, 4, 2, 4, 1);
        tiled("VectorTapsOne", "private ", TileFamily.TAPS, 1, 4, 1, 1);
        tiled("VectorTapSums", "private ", TileFamily.TAP_SUMS, 4, 5, 4, 3, 4, 1);
        tiled("VectorTapSumsNarrow", "", TileFamily.TAP_SUMS, 2, 5, 2, 3, 2, 1, 1, 5, 1, 3, 1, 1);
    }

    /** All of them. */
    static List<KernelSource> all() {
        return List.copyOf(new KernelCatalogue().sources);
    }

    private void plain(String... names) {
        for (String name : names) {
            sources.add(new KernelSource(KERNEL, marked(name), name, UnaryOperator.identity(), List.of()));
        }
    }

    /**
     * A class of register tiles.
     *
     * @param sizes
     *            rows and columns of each
     */
    private void tiled(String name, String access, TileFamily family, int... sizes) {
        List<RegisterTile> tiles = new ArrayList<>();
        for (int i = 0; i < sizes.length; i += 2) {
            tiles.add(new RegisterTile(access, family, sizes[i], sizes[i + 1], TileEpilogue.NONE));
        }
        sources.add(new KernelSource(KERNEL, marked(name), name, UnaryOperator.identity(), tiles));
    }

    /** The affine maps whose results go through a function. */
    private void affine(TileEpilogue then) {
        sources.add(new KernelSource(KERNEL, "Vector$Float$Affine" + then.word(), "VectorAffineFunction",
                hole -> switch (hole) {
                    case "Function" -> then.word();
                    case "EPILOGUE" -> then.name();
                    case "yParameter" -> then.derivative() ? "long y, " : "";
                    case "yArgument" -> then.derivative() ? "y + first * outStep, " : "";
                    case "operators" ->
                        then.uses("VectorOperators") ? "import jdk.incubator.vector.VectorOperators;\n" : "";
                    case "constants" -> constant(then, "ZERO", "zero(S)") + constant(then, "MINUS_ONE", "broadcast(S, -1.0$f$)")
                            + constant(then, "ONE", "broadcast(S, 1.0$f$)")
                            + constant(then, "MINUS_ZERO", "broadcast(S, -0.0$f$)");
                    default -> hole;
                }, List.of(new RegisterTile("private ", TileFamily.AFFINE, 4, 4, then),
                        new RegisterTile("private ", TileFamily.AFFINE, 2, 4, then))));
    }

    private static String constant(TileEpilogue then, String name, String value) {
        return then.uses(name) ? "    private static final $Number$Vector " + name + " = $Number$Vector." + value + ";\n"
                : "";
    }

    /** {@code VectorAffine} with the hole for the precision's mark. */
    private static String marked(String name) {
        String start = name.startsWith("Vector") ? "Vector" : "Scalar";
        return start + "$Float$" + name.substring(start.length());
    }
}
