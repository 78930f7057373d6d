package org.wonsi.columns.sql;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A script that comes through a pipe. */
public final class SqlScript {
    private static final int LONGEST = 1_000_000;

    private SqlScript() {}

    /**
     * Standard input to its end.
     *
     * @throws SqlFailed if it is longer than anybody writes
     */
    public static String standardInput() throws IOException, SqlFailed {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8_192];
        Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            text.append(buffer, 0, count);
            if (text.length() > LONGEST) {
                throw new SqlFailed("the script has more than " + LONGEST + " characters; cut it into several");
            }
        }
        return text.toString();
    }
}
