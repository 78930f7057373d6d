package org.wonsi.core.protocol.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.StrangersText;

/**
 * The name of a program and, as its comment, of the node: {@code /Wonsi:0.1.0(Seoul)/}.
 *
 * <p>A node's name comes from outside and ends up on pages and in logs, so what could deceive there is taken out ({@link
 * StrangersText}) and the length is limited. Source: BIP 14.
 */
public final class UserAgent {
    private static final Pattern COMMENT = Pattern.compile("\\(([^()/]{1,64})\\)");

    private static final int MOST_SHOWN = 100;

    private UserAgent() {}

    /** The user agent of a node of this program with a name; an empty name leaves the comment out. */
    public static String of(String version, String nodeName) {
        String safe = nodeName.replaceAll("[()/:\\p{Cntrl}]", "");
        return "/Wonsi:" + version + (safe.isEmpty() ? "" : "(" + safe + ")") + "/";
    }

    /** The node's name in a user agent: its first comment, or the whole text if there is none. */
    public static String nodeName(String userAgent) {
        Matcher matcher = COMMENT.matcher(userAgent);
        return printable(matcher.find() ? matcher.group(1) : userAgent).strip();
    }

    /** The text as {@link StrangersText} shows it, at most 100 characters of it. */
    public static String printable(String text) {
        return StrangersText.plain(text, MOST_SHOWN);
    }
}
