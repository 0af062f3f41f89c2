package ergodic.autodiff.compile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Op;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {

    @Test
    void sharesFollowEachOtherAndAreAboutEqual() {
        for (int total : new int[]{0, 1, 5, 31, 32, 79, 1000}) {
            for (int n = 1; n <= 40; n++) {
                assertThat(Blocks.begin(0, n, total)).isZero();
                assertThat(Blocks.begin(n, n, total)).isEqualTo(total);
                for (int i = 0; i < n; i++) {
                    assertThat(Blocks.begin(i + 1, n, total) - Blocks.begin(i, n, total)).isBetween(total / n,
                            total / n + 1);
                }
            }
        }
    }

    @Test
    void aBlockIsWorthAThreadAndNotTooLong() {
        // 100 microseconds at the least, however little a row needs, but never more than some thousand rows.
        assertThat(Blocks.tilesPerBlock(new Work(1000, 0), 0, 64) * 64 * new Work(1000, 0).nanos())
                .isGreaterThanOrEqualTo(100_000);
        assertThat(Blocks.tilesPerBlock(new Work(1, 0), 0, 128)).isEqualTo(32);
        assertThat(Blocks.tilesPerBlock(new Work(1_000_000, 0), 0, 128)).isEqualTo(1);
        // Many accumulators make longer blocks.
        assertThat(Blocks.tilesPerBlock(new Work(1000, 0), 100_000, 64))
                .isGreaterThan(Blocks.tilesPerBlock(new Work(1000, 0), 1000, 64));
        assertThat(Blocks.count(0, 4)).isEqualTo(1);
        assertThat(Blocks.count(8, 4)).isEqualTo(2);
        assertThat(Blocks.count(9, 4)).isEqualTo(4);
        assertThat(Blocks.count(3, 1)).isEqualTo(3);
    }

    @Test
    void workIsCountedFromShapes() {
        Tracer t = new Tracer();
        Tensor affine = t.rowInput("x", 3).affine(t.parameter("w", 5, 3), t.parameter("b", 5));
        t.output("y", affine.tanh());
        long[] flops = t.build().nodes().stream().mapToLong(node -> Work.of(node).flops()).filter(f -> f > 0)
                .toArray();
        assertThat(flops).containsExactly(30, 5);
        Tracer products = new Tracer();
        Tensor a = products.parameter("a", 2, 3, 4);
        products.output("c", products.apply(new Op.MatMul(true, false), List.of(a, products.parameter("b", 2, 3, 5))));
        assertThat(products.build().nodes().stream().mapToLong(node -> Work.of(node).flops()).sum())
                .isEqualTo(2 * 2 * 3 * 4 * 5);
    }
}
