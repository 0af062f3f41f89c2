package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void thePeakIsThatOfAProcessor() {
        assertThat(MultiplyAddPeak.gigaFma(Precision.FLOAT64)).isBetween(0.01, 1000.0);
        assertThat(MultiplyAddPeak.gigaFma(Precision.FLOAT32)).isBetween(0.01, 2000.0);
    }
}
