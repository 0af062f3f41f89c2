package ergodic.diagnostics.report;

import ergodic.sampler.DrawKind;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the report: one HTML file with everything in it. It asks nothing of the network (its content security policy
 * forbids it), and stays below some 4 MB however many weights and draws there are, since curves and traces are thinned.
 */
public final class HtmlReport {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private HtmlReport() {}

    /** Writes the page, replacing a page of this name only once the new one is whole. */
    public static void write(ReportData data, Path file) throws IOException {
        String page = render(data);
        WholeFile.write(file, beside -> Files.writeString(beside, page));
    }

    /** Writes a page of sections, replacing a page of this name only once the new one is whole. */
    public static void write(SectionPage data, Path file) throws IOException {
        String page = render(data);
        WholeFile.write(file, beside -> Files.writeString(beside, page));
    }

    /** The page. */
    public static String render(ReportData data) {
        PageBody body = new PageBody(data);
        return page(data.title(), data.subtitle(), body.markup(), (data.assessment().kind() == DrawKind.CHAIN
                ? "Definitions of R-hat, effective draws and Monte Carlo errors: Vehtari, "
                        + "Gelman, Simpson, Carpenter and Bürkner (2021). "
                : ""), body.models());
    }

    /** The page. */
    public static String render(SectionPage data) {
        Html html = new Html();
        Map<String, Map<String, @Nullable Object>> models = new TreeMap<>();
        SectionWriter writer = new SectionWriter(html, models);
        writer.warnings(data.warnings());
        data.sections().forEach(writer::write);
        return page(data.title(), data.subtitle(), html.toString(), "", models);
    }

    private static String page(String title, String subtitle, String body, String sources, Object models) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Html.escape(title));
        parts.put("subtitle", Html.escape(subtitle));
        parts.put("style", resource("style.css"));
        parts.put("body", body);
        parts.put("footer", "Written by Ergodic. " + sources + "Charts: Apache ECharts.");
        parts.put("data", embedded(models));
        parts.put("echarts", resource(ECHARTS));
        parts.put("script", resource("charts.js"));
        return fill(resource("page.html"), parts);
    }

    /** Data as JSON that a script element can hold, whatever names and texts are in it. */
    static String embedded(Object data) {
        return JSON.writeValueAsString(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
                .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    /** The template with its places filled, in one pass: what is filled in is not looked at again. */
    static String fill(String template, Map<String, String> parts) {
        Matcher places = PLACE.matcher(template);
        StringBuilder page = new StringBuilder();
        while (places.find()) {
            String part = parts.get(places.group(1));
            if (part == null) {
                throw new IllegalStateException("the page has no part for " + places.group());
            }
            places.appendReplacement(page, Matcher.quoteReplacement(part));
        }
        return places.appendTail(page).toString();
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
