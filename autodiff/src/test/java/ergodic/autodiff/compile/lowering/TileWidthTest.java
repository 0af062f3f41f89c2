package ergodic.autodiff.compile.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TileWidthTest {

    private static final int DOUBLES = 8;
    private static final int FLOATS = 16;

    @Test
    void rowsThatFitAreOneTile() {
        assertThat(TileWidth.choose(0, 100, 10, DOUBLES)).isEqualTo(8);
        assertThat(TileWidth.choose(200, 400, 200, DOUBLES)).isEqualTo(200);
        assertThat(TileWidth.choose(200, 400, 200, FLOATS)).isEqualTo(208);
    }

    @Test
    void tilesAreAboutEquallyFull() {
        // Values of 16 doubles fit the first-level cache at 256 rows.
        assertThat(TileWidth.choose(1202, 1000, 128, DOUBLES)).isEqualTo(256);
        assertThat(TileWidth.choose(257, 1000, 128, DOUBLES)).isEqualTo(160);
    }

    @Test
    void smallTilesStayInTheFirstCache() {
        assertThat(TileWidth.choose(1000, 230, 200, DOUBLES)).isEqualTo(128);
        assertThat(TileWidth.choose(1000, 115, 100, FLOATS)).isEqualTo(256);
    }

    @Test
    void valuesThatPassThroughTheFirstCacheHaveRunsThatAreNoPowerOfTwoApart() {
        assertThat(TileWidth.choose(1000, 1700, 400, DOUBLES)).isEqualTo(224);
        assertThat(TileWidth.choose(100_000, 1000, 200, FLOATS)).isEqualTo(448);
        assertThat(TileWidth.choose(1000, 3500, 1600, DOUBLES)).isEqualTo(96);
        for (int rows = 257; rows < 5000; rows++) {
            assertThat(TileWidth.choose(rows, 1700, 400, DOUBLES)).as("%d rows", rows).isBetween(64, 224)
                    .satisfies(width -> assertThat(width % 128).isNotZero());
            assertThat(TileWidth.choose(rows, 1000, 200, FLOATS)).as("%d rows", rows).isBetween(64, 448)
                    .satisfies(width -> assertThat(width % 256).isNotZero());
        }
    }

    @Test
    void largeTilesAreNarrow() {
        assertThat(TileWidth.choose(1000, 8000, 1600, DOUBLES)).isEqualTo(64);
        assertThat(TileWidth.choose(1000, 40_000, 1600, DOUBLES)).isEqualTo(32);
    }
}
