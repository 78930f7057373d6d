package org.wonsi.wallet.problem;

import java.util.Locale;
import org.wonsi.core.bytes.Wording;

/**
 * The ways in which a text that only the wallet reads can have the wrong form, with their English sentences: links, signed
 * messages, the wallet's files, a node's JSON. Core's are in {@link org.wonsi.core.bytes.FormError}.
 */
public enum InputError implements Wording {
    JSON("the text isn't JSON (line %s, column %s)"),
    JSON_OBJECT("in the JSON, '%s' isn't an object"),
    JSON_LIST("in the JSON, '%s' isn't a list"),
    JSON_TEXT("in the JSON, '%s' isn't a text"),
    JSON_HASH("in the JSON, '%s' isn't a text of 64 hex digits"),
    JSON_NUMBER("in the JSON, '%s' isn't a number"),
    JSON_WHOLE("in the JSON, '%s' isn't a whole number of the size expected"),
    JSON_FLAG("in the JSON, '%s' isn't true or false"),
    JSON_INDEX("in the JSON, the number of an address is out of range: %s"),
    LOCKED("the file is locked in an unknown way: %s"),
    FIRST_LINE("line 1 isn't '%s'"),
    LINE("line %s can't be read"),
    LINK_SCHEME("a link for a payment on %s begins with %s: and this one with %s:"),
    LINK_REQUIRED("the link asks for '%s', which this wallet doesn't know"),
    LINK_ESCAPE("the link has a wrong escape: two hex digits must follow a percent sign"),
    MESSAGE_SIGNATURE("a signature of a message is 65 bytes in base 64, beginning with 27 to 34"),
    BASE64("the signature isn't base 64");

    private final String english;

    InputError(String english) {
        this.english = english;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String english() {
        return english;
    }
}
