package ergodic.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the modules, which Maven holds only as far as nobody adds a dependency. */
class ModuleArchitectureTest {

    private static final String[] LIBRARIES = {"ergodic.autodiff..", "ergodic.sampler..", "ergodic.model..",
            "ergodic.nn..", "ergodic.diagnostics..", "ergodic.study.."};

    private final JavaClasses product = ProductClasses.all();

    @ParameterizedTest
    @ValueSource(strings = {"ergodic.generator", "ergodic.autodiff", "ergodic.sampler", "ergodic.nn",
            "ergodic.diagnostics", "ergodic.study", "ergodic.cli", "ergodic.examples"})
    void everyModuleIsLookedAt(String root) {
        assertThat(product.containPackage(root)).isTrue();
    }

    @Test
    void autodiffNeedsOnlyTheJdk() {
        check(classes().that(resideInAPackage("ergodic.autodiff.."))
                .should().onlyDependOnClassesThat(resideInAnyPackage("ergodic.autodiff..", "java..",
                        "jdk.incubator.vector..", "org.jspecify.annotations.."))
                .because("tensor programs must be usable alone; only annotations come from elsewhere"));
    }

    @Test
    void onlyKernelsKnowTheVectorApi() {
        String generated = "ergodic.autodiff.kernel.generated";
        check(noClasses().that().resideOutsideOfPackages("ergodic.autodiff.kernel.vector", generated,
                generated + ".elementwise", generated + ".product", generated + ".window", "ergodic.sampler.kernel..")
                .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..")
                .because("it is an incubator: what is to change when it does lies in few packages"));
    }

    @Test
    void theGeneratorIsAToolOfTheBuild() {
        check(classes().that(resideInAPackage("ergodic.generator.."))
                .should().onlyDependOnClassesThat(resideInAnyPackage("ergodic.generator..", "java..",
                        "org.jspecify.annotations.."))
                .because("scripts/generate-kernels runs it from its sources"));
        check(noClasses().that().resideOutsideOfPackage("ergodic.generator..")
                .should().dependOnClassesThat().resideInAPackage("ergodic.generator.."));
    }

    @Test
    void samplersDoNotKnowWhoComputesTheDensity() {
        check(noClasses().that().resideInAPackage("ergodic.sampler..")
                .should().dependOnClassesThat(resideInAPackage("ergodic..")
                        .and(not(resideInAPackage("ergodic.sampler..")))));
    }

    @Test
    void modelsDoNotKnowDiagnosticsNorTheCommand() {
        check(noClasses().that().resideInAnyPackage("ergodic.model..", "ergodic.nn..")
                .should().dependOnClassesThat().resideInAnyPackage("ergodic.diagnostics..", "ergodic.study..",
                        "ergodic.cli.."));
    }

    @Test
    void modelsDoNotKnowNetworks() {
        check(noClasses().that().resideInAPackage("ergodic.model..")
                .should().dependOnClassesThat().resideInAPackage("ergodic.nn.."));
    }

    @Test
    void diagnosticsSeeDrawsOnly() {
        check(noClasses().that().resideInAPackage("ergodic.diagnostics..")
                .should().dependOnClassesThat().resideInAnyPackage("ergodic.autodiff..", "ergodic.model..",
                        "ergodic.nn..", "ergodic.study..", "ergodic.cli..", "ergodic.sampler.hmc..",
                        "ergodic.sampler.langevin..",
                        "ergodic.sampler.warmup..", "ergodic.sampler.metric..")
                .because("diagnostics judge stored draws and never run a chain"));
    }

    @Test
    void nothingDependsOnTheCommandNorOnBenchmarksNorExamples() {
        check(noClasses().that().resideInAnyPackage(LIBRARIES)
                .should().dependOnClassesThat().resideInAnyPackage("ergodic.cli..", "ergodic.benchmarks..",
                        "ergodic.examples.."));
    }

    @Test
    void librariesLogThroughSystemLoggerOnly() {
        check(noClasses().that().resideInAnyPackage(LIBRARIES)
                .should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..",
                        "ch.qos.logback.."));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(product.that(resideInAnyPackage(LIBRARIES)));
    }

    @Test
    void librariesDrawRandomNumbersFromCommonsRngOnly() {
        check(noClasses().that().resideInAnyPackage(LIBRARIES)
                .should().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould().callMethod(Math.class, "random")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .because("streams are split from one seed and saved in checkpoints"));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching("ergodic.(**)").should().beFreeOfCycles());
    }

    @Test
    void whatIsRunIsClosed() {
        check(classes().that().resideInAnyPackage(LIBRARIES).and().areTopLevelClasses().and().arePublic()
                .and().areNotAssignableTo(Throwable.class)
                .and().areNotInterfaces().and().areNotRecords().and().areNotEnums()
                .should(new BeClosedForExtension()));
    }

    private void check(ArchRule rule) {
        rule.check(product);
    }
}
