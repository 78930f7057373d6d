package org.wonsi.core.bytes;

/**
 * A filter for text that strangers chose (names, user agents, tags of blocks), so that it can be shown among our own on
 * pages and in logs.
 *
 * <p>A question mark takes the place of characters that are invisible, or that change how the text around them looks: control and format
 * characters (line feeds, writing from right to left, joiners), private and unassigned ones, halves of characters, line
 * and paragraph separators, spaces other than the usual one, and letters and marks that are blank (Hangul fillers,
 * variation selectors). Otherwise two different names could look the same, and one line of a log like two. Letters of
 * other scripts that look alike stay.
 */
public final class StrangersText {
    /** Letters and marks that leave no mark on the page; Unicode's property Default_Ignorable_Code_Point, and a blank pattern. */
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    private static final int FIRST_VARIATION_SELECTOR = 0xfe00;
    private static final int LAST_VARIATION_SELECTOR = 0xfe0f;
    private static final int FIRST_MORE_SELECTOR = 0xe0100;
    private static final int LAST_MORE_SELECTOR = 0xe01ef;

    private StrangersText() {}

    /** Whether a code point shows as itself and leaves its neighbours alone. */
    public static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> !isBlank(codePoint);
        };
    }

    private static boolean isBlank(int codePoint) {
        return BLANK.indexOf(codePoint) >= 0
                || (codePoint >= FIRST_VARIATION_SELECTOR && codePoint <= LAST_VARIATION_SELECTOR)
                || (codePoint >= FIRST_MORE_SELECTOR && codePoint <= LAST_MORE_SELECTOR);
    }

    /** The text with a question mark for whatever isn't plain, and at most so many code points of it. */
    public static String plain(String text, int most) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '?'));
        return text.codePointCount(0, text.length()) <= most
                ? plain.toString()
                : plain.append("...").toString();
    }
}
