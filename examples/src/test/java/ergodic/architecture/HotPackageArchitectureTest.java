package ergodic.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the source of the code that runs millions of times and fails on what it may not contain. All files of the hot
 * packages are hot, unless they are named here as cold, with the reason; so a new file is looked at without being named.
 */
class HotPackageArchitectureTest {

    private static final String COMPILE = "autodiff/src/main/java/ergodic/autodiff/compile/";
    private static final String PLANS = "runs once a compilation";
    private static final String WRITES = "writes code, once a compilation";

    /** Files of hot packages that do not run in the loop. */
    private static final Map<String, String> COLD = Map.ofEntries(entry(COMPILE + "lowering/Allocator.java", PLANS),
            entry(COMPILE + "lowering/Analysis.java", PLANS), entry(COMPILE + "lowering/DataSteps.java", PLANS),
            entry(COMPILE + "lowering/ElementwiseLowering.java", PLANS),
            entry(COMPILE + "lowering/Epilogues.java", PLANS),
            entry(COMPILE + "instruction/GeneratedClass.java", WRITES),
            entry(COMPILE + "instruction/LaneCode.java", WRITES), entry(COMPILE + "instruction/LaneGroup.java", PLANS),
            entry(COMPILE + "lowering/Lowering.java", PLANS), entry(COMPILE + "plan/Plan.java", PLANS),
            entry(COMPILE + "lowering/Planner.java", PLANS), entry(COMPILE + "lowering/ProductLowering.java", PLANS),
            entry(COMPILE + "Profiler.java", "runs when a profile is asked for"),
            entry(COMPILE + "plan/Ranges.java", PLANS), entry(COMPILE + "lowering/Recomputation.java", PLANS),
            entry(COMPILE + "lowering/ReductionLowering.java", PLANS),
            entry(COMPILE + "RowData.java", "copies the data in, once"),
            entry(COMPILE + "lowering/RowSums.java", PLANS),
            entry(COMPILE + "plan/Runs.java", PLANS), entry(COMPILE + "instruction/ScalarCode.java", WRITES),
            entry(COMPILE + "lowering/ScalarLowering.java", PLANS),
            entry(COMPILE + "lowering/StageBuilder.java", PLANS),
            entry(COMPILE + "lowering/StageMaker.java", PLANS), entry(COMPILE + "lowering/Step.java", PLANS),
            entry(COMPILE + "lowering/StepGroup.java", PLANS),
            entry(COMPILE + "lowering/StripGroup.java", PLANS), entry(COMPILE + "lowering/Strips.java", PLANS),
            entry(COMPILE + "lowering/WindowLowering.java", PLANS),
            entry(COMPILE + "instruction/WindowRuns.java", PLANS));

    /** What runs for every transition or step. */
    private static final List<String> SAMPLERS = List.of("ergodic.sampler.TransitionKernel", "ergodic.sampler.Fit",
            "ergodic.sampler.metric.Metric", "ergodic.sampler.kernel.ArrayKernels",
            "ergodic.sampler.optimize.Optimizer");

    /** Code that runs for every row; and the packages of samplers, found by what is in them, so that a method's own needs no line here. */
    static Stream<String> hot() {
        Stream<String> named = Stream.of("autodiff/src/main/java/ergodic/autodiff/SpecialFunctions.java",
                "autodiff/src/main/java/ergodic/autodiff/kernel", "autodiff/src/main/java/ergodic/autodiff/compile");
        Stream<String> found = ProductClasses.all().stream()
                .filter(type -> SAMPLERS.stream().anyMatch(type::isAssignableTo) && !type.isInterface()
                        && type.getPackageName().startsWith("ergodic.sampler."))
                .map(type -> "sampler-core/src/main/java/" + type.getPackageName().replace('.', '/')).distinct()
                .sorted();
        return Stream.concat(named, found);
    }

    /** What a method's package says of itself to configurations, and no kernel, tuner or fit, does not run in the loop. */
    private static boolean isConfiguration(Path source) {
        String file = name(source);
        String type = file.substring(file.indexOf("/java/") + "/java/".length(), file.length() - ".java".length())
                .replace('/', '.');
        return ProductClasses.all().contain(type)
                && SAMPLERS.stream().noneMatch(ProductClasses.all().get(type)::isAssignableTo)
                && ProductClasses.all().get(type).getDirectDependenciesFromSelf().stream()
                        .anyMatch(found -> found.getTargetClass().getPackageName().equals("ergodic.sampler.method"));
    }

    @ParameterizedTest
    @MethodSource("hot")
    void hotCodeIsPlainLoops(String hot) throws IOException {
        List<Path> sources = Sources.javaFiles(hot);
        assertThat(sources).as("hot code in %s", hot).isNotEmpty();
        List<String> violations = new ArrayList<>();
        for (Path source : sources) {
            if (!COLD.containsKey(name(source)) && !isConfiguration(source)) {
                for (String violation : HotCodeRules.violations(Files.readString(source))) {
                    violations.add(source.getFileName() + ", " + violation);
                }
            }
        }
        assertThat(violations)
                .as("in hot code; a line that runs once says \"// cold: why\", a file that does is named here")
                .isEmpty();
    }

    @Test
    void coldFilesAreThereAndNeedTheirExemption() throws IOException {
        Map<String, String> needless = new TreeMap<>(COLD);
        for (String name : COLD.keySet()) {
            Path source = Sources.root().resolve(name);
            if (Files.exists(source) && !HotCodeRules.violations(Files.readString(source)).isEmpty()) {
                needless.remove(name);
            }
        }
        assertThat(needless).as("named as cold, but gone or plain loops all the same: take them off").isEmpty();
    }

    @Test
    void whatRunsForEveryRowIsInAHotPackage() {
        assertThat(hot()).contains("sampler-core/src/main/java/ergodic/sampler/hmc",
                "sampler-core/src/main/java/ergodic/sampler/metric");
        classes()
                .that(assignableTo("ergodic.autodiff.compile.plan.Instruction")
                        .or(assignableTo("ergodic.autodiff.kernel.Kernels")))
                .and().areNotInterfaces()
                .should().resideInAnyPackage("ergodic.autodiff.kernel..", "ergodic.autodiff.compile..",
                        "ergodic.benchmarks..", "ergodic.examples..")
                .because("the folders above are read for it; add the package to both").check(ProductClasses.all());
    }

    private static String name(Path source) {
        return Sources.root().relativize(source).toString().replace('\\', '/');
    }
}
