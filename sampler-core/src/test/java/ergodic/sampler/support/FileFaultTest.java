package ergodic.sampler.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NotDirectoryException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class FileFaultTest {

    @Test
    void saysWhatJavaDoesNot() {
        assertThat(FileFault.reason(new AccessDeniedException("x"))).isEqualTo("permission denied");
        assertThat(FileFault.reason(new NotDirectoryException("x"))).isEqualTo("x is not a folder");
        assertThat(FileFault.reason(new MalformedInputException(1))).isEqualTo("it is not text in UTF-8");
        assertThat(FileFault.reason(new EOFException())).isEqualTo("it ends too early");
        assertThat(FileFault.reason(new ZipException("invalid distance too far back")))
                .isEqualTo("its compressed text is damaged (invalid distance too far back)");
        assertThat(FileFault.reason(new FileSystemException("x", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileFault.reason(new FileSystemLoopException("x"))).isEqualTo("FileSystemLoop");
        assertThat(FileFault.reason(new IOException("own words"))).isEqualTo("own words");
    }
}
