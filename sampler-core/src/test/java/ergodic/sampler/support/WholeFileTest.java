package ergodic.sampler.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @Test
    void hasThePermissionsOfAnyNewFile(@TempDir Path folder) throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        Path whole = folder.resolve("whole");
        WholeFile.write(whole, file -> Files.writeString(file, "x"));
        assertThat(Files.getPosixFilePermissions(whole)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void keepsTheOldFileUntilTheNewOneIsWhole(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, beside -> {
            Files.writeString(beside, "half");
            throw new IOException("disk full");
        })).hasMessage("cannot write " + file + " (disk full); put that right or choose another place;"
                + " what it held before is kept");
        assertThat(file).hasContent("old");
        WholeFile.write(file, beside -> Files.writeString(beside, "new"));
        assertThat(file).hasContent("new");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void writesIntoDevicesAndNeverTakesTheirPlace() throws IOException {
        Path nothing = Path.of("/dev/null");
        Path full = Path.of("/dev/full");
        assumeTrue(isDevice(nothing) && isDevice(full));
        WholeFile.write(nothing, beside -> Files.writeString(beside, "new"));
        assertThatThrownBy(() -> WholeFile.write(full, beside -> Files.writeString(beside, "new")))
                .hasMessageStartingWith("cannot write " + full + " (").hasMessageEndingWith("choose another place");
        assertThat(isDevice(nothing) && isDevice(full)).isTrue();
    }

    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    @Test
    void replacesWhatALinkNames(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.html"), file.getFileName());
        WholeFile.write(link, beside -> Files.writeString(beside, "new"));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
        Path later = folder.resolve("later.html");
        Path between = Files.createSymbolicLink(folder.resolve("between.html"), later.getFileName());
        Path hanging = Files.createSymbolicLink(folder.resolve("hanging.html"), between.getFileName());
        WholeFile.write(hanging, beside -> Files.writeString(beside, "made"));
        assertThat(hanging).isSymbolicLink();
        assertThat(between).isSymbolicLink();
        assertThat(later).hasContent("made");
    }

    /** A pipe between processes has a name under {@code /proc} and in {@code /dev/stdout}, which names nothing that has a path. */
    @Test
    void writesIntoPipes(@TempDir Path folder) throws IOException, InterruptedException {
        Path read = folder.resolve("read.txt");
        Process reader = new ProcessBuilder("cat").redirectOutput(read.toFile()).start();
        Path pipe = Path.of("/proc/" + reader.pid() + "/fd/0");
        assumeTrue(isDevice(pipe));
        WholeFile.write(pipe, beside -> Files.writeString(beside, "new"));
        reader.getOutputStream().close();
        reader.waitFor();
        assertThat(read).hasContent("new");
    }
}
