package ergodic.sampler.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainVectorsTest {

    private static DataInputStream announcing(int length, int there) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(length);
        PlainVectors.writeAll(out, new double[there]);
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 200_000})
    void whatIsWrittenIsRead(int length) throws IOException {
        double[] vector = new SplittableRandom(1).doubles(length).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainVectors.write(new DataOutputStream(bytes), vector);
        assertThat(PlainVectors.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(vector);
    }

    /** What another version wrote may be anything where a length is looked for. */
    @Test
    void lengthsThatAreNoneAreRefusedInASentence() {
        assertThatThrownBy(() -> PlainVectors.read(announcing(-7, 3))).isExactlyInstanceOf(IOException.class)
                .hasMessage("it announces -7 numbers; resume with the version that wrote it, or begin a new run"
                        + " elsewhere");
        assertThatThrownBy(() -> PlainVectors.read(announcing(Integer.MAX_VALUE, 3)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("it announces 2147483647 numbers and ends after 3 of them; resume with");
    }
}
