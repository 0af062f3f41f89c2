package ergodic.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records operations on {@link Tensor}s as the nodes of a {@link Program}. Shapes are checked at once; an operation that
 * was recorded before, with the same operands, is not recorded again. Not thread-safe.
 */
public final class Tracer {

    private record Key(Op op, List<Node> operands, Shape shape) {}

    private final List<Node> nodes = new ArrayList<>();
    /** Lower Cholesky factors that matrices were made of. */
    private final Map<Node, Tensor> factors = new HashMap<>();
    private final Map<Key, Node> known = new HashMap<>();
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();

    private final Simplifier simplifier = new Simplifier(this);
    private final boolean simplifies;
    /** Of what is recorded now. */
    private String part = "";

    /** A tracer without anything recorded. */
    public Tracer() {
        this(true);
    }

    /** A tracer that may record everything as it is written, for tests. */
    Tracer(boolean simplifies) {
        this.simplifies = simplifies;
    }

    /** A part of theta with these dimensions. Parameters follow each other in theta in the order of declaration. */
    public Tensor parameter(String name, int... dims) {
        return input(name, Op.InputKind.PARAMETER, Shape.of(dims));
    }

    /** A global input that is set before evaluations, such as a temperature; no gradient is taken of it. */
    public Tensor globalInput(String name, int... dims) {
        return input(name, Op.InputKind.GLOBAL, Shape.of(dims));
    }

    /** Data: a tensor with these dimensions for each row. */
    public Tensor rowInput(String name, int... dims) {
        return input(name, Op.InputKind.ROW, Shape.rows(dims));
    }

    /** A global scalar constant. */
    public Tensor constant(double value) {
        return constant(new double[]{value});
    }

    /** A global constant, row-major; without dimensions a scalar. */
    public Tensor constant(double[] values, int... dims) {
        Shape shape = Shape.of(dims);
        if (values.length != shape.size()) {
            throw new ShapeException("a constant of shape " + shape + " needs " + shape.size() + " values, not "
                    + values.length);
        }
        return new Tensor(this, intern(new Op.Constant(values.clone()), List.of(), shape));
    }

    /**
     * Records something as a part of the model, such as a layer, by which a profile of the program or of its derivatives tells where
     * the time goes.
     *
     * @param name
     *            name of the part
     * @param what
     *            records it
     */
    public <T> T within(String name, Supplier<T> what) {
        String before = part;
        part = name;
        try {
            return what.get();
        } finally {
            part = before;
        }
    }

    /** Names a value as an output of the program. */
    public void output(String name, Tensor value) {
        if (outputs.putIfAbsent(name, own(value)) != null) {
            throw new IllegalArgumentException("there is already an output \"" + name + "\"");
        }
    }

    /** Names of the outputs declared so far. */
    public List<String> outputs() {
        return List.copyOf(outputs.keySet());
    }

    /** Applies an operator, after checking the shapes. */
    public Tensor apply(Op op, List<Tensor> operands) {
        List<Node> arguments = new ArrayList<>(operands.size());
        List<Shape> shapes = new ArrayList<>(operands.size());
        for (Tensor operand : operands) {
            arguments.add(own(operand));
            shapes.add(operand.shape());
        }
        Shape shape = ShapeRules.infer(op, shapes);
        Tensor simpler = simplifies ? simplifier.simplify(op, operands, shape) : null;
        return simpler == null ? new Tensor(this, intern(op, List.copyOf(arguments), shape)) : simpler;
    }

    /** The program recorded so far, with what its outputs do not need left out (inputs stay). */
    public Program build() {
        return build(outputs, true);
    }

    /**
     * A program with only some of the outputs, in the order given, and what they need. Parameters and global inputs stay,
     * so that theta is laid out alike in all programs of one trace; row inputs stay only where they are needed.
     */
    public Program build(List<String> names) {
        Map<String, Node> chosen = new LinkedHashMap<>();
        for (String name : names) {
            Node node = outputs.get(name);
            if (node == null) {
                throw new IllegalArgumentException("no output \"" + name + "\"; there are " + outputs.keySet());
            }
            chosen.put(name, node);
        }
        return build(chosen, false);
    }

    private Program build(Map<String, Node> chosen, boolean keepRowInputs) {
        boolean[] needed = new boolean[nodes.size()];
        chosen.values().forEach(node -> needed[node.id()] = true);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed[i]) {
                nodes.get(i).operands().forEach(operand -> needed[operand.id()] = true);
            } else if (nodes.get(i).op() instanceof Op.Input(String name, Op.InputKind kind)) {
                needed[i] = keepRowInputs || kind != Op.InputKind.ROW;
            }
        }
        Map<Node, Node> renumbered = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            if (needed[node.id()]) {
                List<Node> operands = node.operands().stream().map(renumbered::get).toList();
                Node copy = new Node(kept.size(), node.op(), operands, node.shape(), node.part());
                renumbered.put(node, copy);
                kept.add(copy);
            }
        }
        Map<String, Node> named = new LinkedHashMap<>();
        chosen.forEach((name, node) -> named.put(name, renumbered.get(node)));
        return new Program(kept, named);
    }

    /** Records a whole program anew; the handle of each of its nodes, by the node's number. Its outputs are not declared. */
    List<Tensor> replay(Program program) {
        List<Tensor> handles = new ArrayList<>(program.nodes().size());
        for (Node node : program.nodes()) {
            handles.add(switch (node.op()) {
                case Op.Input(String name, Op.InputKind kind) ->
                    within(node.part(), () -> input(name, kind, node.shape()));
                case Op.Constant constant -> new Tensor(this, intern(constant, List.of(), node.shape()));
                default -> within(node.part(), () -> apply(node.op(),
                        node.operands().stream().map(operand -> handles.get(operand.id())).toList()));
            });
        }
        return handles;
    }

    /** Remembers that {@code lower} is the lower Cholesky factor of {@code product}. */
    Tensor factored(Tensor product, Tensor lower) {
        factors.put(product.node(), lower);
        return product;
    }

    /** The lower Cholesky factor that a matrix was made of; null if it is not known. */
    @Nullable
    Tensor factorOf(Tensor matrix) {
        return factors.get(matrix.node());
    }

    private Tensor input(String name, Op.InputKind kind, Shape shape) {
        Node node = intern(new Op.Input(name, kind), List.of(), shape);
        if (inputs.putIfAbsent(name, node) != null) {
            throw new IllegalArgumentException("there is already an input \"" + name + "\"");
        }
        return new Tensor(this, node);
    }

    private Node own(Tensor tensor) {
        if (tensor.tracer() != this) {
            throw new IllegalArgumentException("the tensor " + tensor + " belongs to another program");
        }
        return tensor.node();
    }

    private Node intern(Op op, List<Node> operands, Shape shape) {
        Key key = new Key(op, operands, shape);
        Node node = known.get(key);
        if (node == null) {
            node = new Node(nodes.size(), op, operands, shape, part);
            nodes.add(node);
            known.put(key, node);
        }
        return node;
    }
}
