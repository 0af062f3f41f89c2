package ergodic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ByteMutatorTest {

    private static final byte[] VALID = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void theSameSeedDamagesTheSameAndDifferentSeedsDiffer() {
        assertThat(ByteMutator.mutated(VALID, 7)).isEqualTo(ByteMutator.mutated(VALID, 7));
        assertThat(LongStream.range(0, 1000)
                .mapToObj(seed -> new String(ByteMutator.mutated(VALID, seed), StandardCharsets.ISO_8859_1)).distinct())
                .hasSizeGreaterThan(700);
        assertThat(VALID).isEqualTo("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesAnEmptyInput() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(ByteMutator.mutated(new byte[0], seed)).isNotNull();
        }
    }

    @Test
    void findsWhatBreaksTheContract() {
        ReaderFuzz.check("kept", VALID, List.of(1L, 2L), 1 << 20, input -> {
            throw new IllegalArgumentException("one sentence");
        }, Set.of(IllegalArgumentException.class));
        assertThatThrownBy(() -> ReaderFuzz.check("other", VALID, List.of(3L), 1 << 20, input -> {
            throw new IllegalStateException("other");
        }, Set.of(IllegalArgumentException.class))).hasMessageContaining("seed 3: java.lang.IllegalStateException");
        assertThatThrownBy(() -> ReaderFuzz.check("silent", VALID, List.of(4L), 1 << 20, input -> {
            throw new IllegalArgumentException("two\nlines");
        }, Set.of(IllegalArgumentException.class))).hasMessageContaining("seed 4: no sentence");
        assertThatThrownBy(() -> ReaderFuzz.check("greedy", VALID, List.of(5L), 1 << 20,
                input -> assertThat(new byte[1 << 22]).isNotNull(), Set.of())).hasMessageContaining("allocated");
    }
}
