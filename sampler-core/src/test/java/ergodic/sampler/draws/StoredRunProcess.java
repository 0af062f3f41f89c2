package ergodic.sampler.draws;

import ergodic.sampler.run.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of its own that begins the run of {@link StoredRun} in a directory, or goes on with it. */
final class StoredRunProcess {

    /** What the process writes to its standard output when it is about to begin. */
    static final int BEGUN = '!';

    private StoredRunProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        System.out.write(BEGUN);
        System.out.flush();
        Cancellation never = new Cancellation();
        if (Files.exists(StoredRun.store(directory))) {
            StoredRun.resume(directory, StoredRun.slow(4_000_000), never);
        } else {
            StoredRun.begin(directory, StoredRun.slow(4_000_000), never);
        }
    }
}
