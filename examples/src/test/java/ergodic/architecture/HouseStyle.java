package ergodic.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the formatter leaves open: one order of imports (static ones first, then a blank line, then the others, each block
 * in the order of their characters and without gaps), and one shape of Javadoc tags (what a parameter or exception means
 * begins on the line after its name). {@code scripts/house-style} rewrites all sources so.
 */
final class HouseStyle {

    private static final Pattern IMPORTS = Pattern.compile("(?:^import [^;\n]+;\n(?:\n(?=import ))*)+",
            Pattern.MULTILINE);
    private static final Pattern JAVADOC = Pattern.compile("^[ \t]*/\\*\\*.*?\\*/", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("^([ \t]*\\* )@(param|throws)[ \t]+(\\S+)[ \t]*(.*)$");
    private static final Pattern MORE = Pattern.compile("^[ \t]*\\*[ \t]+([^@\\s/].*)$");

    private HouseStyle() {}

    /** Rewrites the sources below the present folder; prints their names. */
    public static void main(String[] args) throws IOException {
        for (String module : List.of("kernel-generator", "autodiff", "sampler-core", "nn-models", "diagnostics",
                "sampler-cli",
                "jmh-benchmarks", "examples")) {
            try (var paths = Files.walk(Path.of(module, "src"))) {
                for (Path file : paths.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                    String source = Files.readString(file);
                    String styled = styled(source);
                    if (!styled.equals(source)) {
                        Files.writeString(file, styled);
                        System.out.println(file);
                    }
                }
            }
        }
    }

    /** The source in house style; itself if it has it already. */
    static String styled(String source) {
        Matcher imports = IMPORTS.matcher(source);
        String ordered = imports.find()
                ? source.substring(0, imports.start()) + ordered(imports.group()) + source.substring(imports.end())
                : source;
        return JAVADOC.matcher(ordered).replaceAll(match -> Matcher.quoteReplacement(tags(match.group())));
    }

    private static String ordered(String block) {
        TreeSet<String> statics = new TreeSet<>();
        TreeSet<String> others = new TreeSet<>();
        for (String line : block.split("\n")) {
            if (!line.isEmpty()) {
                // Without the semicolon, which would stand before a nested class.
                (line.startsWith("import static ") ? statics : others).add(line.substring(0, line.length() - 1));
            }
        }
        StringBuilder text = new StringBuilder();
        statics.forEach(line -> text.append(line).append(";\n"));
        if (!statics.isEmpty() && !others.isEmpty()) {
            text.append('\n');
        }
        others.forEach(line -> text.append(line).append(";\n"));
        return text.toString();
    }

    private static String tags(String comment) {
        List<String> lines = new ArrayList<>();
        String indent = ""; // of the lines that go on with a tag; empty outside of one
        String start = "";
        for (String line : comment.split("\n", -1)) {
            Matcher tag = TAG.matcher(line);
            Matcher more = MORE.matcher(line);
            if (tag.matches() && !line.contains("*/")) {
                start = tag.group(1).stripTrailing();
                indent = " ".repeat(tag.group(2).equals("param") ? 12 : 13);
                lines.add(tag.group(1) + "@" + tag.group(2) + " " + tag.group(3));
                if (!tag.group(4).isEmpty()) {
                    lines.add(start + indent + tag.group(4).strip());
                }
            } else if (!indent.isEmpty() && more.matches() && !line.contains("*/") && !line.contains("<pre>")) {
                lines.add(start + indent + more.group(1));
            } else {
                indent = "";
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }
}
