package ergodic.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The classes of the product, from every module, without tests and without what tools generated. */
final class ProductClasses {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(ProductClasses::isOurs)
            .importPackages("ergodic");

    private ProductClasses() {}

    static JavaClasses all() {
        return ALL;
    }

    /** Leaves out test jars of other modules, which look like any jar to ArchUnit, and JMH's generated code. */
    private static boolean isOurs(Location location) {
        return !location.contains("-tests.jar") && !location.contains("jmh_generated");
    }
}
