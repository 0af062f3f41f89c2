package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import java.util.Locale;

/** What a node is called in a profile: its operator, with its size if it is a product. */
final class OperatorName {

    private OperatorName() {}

    static String of(Node node) {
        Fusion fusion = Fusion.of(node);
        if (fusion != null) {
            return words(fusion.function().name());
        }
        if (SiluPair.of(node) != null) {
            return "silu derivative";
        }
        return switch (node.op()) {
            case Op.Unary(var function) -> words(function.name());
            case Op.Binary(var function) -> words(function.name());
            case Op.Ternary(var function) -> words(function.name());
            case Op.Affine affine -> "affine " + size(node.operand(0));
            case Op.OuterSumRows outer -> "outer products " + size(node);
            case Op.MatMul product -> "matrix product " + size(node.operand(0)) + " by " + size(node.operand(1));
            case Op.Convolution convolution -> "convolution " + size(node.operand(1));
            case Op.ConvolutionTransposed transposed -> "transposed convolution " + size(node.operand(1));
            case Op.ConvolutionWeights weights -> "convolution's weights " + size(node);
            default -> words(node.op().getClass().getSimpleName());
        };
    }

    private static String size(Node node) {
        StringBuilder text = new StringBuilder();
        for (int dim : node.shape().dims()) {
            text.append(text.isEmpty() ? "" : "x").append(dim);
        }
        return text.isEmpty() ? "1" : text.toString();
    }

    /** {@code LESS_EQUAL} and {@code LessEqual} as {@code less equal}. */
    private static String words(String name) {
        String separated = name.matches("[A-Z0-9_]+") ? name.replace('_', ' ')
                : name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return separated.toLowerCase(Locale.ROOT);
    }
}
