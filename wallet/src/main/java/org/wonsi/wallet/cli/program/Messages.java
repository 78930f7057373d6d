package org.wonsi.wallet.cli.program;

import java.util.Locale;
import java.util.ResourceBundle;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/** The sentences of the command line in the reader's language; English and Korean there are. */
public final class Messages {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    /** The messages of a language; English if there are none. */
    public Messages(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                "org.wonsi.wallet.cli.messages", locale, Messages.class.getClassLoader(), NO_FALLBACK);
    }

    /**
     * The sentence of this key with the values put in for {@code %s}, in order.
     *
     * <p>A value that is a sentence itself, a {@link Phrase} or a problem, is put in in the same language.
     */
    public String text(String key, Object... values) {
        String[] pieces = bundle.getString(key).split("%s", -1);
        if (pieces.length != values.length + 1) {
            throw new IllegalStateException(
                    "message '" + key + "' names " + (pieces.length - 1) + " values and got " + values.length);
        }
        StringBuilder sentence = new StringBuilder(pieces[0]);
        for (int i = 0; i < values.length; i++) {
            sentence.append(value(values[i])).append(pieces[i + 1]);
        }
        return sentence.toString();
    }

    private String value(Object value) {
        if (value instanceof Phrase phrase) {
            return text(phrase.key(), phrase.values().toArray());
        }
        if (value instanceof WalletException problem) {
            return text(problem);
        }
        return value instanceof MalformedException malformed ? text(malformed) : harmless(String.valueOf(value));
    }

    /**
     * A value that may have come from outside, with U+FFFD for the characters that a terminal acts on: they could clear what
     * it shows or overwrite it. Ends of lines stay, because some values are several lines of the wallet's own.
     */
    private static String harmless(String value) {
        StringBuilder shown = new StringBuilder(value);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && shown.indexOf("\n", i) == i + 1);
            if ((Character.isISOControl(c) && !endsLine) || turns(c)) {
                shown.setCharAt(i, '\ufffd');
            }
        }
        return shown.toString();
    }

    /** The characters that change the direction of writing (Unicode's Bidi_Control). */
    private static boolean turns(char c) {
        return c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** What went wrong, as a sentence. */
    public String text(WalletException problem) {
        return text("error." + problem.code(), problem.values().toArray());
    }

    /** What is wrong with an input, as a sentence. */
    public String text(MalformedException problem) {
        return value(MalformedText.phrase(problem));
    }

    /** The texts, for the help of commands. */
    public ResourceBundle bundle() {
        return bundle;
    }
}
