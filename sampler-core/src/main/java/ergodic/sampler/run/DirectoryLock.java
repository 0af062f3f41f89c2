package ergodic.sampler.run;

import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A lock on a directory; the operating system releases it when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {

    static final DirectoryLock NONE = new DirectoryLock(null);

    private final @Nullable FileChannel channel;

    private DirectoryLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock of(Path directory) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: refused below.
        } catch (IOException e) {
            throw new CheckpointException("cannot keep checkpoints in " + directory + ": " + FileFault.reason(e), e);
        }
        new DirectoryLock(channel).close();
        throw new CheckpointException("a run is going on in " + directory + ": wait for it to end, or stop it");
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
