package org.wonsi.browser.jdk.java.text;

/**
 * A stand-in for the JDK's class of this name, for what recovery words are written in: ASCII stays as it is, and Korean syllables are taken
 * apart and put together by their numbers.
 *
 * <p>Other letters stay as they are; no word of a list has any. The browser's own normalization would need a script in the page
 * that its policy refuses. Source: the Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
 */
public final class Normalizer {
    private static final int SYLLABLE = 0xac00;
    private static final int LEAD = 0x1100;
    private static final int VOWEL = 0x1161;
    private static final int TAIL = 0x11a7;
    private static final int LEADS = 19;
    private static final int VOWELS = 21;
    private static final int TAILS = 28;

    /** The forms. */
    public enum Form {
        /** Composed. */
        NFC,
        /** Decomposed. */
        NFKD
    }

    private Normalizer() {}

    /** The text in that form. */
    public static String normalize(CharSequence text, Form form) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (form == Form.NFKD) {
                decompose(c, out);
            } else {
                compose(c, out);
            }
        }
        return out.toString();
    }

    private static void decompose(char c, StringBuilder out) {
        int number = c - SYLLABLE;
        if (number < 0 || number >= LEADS * VOWELS * TAILS) {
            out.append(c);
            return;
        }
        out.append((char) (LEAD + number / (VOWELS * TAILS))).append((char) (VOWEL + number / TAILS % VOWELS));
        if (number % TAILS > 0) {
            out.append((char) (TAIL + number % TAILS));
        }
    }

    private static void compose(char c, StringBuilder out) {
        int last = out.length() - 1;
        int before = last < 0 ? 0 : out.charAt(last);
        int lead = before - LEAD;
        int vowel = c - VOWEL;
        int open = before - SYLLABLE;
        int tail = c - TAIL;
        if (lead >= 0 && lead < LEADS && vowel >= 0 && vowel < VOWELS) {
            out.setCharAt(last, (char) (SYLLABLE + (lead * VOWELS + vowel) * TAILS));
        } else if (open >= 0 && open < LEADS * VOWELS * TAILS && open % TAILS == 0 && tail > 0 && tail < TAILS) {
            out.setCharAt(last, (char) (before + tail));
        } else {
            out.append(c);
        }
    }
}
