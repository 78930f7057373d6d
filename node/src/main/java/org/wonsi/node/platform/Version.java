package org.wonsi.node.platform;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of Wonsi, and of the Java it runs on. */
public final class Version implements IVersionProvider {
    /** The release, such as "0.1.0"; "dev" when run from class files instead of the jar. */
    public static String release() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Wonsi " + release(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
