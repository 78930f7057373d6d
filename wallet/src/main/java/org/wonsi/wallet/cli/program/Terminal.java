package org.wonsi.wallet.cli.program;

import java.io.PrintStream;
import java.util.Optional;

/** The terminal that a command reads from and writes to; tests put their own in its place. */
public interface Terminal {
    /** For answers. */
    PrintStream out();

    /** For questions, notices and errors. */
    PrintStream err();

    /** Whether a person sits at it. */
    boolean isInteractive();

    /** A line from the person or from standard input; empty at its end. */
    Optional<String> readLine(String prompt);

    /** A password from the person, not shown; empty if nobody is there. The caller wipes it. */
    Optional<char[]> readPassword(String prompt);
}
