package ergodic.nn.layer;

/**
 * A layer of your own:
 *
 * <pre>{@code
 * record Squared() implements CustomLayer {
 *
 *     public String type() {
 *         return "squared";
 *     }
 *
 *     public RowShape output(RowShape input) {
 *         return input;
 *     }
 *
 *     public List<LayerParameter> parameters(RowShape input) {
 *         return List.of();
 *     }
 *
 *     public RowTensor apply(RowTensor x, List<Tensor> parameters) {
 *         return x.with(x.value().square(), x.shape());
 *     }
 * }
 * }</pre>
 *
 * <p>
 * Its methods must give the same for the same arguments. Configurations know no layers of this kind.
 */
public non-sealed interface CustomLayer extends Layer {}
