package ergodic.study;

/** Version of this build, from the jar's manifest. */
public final class Version {

    private Version() {}

    /** Version of Ergodic, such as {@code 0.1.0}; {@code development} when not run from a jar. */
    public static String ergodic() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
