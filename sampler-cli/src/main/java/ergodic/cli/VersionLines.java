package ergodic.cli;

import ergodic.study.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code ergodic --version} prints: the version of Ergodic, and the machine that it runs on. */
final class VersionLines implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[]{"ergodic " + Version.ergodic(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")};
    }
}
