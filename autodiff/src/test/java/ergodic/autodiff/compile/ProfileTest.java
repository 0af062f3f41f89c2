package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.MultiplyAddPeak;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static final int ROWS = 2000;

    private static CompiledProgram network() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 30).affine(t.parameter("weights", 40, 30), t.parameter("bias", 40)).tanh();
        Tensor residual = t.rowInput("y")
                .minus(hidden.affine(t.parameter("last", 1, 40), t.parameter("end", 1)).get(0));
        t.output("logDensity", residual.square().times(-0.5).sumRows());
        Program program = ReverseMode.gradient(t.build(), "logDensity");
        SplittableRandom random = new SplittableRandom(1);
        return CompiledProgram.compile(program, RowData.of(ROWS, Map.of("x",
                random.doubles(30L * ROWS, -1, 1).toArray(), "y", random.doubles(ROWS, -1, 1).toArray())));
    }

    @Test
    void operatorsAreNamedTimedAndCounted() {
        CompiledProgram compiled = network();
        double[] theta = new SplittableRandom(2).doubles(compiled.parameterCount(), -0.1, 0.1).toArray();
        Profile profile = compiled.profile(theta, 50);
        assertThat(profile.operators()).extracting(Profile.Operator::name).doesNotHaveDuplicates()
                .contains("affine 40x30", "tanh", "matrix product 1x40 by 1, tanh derivative", "outer products 40x30",
                        Profile.LOADING)
                .doesNotContain("", "outputs", Profile.STORING);
        assertThat(profile.operators()).extracting(Profile.Operator::nanos)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        Profile.Operator affine = profile.operators().stream().filter(o -> o.name().equals("affine 40x30")).findFirst()
                .orElseThrow();
        assertThat(affine.flops()).isEqualTo(2L * 40 * 30 * ROWS);
        Profile.Operator outer = profile.operators().stream().filter(o -> o.name().equals("outer products 40x30"))
                .findFirst().orElseThrow();
        // As many operations as the affine map has: a time of the same order, if the steps are told apart rightly.
        assertThat(outer.nanos()).isBetween(affine.nanos() / 10, affine.nanos() * 30);
        assertThat(profile.operators().stream().mapToLong(Profile.Operator::flops).sum())
                .isEqualTo(compiled.flops(ROWS));
        assertThat(compiled.flops(ROWS)).isGreaterThan(2L * 2 * 40 * 30 * ROWS);
    }

    @Test
    void anEvaluationAfterAProfileIsAsBefore() {
        CompiledProgram compiled = network();
        double[] theta = new SplittableRandom(2).doubles(compiled.parameterCount(), -0.1, 0.1).toArray();
        compiled.run(theta);
        double before = compiled.scalar("logDensity");
        compiled.profile(theta, 3);
        compiled.run(theta);
        assertThat(compiled.scalar("logDensity")).isEqualTo(before);
    }

    private static Program parted() {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 30);
        Tensor hidden = t.within("large", () -> x.affine(t.within("large", () -> t.parameter("weights", 400, 30)),
                t.within("large", () -> t.parameter("bias", 400))).tanh());
        Tensor end = t.within("small", () -> hidden.affine(t.within("small", () -> t.parameter("last", 1, 400)),
                t.within("small", () -> t.parameter("end", 1)))).get(0);
        t.output("logDensity", t.rowInput("y").minus(end).square().times(-0.5).sumRows());
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    /** Each step of the derivative belongs to the part of the step that it is the derivative of. */
    @Test
    void derivativesBelongToTheirPart() {
        Program gradient = parted();
        assertThat(gradient.output("d weights").part()).isEqualTo("large");
        assertThat(gradient.output("d bias").part()).isEqualTo("large");
        assertThat(gradient.output("d last").part()).isEqualTo("small");
        assertThat(gradient.nodes().stream().filter(node -> node.op() instanceof Op.OuterSumRows).map(Node::part))
                .containsExactlyInAnyOrder("small", "large");
        // The product that carries the derivative back through the last weights is theirs; that of tanh is not.
        assertThat(gradient.nodes().stream().filter(node -> node.op() instanceof Op.MatMul).map(Node::part))
                .containsExactly("small");
        assertThat(gradient.nodes().stream().filter(node -> node.op() instanceof Op.Affine).map(Node::part))
                .containsExactly("large", "small");
        // Printing and what is the same do not depend on parts.
        assertThat(gradient.toString()).doesNotContain("large");
    }

    @Test
    void timeIsToldByPart() {
        SplittableRandom random = new SplittableRandom(1);
        CompiledProgram compiled = CompiledProgram.compile(parted(), RowData.of(ROWS, Map.of("x",
                random.doubles(30L * ROWS, -1, 1).toArray(), "y", random.doubles(ROWS, -1, 1).toArray())));
        double[] theta = new SplittableRandom(2).doubles(compiled.parameterCount(), -0.1, 0.1).toArray();
        compiled.run(theta);
        double before = compiled.scalar("logDensity");
        Profile profile = compiled.profile(theta, 1, 600);
        assertThat(profile.parts()).containsOnlyKeys("", "large", "small");
        assertThat(profile.parts().get("large")).isPositive();
        assertThat(profile.parts().get("small")).isPositive();
        assertThat(profile.operators().stream().mapToLong(Profile.Operator::flops).sum())
                .isEqualTo(compiled.flops(600));
        compiled.run(theta);
        assertThat(compiled.scalar("logDensity")).isEqualTo(before);
    }

    /** A profile of fewer rows leaves those that stay in the arena alone. */
    @Test
    void rowsThatStayLoadedStayWhole() {
        Tracer t = new Tracer();
        t.output("sum", t.rowInput("x").times(t.parameter("a")).sumRows());
        CompiledProgram compiled = CompiledProgram.compile(ReverseMode.gradient(t.build(), "sum"),
                RowData.of(30, Map.of("x", new SplittableRandom(3).doubles(30, 1, 2).toArray())));
        compiled.run(new double[]{2});
        double before = compiled.scalar("sum");
        compiled.profile(new double[]{2}, 1, 9);
        compiled.run(new double[]{2});
        assertThat(compiled.scalar("sum")).isEqualTo(before);
    }

    /** Other rows in the place of those that an instance had give what an instance of their own gives, single rows too. */
    @Test
    void rowsAreReplaced() {
        Tracer t = new Tracer();
        t.output("double", t.rowInput("x").times(t.parameter("a")));
        double[] x = new SplittableRandom(3).doubles(30, 1, 2).toArray();
        CompiledProgram compiled = CompiledProgram.compile(t.build(), RowData.of(30, Map.of("x", new double[30])));
        double[] found = new double[30];
        compiled.run(new double[]{2});
        compiled.run(new double[]{2}, new int[]{7, 3}, 2);
        compiled.replaceRows(RowData.of(30, Map.of("x", x)));
        compiled.run(new double[]{2});
        compiled.outputInto("double", found);
        assertThat(found[29]).isEqualTo(2 * x[29]);
        assertThat(found[0]).isEqualTo(2 * x[0]);
        compiled.run(new double[]{2}, new int[]{7, 3}, 2);
        compiled.outputInto("double", found);
        assertThat(found[0]).isEqualTo(2 * x[7]);
        assertThatThrownBy(() -> compiled.replaceRows(RowData.of(29, Map.of("x", new double[29]))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("29 rows");
    }

    @Test
    void thePeakIsThatOfAProcessor() {
        assertThat(MultiplyAddPeak.gigaFma(Precision.FLOAT64)).isBetween(0.01, 1000.0);
        assertThat(MultiplyAddPeak.gigaFma(Precision.FLOAT32)).isBetween(0.01, 2000.0);
    }
}
