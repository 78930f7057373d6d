package org.wonsi.browser;

import org.teavm.jso.JSBody;

/** Unicode's normalization by the browser's own strings. A class of its own, since TeaVM takes no script in a class that stands in for another. */
public final class UnicodeForms {
    private UnicodeForms() {}

    /** The text in a form by its name, NFC or NFKD. */
    @JSBody(params = {"text", "form"}, script = "return text.normalize(form);")
    public static native String normalize(String text, String form);
}
