package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the source of the code that runs millions of times and fails on what it may not contain. */
class HotPackageArchitectureTest {

    /** Folders or files below the root of the repository; add a line when a new hot loop is written. */
    @ParameterizedTest
    @ValueSource(strings = {
            "autodiff/src/main/java/ergodic/autodiff/SpecialFunctions.java",
            "autodiff/src/main/java/ergodic/autodiff/kernel",
            "autodiff/src/main/java/ergodic/autodiff/compile/AxisInstruction.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/CompiledProgram.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/ElementwiseInstructions.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/IndexInstructions.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/LinearAlgebraInstructions.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/ProductInstructions.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/RowReductions.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/ArenaDoubles.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/Stage.java",
            "autodiff/src/main/java/ergodic/autodiff/compile/TiledRows.java",
            "sampler-core/src/main/java/ergodic/sampler/hmc/Leapfrog.java",
            "sampler-core/src/main/java/ergodic/sampler/hmc/Nuts.java",
            "sampler-core/src/main/java/ergodic/sampler/hmc/PhasePoint.java",
            "sampler-core/src/main/java/ergodic/sampler/hmc/StaticHmc.java",
            "sampler-core/src/main/java/ergodic/sampler/hmc/Subtree.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/DenseMetric.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/DiagonalMetric.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/UnitMetric.java",
            "sampler-core/src/main/java/ergodic/sampler/langevin/Sgld.java",
            "sampler-core/src/main/java/ergodic/sampler/langevin/RowSubset.java",
            "sampler-core/src/main/java/ergodic/sampler/langevin/Sgld.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/DenseMetric.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/DiagonalMetric.java",
            "sampler-core/src/main/java/ergodic/sampler/metric/UnitMetric.java",
    })
    void hotCodeIsPlainLoops(String hot) throws IOException {
        List<Path> sources = Sources.javaFiles(hot);
        assertThat(sources).as("hot code in %s", hot).isNotEmpty();
        List<String> violations = new ArrayList<>();
        for (Path source : sources) {
            for (String violation : HotCodeRules.violations(Files.readString(source))) {
                violations.add(source.getFileName() + ", " + violation);
            }
        }
        assertThat(violations).isEmpty();
    }
}
