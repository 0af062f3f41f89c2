package ergodic.autodiff.compile.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.instruction.IndexInstructions;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors of words are read, and their gradients added, without a check of each number, in both precisions. */
class TableStepsTest {

    private static Program program() {
        Tracer t = new Tracer();
        Tensor vectors = t.parameter("vectors", 5, 3);
        Tensor found = vectors.gather(t.rowInput("words", 4));
        t.output("logDensity", found.square().sum(0).sum(0).sumRows());
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void entriesByRowTakeTheShortWay(Precision precision) {
        Plan plan = Planner.plan(program(), KernelProvider.get(), KernelProvider.get(precision), 0, 0, 37);
        List<Boolean> direct = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            for (Instruction instruction : Arrays.asList(stage.body())) {
                if (instruction instanceof IndexInstructions.Gather gather) {
                    direct.add(gather.isDirect());
                } else if (instruction instanceof IndexInstructions.ScatterAdd add) {
                    direct.add(add.isDirect());
                }
            }
        }
        assertThat(direct).containsExactly(true, true);
    }
}
