package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules on the text of the sources that neither the compiler nor the formatter holds. */
class SourceArchitectureTest {

    private static final List<String> MODULES = List.of("kernel-generator", "autodiff", "sampler-core", "nn-models",
            "diagnostics", "study",
            "sampler-cli", "jmh-benchmarks", "examples");
    private static final int LONGEST_FILE = 400;
    private static final Pattern REASON_TO_BE_LONGER = Pattern.compile("Longer than 400 lines because");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b"); // says what it looks for

    static List<String> modules() {
        return MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void sourcesAreShortFinishedAndNullMarked(String module) throws IOException {
        List<Path> sources = Sources.javaFiles(module + "/src");
        assertThat(sources).isNotEmpty();
        List<String> violations = new ArrayList<>();
        Set<Path> mainPackages = new TreeSet<>();
        for (Path source : sources) {
            String text = Files.readString(source);
            String name = Sources.root().relativize(source).toString();
            if (text.lines().count() > LONGEST_FILE && !REASON_TO_BE_LONGER.matcher(text).find()) {
                violations.add(name + " has more than " + LONGEST_FILE + " lines and gives no reason");
            }
            if (UNFINISHED.matcher(text).find() && !name.endsWith("SourceArchitectureTest.java")) {
                violations.add(name + " is unfinished by its own words");
            }
            if (source.startsWith(Sources.root().resolve(module).resolve("src/main/java"))) {
                mainPackages.add(source.getParent());
            }
        }
        for (Path folder : mainPackages) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                violations.add(Sources.root().relativize(folder) + " lacks a package-info.java with @NullMarked");
            }
        }
        assertThat(violations).isEmpty();
    }

    /** A reader who meets a name must not ask which of two it is, and no file should need two imports of one name. */
    @Test
    void everyTypeHasANameOfItsOwn() throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        for (String module : MODULES) {
            for (Path source : Sources.javaFiles(module + "/src")) {
                if (!source.endsWith("package-info.java")) {
                    files.computeIfAbsent(source.getFileName().toString(), name -> new ArrayList<>())
                            .add(Sources.root().relativize(source).toString());
                }
            }
        }
        files.values().removeIf(places -> places.size() == 1);
        assertThat(files).as("types of one simple name").isEmpty();
    }
}
