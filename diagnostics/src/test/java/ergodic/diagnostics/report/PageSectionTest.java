package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.diagnostics.Judge;
import ergodic.diagnostics.foreign.ArrayDraws;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Sections that others bring: pictures are the images, texts stay text, many classes have a place. */
class PageSectionTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"&\u05e9\u05dc\u05d5\u05dd\u202e";

    private static String page(PagePart... parts) {
        ArrayDraws draws = new ArrayDraws(Map.of("x", new double[][]{{1, 2, 3, 1, 2, 4, 3, 2}}), Map.of());
        return HtmlReport.render(ReportData.of("t", "", draws, Judge.assess(draws))
                .withSections(List.of(new PageSection("Own", "A lead.", List.of(parts)))));
    }

    private static byte[] pixels(int size) {
        byte[] pixels = new byte[size];
        for (int i = 0; i < size; i++) {
            pixels[i] = (byte) (i * 37 + i / 7);
        }
        return pixels;
    }

    @Test
    void picturesAreTheImages() throws IOException {
        for (int channels : new int[]{1, 3}) {
            byte[] pixels = pixels(11 * 5 * channels);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(
                    PngImage.encode(new Exhibit.Picture(11, 5, channels, pixels))));
            assertThat(read.getWidth()).isEqualTo(11);
            assertThat(read.getHeight()).isEqualTo(5);
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 11; x++) {
                    for (int channel = 0; channel < channels; channel++) {
                        // The raster's own numbers: colours of grey images would be brought to another scale.
                        assertThat(read.getRaster().getSample(x, y, channel))
                                .isEqualTo(pixels[(y * 11 + x) * channels + channel] & 0xff);
                    }
                }
            }
        }
    }

    @Test
    void largeImagesAreMadeSmallerByMeans() {
        byte[] pixels = new byte[200 * 100];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 200 < 100 ? 250 : i % 2 * 100);
        }
        Exhibit.Picture small = PngImage.smaller(new Exhibit.Picture(200, 100, 1, pixels));
        assertThat(small.width()).isEqualTo(66);
        assertThat(small.height()).isEqualTo(33);
        assertThat(small.pixels()[10] & 0xff).isEqualTo(250);
        assertThat(small.pixels()[60] & 0xff).isIn(33, 67);
        Exhibit.Picture own = new Exhibit.Picture(96, 2, 1, pixels(192));
        assertThat(PngImage.smaller(own)).isSameAs(own);
        assertThatThrownBy(() -> new Exhibit.Picture(2, 2, 1, new byte[3])).hasMessageContaining("3 numbers");
    }

    @Test
    void hostileTextsStayText() {
        Figure figure = Charts.lines("own", HOSTILE, HOSTILE, new Charts.Axis(HOSTILE, true),
                new Charts.Axis("y", false),
                List.of(new Charts.Line(HOSTILE, new double[]{0, 1}, new double[]{1, Double.NaN})), List.of(HOSTILE),
                List.of(List.of(HOSTILE)));
        String page = page(figure, new TablePart(HOSTILE, List.of(HOSTILE), List.of(List.of(HOSTILE))),
                new MatrixPart(HOSTILE, HOSTILE, List.of(HOSTILE, "b"), List.of(List.of(1, 2), List.of(0, 3))),
                new Gallery(HOSTILE, List.of(
                        new Exhibit(new Exhibit.Passage(List.of(HOSTILE, "w")), HOSTILE, List.of(HOSTILE)),
                        new Exhibit(new Exhibit.Cells(List.of(HOSTILE), List.of(HOSTILE)), HOSTILE, List.of()),
                        new Exhibit(new Exhibit.Curves(new double[][]{{1, 2}}), HOSTILE, List.of()),
                        new Exhibit(new Exhibit.Picture(1, 1, 1, new byte[1]), HOSTILE, List.of()))));
        assertThat(page).doesNotContain("<script>alert");
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
        // Text of either direction cannot turn what stands beside it.
        assertThat(page).contains("<p class=\"passage\" dir=\"auto\">");
        Matcher labels = Pattern.compile("<(bdi|p class=\"passage\" dir=\"auto\")>[^<]*\u05e9").matcher(page);
        int isolated = 0;
        while (labels.find()) {
            isolated++;
        }
        assertThat(isolated).isGreaterThan(7);
    }

    @Test
    void manyClassesHaveTurnedHeads() {
        List<String> labels = new ArrayList<>();
        List<List<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            labels.add("a class with the number " + i);
            List<Integer> row = new ArrayList<>(Collections.nCopies(30, 0));
            row.set(i, 1200);
            row.set((i + 1) % 30, 1);
            counts.add(row);
        }
        String page = page(new MatrixPart("m", "c", labels, counts));
        assertThat(page).contains("class=\"matrix turned small\"", "title=\"a class with the number 29\"",
                "1\u202f200");
        // A thousandth of a row is still shaded: by its root.
        assertThat(page).contains("class=\"wrong\" style=\"--s:3%\"", "class=\"right\" style=\"--s:100%\"");
        assertThat(page(new MatrixPart("m", "c", labels.subList(0, 2), List.of(List.of(0, 0), List.of(1, 1)))))
                .contains("<td class=\"right\">0</td><td class=\"none\">·</td>");
        assertThatThrownBy(() -> new MatrixPart("m", "c", labels, List.of())).hasMessageContaining("30 labels");
    }

    @Test
    void partsStandInTheirOrder() {
        TablePart table = new TablePart("first", List.of("a"), List.of());
        String page = page(table, table, Charts.histograms("h", "second", "words", new Charts.Axis("x", false), List.of(
                new Charts.Line("one", new double[]{0, 1, 2}, new double[]{0.5, 0.5, 0.5})), List.of(), List.of()),
                new Gallery("third", List.of()), table);
        assertThat(page).containsSubsequence("<h2>Own</h2>", "A lead.", "<div class=\"beside\"><div class=\"wide\">",
                "first", "first", "</div></div><div class=\"figures\">", "second", "</figure>\n</div>", "third",
                "<div class=\"beside\">", "first", "</div></div></section>");
        assertThat(page.split("<div", -1)).hasSameSizeAs(page.split("</div>", -1));
        Figure figure = Charts.lines("twice", "t", "w", new Charts.Axis("x", false), new Charts.Axis("y", false),
                List.of(),
                List.of(), List.of());
        assertThatThrownBy(() -> page(figure, figure)).hasMessageContaining("two figures of the page are named twice");
    }

    @Test
    void longRowsAreCut() {
        List<String> words = Collections.nCopies(100, "word");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            names.add("column " + i);
        }
        String page = page(new Gallery("g", List.of(new Exhibit(new Exhibit.Passage(words), "t", List.of()),
                new Exhibit(new Exhibit.Cells(names, Collections.nCopies(50, "v".repeat(500))), "t", List.of()),
                new Exhibit(new Exhibit.Curves(new double[][]{new double[5000], {Double.MIN_VALUE}}), "t", List.of()),
                new Exhibit(new Exhibit.Curves(new double[2][0]), "t", List.of()))));
        assertThat(page).contains("… 40 more", "and 40 more columns", "5000 steps, ", "0 steps, no values")
                .doesNotContain("v".repeat(60));
        Matcher line = Pattern.compile("<polyline class=\"c0\" points=\"([^\"]*)\"").matcher(page);
        assertThat(line.find()).isTrue();
        assertThat(line.group(1).split(" ")).hasSizeBetween(60, 121);
        assertThat(page).doesNotContain("points=\"NaN");
    }
}
