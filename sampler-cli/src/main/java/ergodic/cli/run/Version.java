package ergodic.cli.run;

import picocli.CommandLine.IVersionProvider;

/** Version of this build, from the jar's manifest. */
public final class Version implements IVersionProvider {

    /** Version of Ergodic, such as {@code 0.1.0}; {@code development} when not run from a jar. */
    public static String ergodic() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"ergodic " + ergodic(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")};
    }
}
