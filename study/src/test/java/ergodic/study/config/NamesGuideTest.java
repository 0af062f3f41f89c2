package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guide/names.md says that a thing is called here is taken by a configuration, and stands where it says that more is told. */
class NamesGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Pattern SETTING = Pattern.compile("`([a-z_.]+=[^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z-]+\\.md)(?:#([^)]+))?\\)");

    @TempDir
    private Path folder;

    private static List<String> rows() throws IOException {
        return Files.readAllLines(GUIDE.resolve("names.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| name")).toList();
    }

    @Test
    void settingsOfARowAreTakenTogether() throws IOException {
        Path config = Files.writeString(folder.resolve("c.toml"), "data = { file = \"d.csv\", target = \"y\" }\n");
        int settings = 0;
        for (String row : rows()) {
            List<String> found = new ArrayList<>();
            Matcher matcher = SETTING.matcher(row.split(" \\| ")[1]);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            settings += found.size();
            assertThatCode(() -> ConfigFile.read(config, found)).as(row).doesNotThrowAnyException();
        }
        assertThat(settings).isGreaterThan(60);
    }

    @Test
    void linksLeadToHeadings() throws IOException {
        for (String row : rows()) {
            Matcher link = LINK.matcher(row);
            assertThat(link.find()).as(row).isTrue();
            String text = Files.readString(GUIDE.resolve(link.group(1)));
            if (link.group(2) != null) {
                assertThat(text.lines().filter(line -> line.startsWith("#")).map(NamesGuideTest::anchor)).as(row)
                        .contains(link.group(2));
            }
        }
    }

    /** What forges make of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "")
                .replace(' ', '-');
    }
}
