package org.wonsi.node.mirror;

import java.util.Optional;

/** The words for what a database said when it failed: of one line, without what a terminal would take for a command. */
final class DatabaseTrouble {
    private static final int LONGEST = 300;

    private DatabaseTrouble() {}

    static String words(Throwable failure) {
        String text = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
