package org.wonsi.wallet.cli;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.wonsi.wallet.WalletException;

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

    /** The sentence of this key with the values put in, as {@link String#format} does. */
    public String text(String key, Object... values) {
        return String.format(Locale.ROOT, bundle.getString(key), values);
    }

    /** What went wrong, as a sentence. */
    public String text(WalletException problem) {
        List<Object> values = problem.values();
        return text("error." + problem.code(), values.toArray());
    }

    /** The texts, for the help of commands. */
    ResourceBundle bundle() {
        return bundle;
    }
}
