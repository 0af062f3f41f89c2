package ergodic.model;

import ergodic.autodiff.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A support with dimensions, for tests of its transform by the interpreter. */
record SupportCase(String name, Support support, List<Integer> dims) {

    static List<SupportCase> all() {
        return List.of(of("real", Support.real(), 3), of("positive", Support.positive(), 2, 2),
                of("lower", Support.lower(-3.5), 3), of("upper", Support.upper(2.5), 3),
                of("interval", Support.interval(-0.1, 0.3), 3), of("unit interval", Support.unitInterval()),
                of("simplex of 2", Support.simplex(), 2), of("simplex", Support.simplex(), 5),
                of("simplexes", Support.simplex(), 2, 3), of("ordered", Support.ordered(), 4),
                of("ordered of 1", Support.ordered(), 1), of("ordered rows", Support.ordered(), 2, 3),
                of("positive ordered", Support.positiveOrdered(), 4),
                of("correlation Cholesky of 2", Support.correlationCholesky(), 2, 2),
                of("correlation Cholesky", Support.correlationCholesky(), 4, 4),
                of("correlation matrix", Support.correlationMatrix(), 4, 4),
                of("covariance Cholesky", Support.covarianceCholesky(), 3, 3),
                of("covariance matrix", Support.covarianceMatrix(), 3, 3));
    }

    private static SupportCase of(String name, Support support, Integer... dims) {
        return new SupportCase(name, support, List.of(dims));
    }

    int[] dimsArray() {
        return dims.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A model whose only parameter, p, has this support. */
    Model model() {
        ModelBuilder builder = new ModelBuilder();
        builder.parameter("p", support, dimsArray());
        return builder.build();
    }

    static double[] value(Model model, double[] theta) {
        return evaluate(model, "value of p", theta);
    }

    static double logJacobian(Model model, double[] theta) {
        return evaluate(model, Model.LOG_PRIOR, theta)[0];
    }

    private static double[] evaluate(Model model, String output, double[] theta) {
        Map<String, double[]> values = Interpreter.evaluate(model.program(output), model.inputs(theta), 0);
        return values.values().iterator().next();
    }

    /** Elements of the value that determine it: as many as the free value has. */
    int[] coordinates() {
        int[] d = dimsArray();
        List<Integer> chosen = new ArrayList<>();
        int size = 1;
        for (int dim : d) {
            size *= dim;
        }
        for (int i = 0; i < size; i++) {
            int last = d.length == 0 ? 0 : d[d.length - 1];
            boolean determines = switch (name.split(" ")[0]) {
                case "simplex", "simplexes" -> i % last != last - 1;
                case "correlation" -> i % last < i / last;
                case "covariance" -> i % last <= i / last;
                default -> true;
            };
            if (determines) {
                chosen.add(i);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
