package ergodic.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;

/** The classes of the product, from every module, without tests and without what tools generated. */
final class ProductClasses {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ProductClasses::isOurs)
            .importPackages("ergodic");

    private ProductClasses() {}

    static JavaClasses all() {
        return ALL;
    }

    /**
     * Leaves out test classes, as folders (in target or target/quick, which ArchUnit's own option does not know) and as
     * test jars of other modules (or folders {@code MODULE-test} of a build by hand), and JMH's generated code.
     */
    private static boolean isOurs(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-test/") && !location.contains("-tests.jar")
                && !location.contains("jmh_generated");
    }
}
