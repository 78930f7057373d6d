package org.wonsi.core.protocol.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a program and, as its comment, of the node: {@code /Wonsi:0.1.0(Seoul)/}.
 *
 * <p>A node's name comes from outside and ends up on pages and in logs, so control characters are taken out and the
 * length is limited. Source: BIP 14.
 */
public final class UserAgent {
    private static final Pattern COMMENT = Pattern.compile("\\(([^()/]{1,64})\\)");

    private UserAgent() {}

    /** The user agent of a node of this program with a name; an empty name leaves the comment out. */
    public static String of(String version, String nodeName) {
        String safe = nodeName.replaceAll("[()/:\\p{Cntrl}]", "");
        return "/Wonsi:" + version + (safe.isEmpty() ? "" : "(" + safe + ")") + "/";
    }

    /** The node's name in a user agent: its first comment, or the whole text if there is none. */
    public static String nodeName(String userAgent) {
        Matcher matcher = COMMENT.matcher(userAgent);
        return printable(matcher.find() ? matcher.group(1) : userAgent);
    }

    /** The text without control characters, at most 100 characters of it. */
    public static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 100 ? clean : clean.substring(0, 100) + "...";
    }
}
