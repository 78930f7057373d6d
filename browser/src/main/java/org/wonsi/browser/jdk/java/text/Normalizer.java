package org.wonsi.browser.jdk.java.text;

import org.wonsi.browser.UnicodeForms;

/** A stand-in for the JDK's class of this name: the browser has every form of Unicode's normalization in its own strings. */
public final class Normalizer {
    /** The forms. */
    public enum Form {
        /** Composed. */
        NFC,
        /** Decomposed, with compatibility. */
        NFKD
    }

    private Normalizer() {}

    /** The text in that form. */
    public static String normalize(CharSequence text, Form form) {
        return UnicodeForms.normalize(text.toString(), form.name());
    }
}
