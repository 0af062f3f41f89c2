package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place that nothing can be written into is refused before the work, and what could not be written leaves nothing behind. */
class OutputPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void placesThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n");
        assertThat(OutputPlace.requireFile(file)).isEqualTo(file);
        assertThatThrownBy(() -> OutputPlace.requireFile(folder.resolve("none/b")))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("there is no folder").hasMessageContaining("make it, or choose another place");
        assertThatThrownBy(() -> OutputPlace.requireFile(file.resolve("b"))).hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> OutputPlace.requireFile(folder)).hasMessageContaining("is a folder; name a file");
        OutputPlace.requireNew(folder.resolve("b"), "--out");
        assertThatThrownBy(() -> OutputPlace.requireNew(file, "--rows-out")).isInstanceOf(RunFolderException.class)
                .hasMessage(file + " exists already; choose another name with --rows-out");
        OutputPlace.requireFolder(folder.resolve("new/run"));
        assertThatThrownBy(() -> OutputPlace.requireFolder(file.resolve("run"))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining(file + " is a file); choose another with --out");
        assertThatThrownBy(() -> OutputPlace.requireFolder(file))
                .hasMessageContaining("is a file; choose a folder with");
        assertThatThrownBy(() -> OutputPlace.requireFolder(folder))
                .hasMessageContaining("is not empty; choose another");
        // Of links it is the place of what they name.
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(OutputPlace.requireFile(link)).isEqualTo(link);
    }

    @Test
    void foldersThatAreOnlyRead() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeFalse(!closed.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        // The super-user writes everywhere.
        assumeFalse(Files.isWritable(closed));
        assertThatThrownBy(() -> OutputPlace.requireFile(closed.resolve("b"))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("nothing can be written into " + closed);
        assertThatThrownBy(() -> OutputPlace.requireFolder(closed.resolve("run")))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("cannot be made (nothing can be written into " + closed);
        assertThatThrownBy(() -> OutputPlace.requireFolder(closed)).hasMessageContaining("cannot be filled");
    }

    @Test
    void twoNamesOfOneFileAreRefused() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);
        OutputPlace.requireApart(real.resolve("a"), "--out", real.resolve("b"), "--write");
        OutputPlace.requireApart(null, "--out", real.resolve("b"), "--write");
        assertThatThrownBy(() -> OutputPlace.requireApart(real.resolve("a"), "--out", linked.resolve("a"), "--write"))
                .isInstanceOf(RunFolderException.class)
                .hasMessage("--out and --write name the same file; give each its own");
        assertThatThrownBy(() -> OutputPlace.requireFile(Path.of("/")))
                .hasMessage("/ is a folder; name a file to write");
    }

    /** Half a folder would be taken for a run, or be in the way of the next attempt. */
    @Test
    void aFolderThatCannotBeFilledIsNotLeft() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 20; i++) {
            text.append(i).append(',').append(Math.sin(i)).append('\n');
        }
        Path data = Files.writeString(folder.resolve("d.csv"), text);
        Files.writeString(folder.resolve("c.toml"), """
                data = { file = "d.csv", target = "y" }
                network.hidden = []
                sampler = { method = "map", chains = 1, steps = 20 }
                """);
        Study study = Study.read(folder.resolve("c.toml"));
        Files.delete(data);
        Path made = folder.resolve("made");
        assertThatThrownBy(() -> SamplingJob.begin(study, made)).isInstanceOf(RunFolderException.class)
                .hasMessage("there is no file " + data + " any more to copy into " + made + "; put it back");
        assertThat(made).doesNotExist();
        Path there = Files.createDirectory(folder.resolve("there"));
        assertThatThrownBy(() -> SamplingJob.begin(study, there)).isInstanceOf(RunFolderException.class);
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);
        assertThatThrownBy(() -> SamplingJob.begin(study, link)).isInstanceOf(RunFolderException.class);
        assertThat(link).isSymbolicLink();
        try (Stream<Path> left = Files.list(there)) {
            assertThat(left).isEmpty();
        }
    }

    /** What is written and what is looked at before are the same file. */
    @Test
    void whatALinkNamesIsLookedAt() throws IOException {
        Path gone = Files.createSymbolicLink(folder.resolve("gone.csv"), folder.resolve("nowhere/x.csv"));
        assertThatThrownBy(() -> OutputPlace.requireFile(gone)).isInstanceOf(RunFolderException.class)
                .hasMessage("nothing can be written as " + gone + " (no such file); choose another place");
        Path a = Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        assertThatThrownBy(() -> OutputPlace.requireFile(a)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("choose another place");
        Path page = Files.createSymbolicLink(folder.resolve("p.html"), folder.resolve("m.toml"));
        assertThatThrownBy(() -> OutputPlace.requireApart(page, "--out", folder.resolve("m.toml"), "--write"))
                .hasMessageContaining("name the same file");
    }
}
