package org.wonsi.wallet.problem;

/** A reason why a file can't be read or written. */
public sealed interface DiskFault extends UserMessage {
    @Override
    default String family() {
        return "disk";
    }

    /** A file is where its directory should be. */
    record NoDirectory() implements DiskFault {}

    /** The operating system denies access. */
    record Denied() implements DiskFault {}

    /** It isn't there. */
    record Missing() implements DiskFault {}

    /** It has more bytes than are read. */
    record TooLarge(int most) implements DiskFault {}

    /** Another reason of the operating system's. */
    record Other(String why) implements DiskFault {}
}
