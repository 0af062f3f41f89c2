package ergodic.sampler.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The lines that the suite says, expected or not: in {@code target/validation/method-suite.md} and in the build's output. */
final class SuiteReport {

    private final Set<String> lines = new TreeSet<>();

    void say(String method, String check, String verdict, Object what) {
        String line = "| `" + method + "` | " + check + " | " + verdict + " | " + what + " |";
        lines.add(line);
        System.out.println(line);
    }

    void write() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "validation"));
        Files.writeString(folder.resolve("method-suite.md"),
                "| method | check | | what was seen |\n|---|---|---|---|\n" + String.join("\n", lines) + "\n",
                StandardCharsets.UTF_8);
    }
}
