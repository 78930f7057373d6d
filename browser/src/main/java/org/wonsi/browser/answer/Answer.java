package org.wonsi.browser.answer;

import com.grack.nanojson.JsonWriter;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;

/**
 * An answer as over HTTP.
 *
 * @param type of the body, as in a content type
 */
public record Answer(int status, String type, String body) {
    private static final int HASH_DIGITS = 64;

    static Answer json(String body) {
        return new Answer(200, "application/json", body);
    }

    static Answer text(String body) {
        return new Answer(200, "text/plain", body);
    }

    /** Bytes, in hex: what carries an answer to the page carries texts. */
    static Answer bytes(ByteString bytes) {
        return new Answer(200, "application/octet-stream", bytes.toHex());
    }

    /** Nothing that a tab's node answers. */
    static Answer notHere() {
        return problem(404, "this needs a node on a computer");
    }

    /**
     * A number in a path.
     *
     * @throws MalformedException if it is none of at most nine digits
     */
    static int number(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedException("'" + text + "' is not a number");
        }
        return Integer.parseInt(text);
    }

    /**
     * A hash in a path.
     *
     * @throws MalformedException if it is none
     */
    static Hash256 hash(String text) {
        if (text.length() != HASH_DIGITS) {
            throw new MalformedException("'" + text + "' is not a hash of 64 hex digits");
        }
        return Hash256.ofDisplay(text);
    }

    static Answer problem(int status, String detail) {
        String body = JsonWriter.string()
                .object()
                .value("title", detail)
                .value("detail", detail)
                .value("status", status)
                .end()
                .done();
        return new Answer(status, "application/problem+json", body);
    }

    /** Status and type in a first line, the body after it: how it leaves the worker's Java. */
    public String toLines() {
        return status + " " + type + "\n" + body;
    }
}
