package org.wonsi.columns.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a text, cut at the semicolons that stand outside of quotes and comments. */
public final class Statements {
    private static final Pattern DOLLARS = Pattern.compile("\\$[A-Za-z_0-9]*\\$");

    private final String text;
    private int at;

    private Statements(String text) {
        this.text = text;
    }

    /** The statements in a text, without their semicolons; what is empty but for comments is left out. */
    public static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        Statements reader = new Statements(text);
        int start = 0;
        boolean hasWords = false;
        while (reader.at < text.length()) {
            char c = text.charAt(reader.at);
            if (c == ';') {
                if (hasWords) {
                    statements.add(text.substring(start, reader.at).strip());
                }
                reader.at++;
                start = reader.at;
                hasWords = false;
            } else {
                hasWords |= !Character.isWhitespace(c) && !reader.isComment();
                reader.skip();
            }
        }
        if (hasWords) {
            statements.add(text.substring(start).strip());
        }
        return statements;
    }

    /** Whether a text ends outside of quotes and comments with a semicolon, so that nothing needs to follow. */
    public static boolean isComplete(String text) {
        Statements reader = new Statements(text);
        boolean ended = false;
        while (reader.at < text.length()) {
            char c = text.charAt(reader.at);
            if (!Character.isWhitespace(c) && !reader.isComment()) {
                ended = c == ';';
            }
            reader.skip();
        }
        return ended;
    }

    private boolean isComment() {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** Goes behind the quoted text or comment that begins here, or else behind this character. */
    private void skip() {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            skipTo(String.valueOf(c), at + 1);
        } else if (text.startsWith("--", at)) {
            skipTo("\n", at + 2);
        } else if (text.startsWith("/*", at)) {
            skipTo("*/", at + 2);
        } else if (c == '$') {
            Matcher dollars = DOLLARS.matcher(text).region(at, text.length());
            if (dollars.lookingAt()) {
                skipTo(dollars.group(), dollars.end());
            } else {
                at++;
            }
        } else {
            at++;
        }
    }

    private void skipTo(String end, int from) {
        int found = text.indexOf(end, from);
        at = found < 0 ? text.length() : found + end.length();
    }
}
