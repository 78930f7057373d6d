package org.wonsi.wallet.cli.program;

import java.io.PrintStream;
import org.wonsi.wallet.json.JsonText;

/** A printer of answers: as one JSON value with {@code --json}, else as text. */
public final class Output {
    private final PrintStream out;
    private final boolean json;

    Output(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Whether answers are JSON for a program ({@code --json}), not text for people. */
    public boolean isJson() {
        return json;
    }

    /** The record for programs, the text for people. */
    public void answer(Object value, String text) {
        if (json) {
            out.println(toJson(value));
        } else {
            out.println(text);
        }
    }

    /** A value as JSON text on several lines, indented. */
    public static String toJson(Object value) {
        return JsonText.pretty(value);
    }
}
